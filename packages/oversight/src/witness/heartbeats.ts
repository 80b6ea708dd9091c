import {
  actGroupCodec,
  frameGroupCodec,
  type JournalSourceName,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import type { WitnessedEntry } from './log-page.ts';

/** What a node said last of the sizes of its own logs. */
export interface Heartbeat {
  /** Index of the heartbeat's entry in the maintenance log. */
  readonly index: number;
  /** The node's clock when it wrote it, ms. */
  readonly time: number;
  readonly sizes: ReadonlyMap<JournalSourceName, number>;
}

/** The heartbeat in an entry of the maintenance log, or undefined when it is another event. */
export function heartbeatOf({ index, stub, body }: WitnessedEntry): Heartbeat | undefined {
  if (body === undefined) return undefined;
  const frame = frameGroupCodec.parse(body.frame.stored);
  const act = actGroupCodec.parse(body.act.stored);
  if (!frame.ok || !act.ok || frame.value.event !== 'heartbeat') return undefined;
  const { counts } = act.value;
  const sizes = SOURCE_NAMES.map((source, at) => [source, counts[at] ?? 0] as const);
  return { index, time: stub.time, sizes: new Map(sizes) };
}

/** The transaction that an entry of the publish log says was accepted: its id. */
export function acceptedTransaction({
  body,
}: Pick<WitnessedEntry, 'body'>): Uint8Array | undefined {
  if (body === undefined) return undefined;
  const frame = frameGroupCodec.parse(body.frame.stored);
  const act = actGroupCodec.parse(body.act.stored);
  if (!frame.ok || !act.ok || frame.value.result !== DONE) return undefined;
  const { transactionId } = act.value;
  return transactionId.length === ID_BYTES ? transactionId : undefined;
}

const DONE = 1;
const ID_BYTES = 32;

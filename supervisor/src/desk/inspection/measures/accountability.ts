import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { authorityAccessOf, overdueOf } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import { kept, shown } from '@mingjing/inspection';
import { actGroupCodec, frameGroupCodec } from '@mingjing/protocol';
import { readEntryOf } from '../../accountability/read-entry.ts';
import { witnessesOf } from '../../accountability/witnesses.ts';
import { OPENED } from '../../look-through/opening-desk.ts';
import type { Measure, MeasuredWorld } from './measuring.ts';

const SOURCE = 'supervision';
/** The latest entries of the own log that are gone through, so many at once. */
const ENTRIES_READ = 100_000;
const STEP = 512;

/** Item 27: every read with an order has one that stands, every opening has its one entry. */
export const accountable: Measure<'supervision-acts-accountable'> = async (world, { signal }) => {
  const { host } = world;
  const { registry, time } = host.replica.chain.state;
  const authority = registry.get('node', host.nodeId)?.organisation ?? '';
  const log = await ownLog(host, signal);
  const orderless = log.orders.filter((order) => !isOrder(host, order));
  const wrong = await wrongOpenings(world, log);
  const witnesses = await witnessesOf(host);
  const size = host.journal.durableSize(SOURCE);
  const root = await host.journal.rootAt(SOURCE, size);
  return {
    word: {
      ...{ reads: log.reads, orders: authorityAccessOf(registry, authority).orders },
      mismatches: orderless.length + wrong,
      overdue: overdueOf(registry, authority, time).length,
      witnesses: witnesses.filter(({ state }) => state === 'proved').length,
      contradicting: witnesses.filter(({ state }) => state === 'failed').length,
    },
    standsOn: [
      { key: 'footings.log', hash: bytesToHex(root), place: `${SOURCE}/${size}` },
      kept('counts', { reads: log.reads, orders: log.orders.length }),
      ...(log.reads === 0 ? [] : [shown('openings', JSON.stringify([...log.opened]))]),
    ],
  };
};

/** What the entries [start, end) of the own log tell. */
interface OwnLog {
  readonly start: number;
  readonly end: number;
  readonly reads: number;
  /** Orders that reads name. */
  readonly orders: readonly string[];
  /** How often each order was opened. */
  readonly opened: ReadonlyMap<string, number>;
}

async function ownLog({ journal }: Host, signal: AbortSignal): Promise<OwnLog> {
  const end = journal.durableSize(SOURCE);
  // Entries whose bodies were disposed of tell nothing.
  const start = Math.max(journal.bodiesFrom(SOURCE), end - ENTRIES_READ);
  const orders: string[] = [];
  const opened = new Map<string, number>();
  let reads = 0;
  for (let from = start; from < end; from += STEP) {
    signal.throwIfAborted();
    for (const entry of await journal.readRange(SOURCE, from, Math.min(end, from + STEP))) {
      const read = readEntryOf(entry);
      if (read !== undefined) reads += 1;
      if (read !== undefined && read.order !== '') orders.push(read.order);
      const { body } = entry;
      if (body === undefined) continue;
      if (frameGroupCodec.decode(body.frame.stored).event !== OPENED.event) continue;
      const { object } = actGroupCodec.decode(body.act.stored);
      opened.set(object, (opened.get(object) ?? 0) + 1);
    }
  }
  return { start, end, reads, orders, opened };
}

/** An order that the chain has, and that a second officer approved. */
function isOrder({ replica }: Host, order: string): boolean {
  const id = hexToBytes(order);
  const entry = id && replica.chain.state.registry.get('access', id);
  return entry !== undefined && entry.approvedBy !== '';
}

/** Openings that are kept without their one entry, and entries of openings that are not kept. */
async function wrongOpenings(
  { host, openings }: MeasuredWorld,
  { start, end, opened }: OwnLog,
): Promise<number> {
  const kept = await openings.shelf.openings();
  const size = host.journal.durableSize(SOURCE);
  const wrong = kept.filter(({ id, value: { entry } }) => {
    if (entry === null) return false;
    // Its entry lies before what was gone through, or was written since.
    const isElsewhere = entry < start || (entry >= end && entry < size);
    return (opened.get(id) ?? 0) !== (isElsewhere ? 0 : 1);
  });
  const known = new Set(kept.map(({ id }) => id));
  return wrong.length + [...opened.keys()].filter((id) => !known.has(id)).length;
}

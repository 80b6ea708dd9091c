import type { Journal } from '@mingjing/journal';
import { anchoredLog } from '@mingjing/proofs';
import {
  FORMAT_VERSION,
  type InspectionEntry,
  inspectionBundleCodec,
  inspectionSigningBytes,
  inspectionStatementCodec,
  JournalSource,
  type JournalSourceName,
} from '@mingjing/protocol';
import { buildStateProof, type EntryName } from '@mingjing/replica';
import type { Host } from '../host.ts';
import { headOf } from '../retention/retained-log.ts';
import type { VouchedLog } from '../retention/vouched-log.ts';

/** A record that was signed, and where the journal says so. */
export interface RecordedInspection {
  readonly record: Uint8Array;
  readonly signature: Uint8Array;
  readonly source: JournalSourceName;
  readonly index: number;
}

/**
 * Why there is no bundle: no block yet; the chain names a statement key that is not here; the log
 * is behind what was anchored of it; the entry's body was disposed of.
 */
export type InspectionBundleRefusal =
  | 'no-block'
  | 'no-statement-key'
  | 'log-behind'
  | 'entry-disposed';

/**
 * The bundle of a signed record (docs/spec/inspection-bundle.md), with what chain and journal prove
 * of it by now: later ones of the same record may show an anchor that this one could not.
 */
export async function inspectionBundle(
  host: Pick<Host, 'journal' | 'nodeId' | 'replica' | 'statements' | 'store'>,
  recorded: RecordedInspection,
  now: number,
): Promise<Uint8Array | InspectionBundleRefusal> {
  const { journal, nodeId, replica, statements, store } = host;
  const vouched = await journal.cosigned.latest(recorded.source);
  // From here to the proof nothing is waited for: what is read is what is proved.
  const anchors = anchorsOf(host);
  const state = await buildStateProof(replica.chain, store, [
    ...anchors.map((id): EntryName => ['anchor', id]),
    ...[nodeId, ...(vouched?.witnesses ?? [])].map((id): EntryName => ['node', id]),
  ]);
  if (state === undefined) return 'no-block';
  if (statements.keyId() === undefined) return 'no-statement-key';
  const entry = await entryOf(journal, recorded, anchoredSizeIn(host, recorded, anchors), vouched);
  if (typeof entry === 'string') return entry;
  const { record, signature: recordSignature } = recorded;
  const said = { version: FORMAT_VERSION, nodeId, issuedAt: now, record, recordSignature };
  const statement = inspectionStatementCodec.encode({ ...said, state, entry });
  const signing = inspectionSigningBytes(replica.chain.chainId, 'bundle', statement);
  return inspectionBundleCodec.encode({ statement, signature: statements.sign(signing) });
}

/** Nodes whose anchors speak of this node's logs: its own, and those that it is witnessed with. */
function anchorsOf({ nodeId, replica }: Pick<Host, 'nodeId' | 'replica'>): string[] {
  const others = replica.chain.state.registry
    .all('anchor')
    .filter(({ witnessed }) => witnessed.some((log) => log.nodeId === nodeId))
    .map((anchor) => anchor.nodeId);
  return [...new Set([nodeId, ...others])];
}

function anchoredSizeIn(
  { nodeId, replica }: Pick<Host, 'nodeId' | 'replica'>,
  { source }: RecordedInspection,
  anchors: readonly string[],
): number {
  const { registry } = replica.chain.state;
  const known = anchors.flatMap((id) => registry.get('anchor', id) ?? []);
  return anchoredLog(known, nodeId, JournalSource[source])?.size ?? 0;
}

/** The entry under the checkpoint that witnesses cosigned, where that covers entry and anchor. */
async function entryOf(
  journal: Journal,
  { index, source }: RecordedInspection,
  anchored: number,
  vouched: VouchedLog | undefined,
): Promise<InspectionEntry | InspectionBundleRefusal> {
  const size = journal.durableSize(source);
  if (size < anchored || size <= index) return 'log-behind';
  const covered = Math.max(anchored, index + 1);
  const isCosigned = vouched !== undefined && vouched.size >= covered && vouched.size <= size;
  const head = isCosigned ? headOf(vouched) : await journal.checkpoint(source);
  const [found] = await journal.readRange(source, index, index + 1);
  if (found?.bodyBytes === undefined) return 'entry-disposed';
  const [stub] = await journal.readStubs(source, index, index + 1);
  if (stub === undefined) return 'log-behind';
  return {
    ...{ source: JournalSource[source], note: Buffer.from(head.note), stub: stub.stubBytes },
    path: await journal.inclusionProof(source, index, head.size),
    body: found.bodyBytes,
    anchored: anchored === 0 ? [] : await journal.consistencyProof(source, anchored, head.size),
  };
}

import { bytesToHex, type VerifySignature } from '@mingjing/crypto';
import {
  type ActGroup,
  type AnchorEntry,
  actGroupCodec,
  bodyFault,
  type FrameGroup,
  frameGroupCodec,
  type InspectionEntry,
  logOrigin,
  type Node,
  parseEntryBody,
  passed,
  type Stub,
  stubCodec,
} from '@mingjing/protocol';
import { leafHash, verifyInclusion } from '@mingjing/tlog';
import { sourceName } from '../export/exported-log.ts';
import { anchorFault, checkSignedHead } from '../retention/retained-log.ts';
import type { ProvedState } from '../state/state-proof.ts';
import {
  type InspectionEntryFacts,
  type InspectionReason,
  type InspectionRefusal,
  refusedInspection,
} from './facts.ts';

/** Event of the entry that a program signed a record; its object is the record's hash. */
export const INSPECTION_EVENT = 'inspection-recorded';

/** What the entry is judged by: the state that has the anchor. */
export interface EntryFooting {
  readonly state: ProvedState;
  readonly node: Node;
  readonly verify: VerifySignature;
}

type Checked<T> = { ok: true; value: T } | InspectionRefusal;

/** Checks that the node's journal has the entry of the record, and since when the chain knows. */
export function checkEntry(
  footing: EntryFooting,
  entry: InspectionEntry,
  recordHash: Uint8Array,
): Checked<InspectionEntryFacts> {
  const { state, node } = footing;
  const source = sourceName(entry.source);
  if (source === undefined) return refusedInspection('entry', 'unknown-source');
  const stub = stubCodec.parse(entry.stub);
  if (!stub.ok) return refusedInspection('entry', stub.reason);
  if (stub.value.source !== entry.source) return refusedInspection('entry', 'of-another-log');
  const fault = entryFault(footing, stub.value, entry.body, recordHash);
  if (fault !== undefined) return refusedInspection('entry', fault);
  const head = checkSignedHead(footing, entry.note, logOrigin(state.chainId, node.id, source));
  if (!head.ok) return refusedInspection('checkpoint', head.reason);
  const { checkpoint, cosignatures } = head.value;
  const { index, time } = stub.value;
  const { size, root } = checkpoint;
  const claim = { index, size, root, leafHash: leafHash(entry.stub), proof: entry.path };
  const included = verifyInclusion(claim);
  if (!included.ok) return refusedInspection('inclusion', included.reason);
  if (state.get('anchor', node.id) === 'unproved') return refusedInspection('anchor', 'not-proved');
  const anchored = anchoredLog(state.all('anchor'), node.id, entry.source);
  const behind = anchorFault(entry.anchored, anchored, checkpoint);
  if (behind !== undefined) return refusedInspection('anchor', behind);
  const isAnchored = anchored !== undefined && anchored.size > index;
  return passed({
    ...{ source, index, time, size },
    anchored: isAnchored ? { size: anchored.size, time: anchored.time } : undefined,
    cosignatures: cosignatures.map(({ key }) => key.name),
  });
}

/**
 * The longest anchored state of a node's log among proved anchors: its own, or, of a supervision
 * node, which writes nothing to the chain, those that it was witnessed with.
 */
export function anchoredLog(
  anchors: readonly AnchorEntry[],
  nodeId: string,
  source: number,
): { readonly size: number; readonly root: Uint8Array; readonly time: number } | undefined {
  const known = anchors.flatMap(({ nodeId: by, logs, witnessed, time }) => {
    const own = by === nodeId ? logs : [];
    const others = witnessed.filter((log) => log.nodeId === nodeId);
    return [...own, ...others].map((log) => ({ ...log, time }));
  });
  return known
    .filter((log) => log.source === source)
    .sort((a, b) => b.size - a.size || a.time - b.time)[0];
}

function entryFault(
  { state, node }: EntryFooting,
  stub: Stub,
  bytes: Uint8Array,
  recordHash: Uint8Array,
): InspectionReason | undefined {
  const body = parseEntryBody(bytes);
  if (!body.ok) return body.reason;
  if (bodyFault(state.chainId, stub, body.value) !== undefined) return 'not-committed';
  const frame = frameGroupCodec.parse(body.value.frame.stored);
  if (!frame.ok) return frame.reason;
  const act = actGroupCodec.parse(body.value.act.stored);
  if (!act.ok) return act.reason;
  if (!repeats(frame.value, node.id, stub)) return 'disagrees-with-stub';
  return isAbout(frame.value, act.value, recordHash) ? undefined : 'other-record';
}

function repeats(frame: FrameGroup, nodeId: string, { source, index, time }: Stub): boolean {
  const isSamePlace = frame.program === nodeId && frame.source === source;
  return isSamePlace && frame.index === index && frame.time === time;
}

function isAbout({ event }: FrameGroup, { object }: ActGroup, recordHash: Uint8Array): boolean {
  return event === INSPECTION_EVENT && object === bytesToHex(recordHash);
}

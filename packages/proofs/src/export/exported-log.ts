import { equalBytes } from '@mingjing/crypto';
import {
  actGroupCodec,
  bodyFault,
  type EntryBody,
  type ExportedBody,
  type ExportedLog,
  type ExportRequest,
  type FrameGroup,
  frameGroupCodec,
  JournalSource,
  type JournalSourceName,
  logOrigin,
  parseEntryBody,
  passed,
  type Stub,
  stubCodec,
} from '@mingjing/protocol';
import { type Checkpoint, leafHash, verifyRange } from '@mingjing/tlog';
import { anchorFault, checkSignedHead, type LogFooting } from '../retention/retained-log.ts';
import {
  type ExportedEntry,
  type ExportedLogFacts,
  type ExportPart,
  type ExportReason,
  type ExportRefusal,
  refusedExport,
} from './facts.ts';

/** What an exported log is judged by. */
export interface ExportFooting extends Omit<LogFooting, 'policy'> {
  readonly request: ExportRequest;
  /** Tag of the actor in scope; undefined: everybody. */
  readonly actorTag: Uint8Array | undefined;
}

type Checked<T> = { ok: true; value: T } | ExportRefusal;
type Fault = { readonly part: ExportPart; readonly reason: ExportReason; readonly index: number };

/** Additional bytes of a stored personal group beside its exported form: the nonce. */
const NONCE_BYTES = 12;

/**
 * Checks one log of an export: its checkpoint, that it goes on from the anchor, that the stubs are
 * those of the time range with one neighbour on either side, that the bodies are those in scope,
 * and that the stubs stand in the log with none missing between them.
 */
export function checkExportedLog(
  footing: ExportFooting,
  log: ExportedLog,
  source: JournalSourceName,
): Checked<ExportedLogFacts> {
  const { node, state, anchor } = footing;
  const at = { nodeId: node.id, source };
  const history = state.get('logHistory', `${node.id}/${log.source}`);
  if (history === 'unproved') return refusedExport('log', 'not-proved', at);
  const anchored = anchor?.logs.find((each) => each.source === log.source);
  if (log.note.length === 0) return checkEmpty(log, anchored?.size ?? 0, at);
  const head = checkSignedHead(footing, log.note, logOrigin(state.chainId, node.id, source));
  if (!head.ok) return refusedExport('checkpoint', head.reason, at);
  const { checkpoint, cosignatures } = head.value;
  const behind = anchorFault(log.anchored, anchored, checkpoint);
  if (behind !== undefined) return refusedExport('anchor', behind, at);
  const stubs = parseStubs(log, checkpoint.size);
  if (!stubs.ok) return refusedExport(stubs.part, stubs.reason, { ...at, index: stubs.index });
  const disposedTo = history?.disposedTo ?? 0;
  const bodies = checkBodies(footing, log, { source, stubs: stubs.value, disposedTo });
  if (!bodies.ok) return refusedExport(bodies.part, bodies.reason, { ...at, index: bodies.index });
  const bounds = boundsFault(footing.request, stubs.value, log.first, checkpoint);
  if (bounds !== undefined)
    return refusedExport('stub', bounds.reason, { ...at, index: bounds.index });
  const end = log.first + log.stubs.length;
  const claim = { from: log.first, size: checkpoint.size, root: checkpoint.root, proof: log.proof };
  const range = verifyRange({ ...claim, leafHashes: log.stubs.map(leafHash) });
  if (!range.ok) return refusedExport('range', range.reason, { ...at, index: log.first, end });
  return passed({
    ...{ source, sourceNumber: log.source, size: checkpoint.size, first: log.first, end },
    inRange: stubs.value.filter((stub) => isInRange(footing.request, stub)).length,
    isBounded: (stubs.value.at(-1)?.time ?? 0) >= footing.request.to,
    ...{ entries: bodies.value.entries, disposed: bodies.value.disposed },
    cosignatures: cosignatures.map(({ key }) => key.name),
  });
}

/** A log without entries, by the node's word: the chain must know of none either. */
function checkEmpty(
  log: ExportedLog,
  anchoredSize: number,
  at: { nodeId: string; source: JournalSourceName },
): Checked<ExportedLogFacts> {
  const { source } = at;
  const shown = [log.anchored, log.stubs, log.proof, log.bodies].some(({ length }) => length > 0);
  if (shown || log.first !== 0) return refusedExport('log', 'extra', at);
  if (anchoredSize > 0) return refusedExport('anchor', 'behind-anchor', at);
  const counts = { size: 0, first: 0, end: 0, inRange: 0, disposed: 0 };
  const names = { source, sourceNumber: log.source };
  return passed({ ...names, ...counts, isBounded: false, entries: [], cosignatures: [] });
}

/** Every stub in its place: canonical, of this log, with the index that follows. */
function parseStubs(
  { source, first, stubs }: ExportedLog,
  size: number,
): { ok: true; value: Stub[] } | ({ ok: false } & Fault) {
  const parsed: Stub[] = [];
  for (const [at, bytes] of stubs.entries()) {
    const index = first + at;
    const bad = (reason: ExportReason) => ({ ok: false, part: 'stub', reason, index }) as const;
    const stub = stubCodec.parse(bytes);
    if (!stub.ok) return bad(stub.reason);
    if (stub.value.source !== source) return bad('of-another-log');
    if (stub.value.index > index) return bad('missing');
    if (stub.value.index < index || index >= size) return bad('extra');
    parsed.push(stub.value);
  }
  return passed(parsed);
}

/**
 * The range is complete when the stub before it is older than `from` and the one behind it not
 * older than `to`, or the log begins or ends there; nothing is extra when there is one of each.
 */
function boundsFault(
  { from, to }: ExportRequest,
  stubs: readonly Stub[],
  first: number,
  { size }: Checkpoint,
): { readonly reason: 'missing' | 'extra'; readonly index: number } | undefined {
  const end = first + stubs.length;
  const [head, tail] = [stubs[0], stubs.at(-1)];
  if (head === undefined || tail === undefined) return { reason: 'missing', index: first };
  if (first > 0 && head.time >= from) return { reason: 'missing', index: first - 1 };
  if (end < size && tail.time < to) return { reason: 'missing', index: end };
  // A clock that was set back leaves stubs of other times beside the range; they are shown.
  const opening = stubs.findIndex((stub) => stub.time >= from);
  const leading = opening === -1 ? stubs.length : opening;
  if (leading > 1) return { reason: 'extra', index: first };
  const closing = stubs.findLastIndex((stub) => stub.time < to);
  const trailing = stubs.length - 1 - closing;
  return trailing > 1 ? { reason: 'extra', index: end - 1 } : undefined;
}

function isInRange({ from, to }: ExportRequest, { time }: Stub): boolean {
  return time >= from && time < to;
}

interface LogPart {
  readonly source: JournalSourceName;
  readonly stubs: readonly Stub[];
  readonly disposedTo: number;
}

function checkBodies(
  footing: ExportFooting,
  { bodies }: ExportedLog,
  { source, stubs, disposedTo }: LogPart,
): { ok: true; value: { entries: ExportedEntry[]; disposed: number } } | ({ ok: false } & Fault) {
  const { request, actorTag } = footing;
  const entries: ExportedEntry[] = [];
  let [next, disposed] = [0, 0];
  const bad = (reason: ExportReason, index: number) =>
    ({ ok: false, part: 'body', reason, index }) as const;
  for (const stub of stubs) {
    const isInScope =
      isInRange(request, stub) && (actorTag === undefined || equalBytes(stub.actorTag, actorTag));
    const body = bodies[next];
    if (body !== undefined && body.index < stub.index) return bad('extra', body.index);
    const isGiven = body?.index === stub.index;
    if (isGiven && !isInScope) return bad('extra', stub.index);
    if (isInScope && !isGiven && stub.index >= disposedTo) return bad('missing', stub.index);
    if (isInScope && !isGiven) disposed++;
    if (!isGiven) continue;
    const entry = openBody(footing, source, stub, body);
    if (typeof entry === 'string') return bad(entry, stub.index);
    entries.push(entry);
    next++;
  }
  const left = bodies[next];
  return left === undefined ? passed({ entries, disposed }) : bad('extra', left.index);
}

function openBody(
  { state, node, request, actorTag }: ExportFooting,
  source: JournalSourceName,
  stub: Stub,
  exported: ExportedBody,
): ExportedEntry | ExportReason {
  const body = parseEntryBody(exported.body);
  if (!body.ok) return body.reason;
  if (bodyFault(state.chainId, stub, body.value) !== undefined) return 'not-committed';
  const frame = frameGroupCodec.parse(body.value.frame.stored);
  if (!frame.ok) return frame.reason;
  if (!repeats(frame.value, node.id, stub)) return 'disagrees-with-stub';
  const act = actGroupCodec.parse(body.value.act.stored);
  if (!act.ok) return act.reason;
  const { actorType, actor } = act.value;
  const isOther = actorType !== request.actorType || actor !== request.actor;
  if (actorTag !== undefined && isOther) return 'other-actor';
  const sealed = exported.personal;
  if (sealed.length > 0 && !isLengthOf(body.value, sealed)) return 'wrong-length';
  const personal = body.value.personal === undefined ? 'absent' : 'closed';
  return {
    ...{ source, stub, frame: frame.value, act: act.value, sealedPersonal: sealed },
    personal: sealed.length > 0 ? 'sealed' : personal,
  };
}

function repeats(frame: FrameGroup, nodeId: string, { source, index, time }: Stub): boolean {
  const isSamePlace = frame.program === nodeId && frame.source === source;
  return isSamePlace && frame.index === index && frame.time === time;
}

/** Whether an exported personal group is as long as the stored one without its nonce. */
function isLengthOf({ personal }: EntryBody, sealed: Uint8Array): boolean {
  return personal !== undefined && personal.stored.length === sealed.length + NONCE_BYTES;
}

/** Name of a source by its number, as a request has checked it. */
export function sourceName(number: number): JournalSourceName | undefined {
  return (Object.keys(JournalSource) as JournalSourceName[]).find(
    (name) => JournalSource[name] === number,
  );
}

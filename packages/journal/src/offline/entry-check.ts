import {
  bodyFault,
  type EntryBody,
  type FrameGroup,
  frameGroupCodec,
  JournalSource,
  type JournalSourceName,
  parseEntryBody,
  type Stub,
  stubCodec,
} from '@mingjing/protocol';
import type { JournalPart } from '../reader/verify-log.ts';

/** Whose log the entries must be of. */
export interface LogIdentity {
  readonly chainId: string;
  readonly nodeId: string;
  readonly source: JournalSourceName;
}

export interface EntryProblem {
  readonly part: JournalPart;
  readonly reason: string;
}

/** An entry in its place, with its body opened as far as everybody can. */
export interface CheckedEntry {
  readonly stub: Stub | undefined;
  readonly body: EntryBody | undefined;
  readonly frame: FrameGroup | undefined;
  readonly problem: EntryProblem | undefined;
}

/** The body is not there, or its frame does not hold. */
export const BODY_GONE = 'missing-or-changed';

const NOTHING = { stub: undefined, body: undefined, frame: undefined, problem: undefined };

/** Holds one stub against its place; what the body says stays open. */
export function checkStub(
  log: LogIdentity,
  index: number,
  stubBytes: Uint8Array | undefined,
): CheckedEntry {
  if (stubBytes === undefined) return bad('stub', 'checksum');
  const parsed = stubCodec.parse(stubBytes);
  if (!parsed.ok) return bad('stub', parsed.reason);
  const stub = parsed.value;
  const isHere = stub.source === JournalSource[log.source] && stub.index === index;
  return isHere ? { ...NOTHING, stub } : bad('stub', 'misplaced', { stub });
}

/** Holds one entry against its place: stub, body, commitments, and what the frame repeats. */
export function checkEntry(
  log: LogIdentity,
  index: number,
  stubBytes: Uint8Array | undefined,
  bodyBytes: Uint8Array | undefined,
): CheckedEntry {
  const checked = checkStub(log, index, stubBytes);
  const { stub } = checked;
  if (stub === undefined || checked.problem !== undefined) return checked;
  if (bodyBytes === undefined) return bad('body', BODY_GONE, { stub });
  const body = parseEntryBody(bodyBytes);
  if (!body.ok) return bad('body', body.reason, { stub });
  const group = bodyFault(log.chainId, stub, body.value);
  if (group !== undefined) return bad(group, 'commitment-mismatch', { stub });
  const frame = frameGroupCodec.parse(body.value.frame.stored);
  if (!frame.ok) return bad('frame', frame.reason, { stub });
  const { program, source, index: framed, time } = frame.value;
  const agrees =
    program === log.nodeId && source === stub.source && framed === index && time === stub.time;
  if (!agrees) return bad('frame', 'disagrees-with-stub', { stub });
  return { stub, body: body.value, frame: frame.value, problem: undefined };
}

function bad(part: JournalPart, reason: string, known: Partial<CheckedEntry> = {}): CheckedEntry {
  return { ...NOTHING, ...known, problem: { part, reason } };
}

import { ActorType, EntryResult, JournalSource, type JournalSourceName } from '@mingjing/protocol';
import type { EntryFault } from '../errors.ts';

export type ActorTypeName = keyof typeof ActorType;

/** One act, as the program that answers for it describes it. */
export interface EntryInput {
  readonly source: JournalSourceName;
  /** Stable English identifier such as `record-published`. */
  readonly event: string;
  readonly result: keyof typeof EntryResult;
  /** Stable code of a refusal or failure. */
  readonly reason?: string;
  readonly blockHeight?: number;
  /** Who acted, by a pseudonymous id; absent: nobody known. */
  readonly actor?: { readonly type: ActorTypeName; readonly id: string };
  readonly session?: string;
  readonly method?: string;
  /** Cut to its bound and marked when longer: a caller chooses it, and must not evade the log. */
  readonly resource?: string;
  readonly object?: string;
  readonly transactionId?: Uint8Array;
  readonly counts?: readonly number[];
  readonly destination?: { readonly address: string; readonly port: number };
  /** Stored encrypted under the person's key of the day. */
  readonly personal?: {
    readonly sourceAddress: string;
    readonly sourcePort: number;
    readonly subject?: string;
  };
  /** Whose key seals `personal`; else the actor's if a user or officer, or the day's strangers'. */
  readonly person?: string;
}

/**
 * Most UTF-8 bytes of each text. Together, with 256 counts and the salts, an entry stays below the
 * 32 KiB of a body, so no entry within its bounds is ever refused for its size.
 */
export const ENTRY_BOUNDS = {
  event: 64,
  reason: 64,
  actor: 64,
  session: 64,
  method: 64,
  resource: 2048,
  object: 1024,
  transactionId: 64,
  destinationAddress: 255,
  sourceAddress: 64,
  subject: 8192,
  person: 128,
} as const;
/** A heartbeat needs nine, a summary nineteen; room for events that count by kind. */
export const COUNTS_MAX = 256;

const EVENT = /^[a-z][a-z0-9.-]*$/;
/** A field of a line in the key file; a first `~` is kept for the strangers of a day. */
const PERSON = /^[!-}][!-~]*$/;
const CUT_MARK = '\u2026';
const PORT_MAX = 65_535;

/** The first field of an entry that cannot be taken, or undefined. */
export function entryFault(input: EntryInput): EntryFault | undefined {
  if (!Object.hasOwn(JournalSource, input.source)) return fault('source', 'unknown-value');
  if (!Object.hasOwn(EntryResult, input.result)) return fault('result', 'unknown-value');
  if (!EVENT.test(input.event)) return fault('event', 'malformed');
  const { actor, person } = input;
  if (actor !== undefined && !Object.hasOwn(ActorType, actor.type)) {
    return fault('actor', 'unknown-value');
  }
  if (person !== undefined && !PERSON.test(person)) return fault('person', 'malformed');
  if (personOf(input) !== undefined && !PERSON.test(personOf(input) ?? '')) {
    return fault('actor', 'malformed');
  }
  return textFault(input) ?? numberFault(input);
}

/** The person whose key seals the personal group; undefined: the strangers of the day. */
export function personOf({ person, actor }: EntryInput): string | undefined {
  if (person !== undefined) return person;
  return actor?.type === 'user' || actor?.type === 'officer' ? actor.id : undefined;
}

/** A resource within its bound: cut at a whole character and marked with an ellipsis. */
export function boundedResource(resource: string): string {
  const bound = ENTRY_BOUNDS.resource;
  if (fits(resource, bound)) return resource.isWellFormed() ? resource : resource.toWellFormed();
  const bytes = Buffer.from(resource.slice(0, bound));
  let end = bound - Buffer.byteLength(CUT_MARK);
  while (end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end) + CUT_MARK;
}

function textFault(input: EntryInput): EntryFault | undefined {
  return (
    tooLong('event', input.event) ??
    tooLong('reason', input.reason) ??
    tooLong('actor', input.actor?.id) ??
    tooLong('session', input.session) ??
    tooLong('method', input.method) ??
    tooLong('object', input.object) ??
    tooLong('destinationAddress', input.destination?.address) ??
    tooLong('sourceAddress', input.personal?.sourceAddress) ??
    tooLong('subject', input.personal?.subject) ??
    tooLong('person', input.person)
  );
}

function numberFault(input: EntryInput): EntryFault | undefined {
  const { transactionId, counts, blockHeight, destination, personal } = input;
  if (transactionId !== undefined && transactionId.length > ENTRY_BOUNDS.transactionId) {
    return fault('transactionId', 'too-long');
  }
  if (counts !== undefined) {
    if (counts.length > COUNTS_MAX) return fault('counts', 'too-many');
    if (!counts.every((count) => isCount(count))) return fault('counts', 'not-an-integer');
  }
  if (!isCount(blockHeight ?? 0)) return fault('blockHeight', 'not-an-integer');
  if (!isPort(destination?.port ?? 0)) return fault('destinationPort', 'not-an-integer');
  if (!isPort(personal?.sourcePort ?? 0)) return fault('sourcePort', 'not-an-integer');
  return undefined;
}

function tooLong(field: keyof typeof ENTRY_BOUNDS, text: string | undefined) {
  if (text === undefined) return undefined;
  if (!fits(text, ENTRY_BOUNDS[field])) return fault(field, 'too-long');
  // A lone surrogate has no UTF-8 form: it would be stored as something nobody wrote.
  return text.isWellFormed() ? undefined : fault(field, 'malformed');
}

function fits(text: string, bytesMax: number): boolean {
  // A character has at most three bytes per code unit, so short texts need no counting.
  return text.length * 3 <= bytesMax || Buffer.byteLength(text) <= bytesMax;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isPort(value: number): boolean {
  return isCount(value) && value <= PORT_MAX;
}

function fault(field: string, reason: EntryFault['reason']): EntryFault {
  return { field, reason };
}

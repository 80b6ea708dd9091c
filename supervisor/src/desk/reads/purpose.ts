import type { IncomingHttpHeaders } from 'node:http';

/** What officers read a subject for; the texts are `purposes.<code>` of the catalogue. */
export const PURPOSES = [
  'routine-supervision',
  'complaint',
  'case',
  'alarm',
  'access-order',
  'visit',
  'drill',
] as const;
/** What the machine's own commands read for: whoever may read the home could read its files. */
const SELF_CHECK = 'self-check';
export type PurposeCode = (typeof PURPOSES)[number] | typeof SELF_CHECK;

/** Header with the code of the purpose. */
const PURPOSE_HEADER = 'mingjing-purpose';
/** Header with what the reader says in his own words, percent-encoded UTF-8. */
const NOTE_HEADER = 'mingjing-purpose-note';
/** Header with the id of the order that is carried out by reading. */
const ORDER_HEADER = 'mingjing-purpose-order';

export const NOTE_CHARS_MAX = 200;
/** An order is named by the id of its transaction. */
const ORDER = /^[0-9a-f]{64}$/;

/** Why somebody reads, as he says. */
export interface Purpose {
  readonly code: PurposeCode;
  /** His own words; may name a person, so it is stored in the personal group alone. */
  readonly note: string;
  /** In hexadecimal; undefined: no order is carried out. */
  readonly order: string | undefined;
}

export type PurposeRefusal =
  | 'purpose-missing'
  | 'purpose-unknown'
  | 'purpose-note-missing'
  | 'purpose-note-malformed'
  | 'purpose-order-missing'
  | 'purpose-order-malformed';

/** The purpose of whoever may read the home. */
export const HOME_PURPOSE: Purpose = { code: SELF_CHECK, note: '', order: undefined };

/** The purpose that the headers of a call name, or why they name none. */
export function purposeIn(headers: IncomingHttpHeaders): Purpose | PurposeRefusal {
  const said = textOf(headers[PURPOSE_HEADER]);
  if (said === undefined) return 'purpose-missing';
  const code = PURPOSES.find((each) => each === said);
  if (code === undefined) return 'purpose-unknown';
  const note = decoded(textOf(headers[NOTE_HEADER]) ?? '');
  if (note === undefined || note.length > NOTE_CHARS_MAX) return 'purpose-note-malformed';
  if (note === '') return 'purpose-note-missing';
  const order = textOf(headers[ORDER_HEADER]);
  if (order !== undefined && !ORDER.test(order)) return 'purpose-order-malformed';
  if (code === 'access-order' && order === undefined) return 'purpose-order-missing';
  return { code, note, order };
}

/** The code as entries carry it. */
export function reasonOf(code: PurposeCode): string {
  return `purpose-${code}`;
}

/** The code in an entry's reason; undefined: it is none of a purpose. */
export function purposeOfReason(reason: string): PurposeCode | undefined {
  const codes: readonly PurposeCode[] = [...PURPOSES, SELF_CHECK];
  return codes.find((code) => reasonOf(code) === reason);
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join() : value;
}

function decoded(text: string): string | undefined {
  try {
    const plain = decodeURIComponent(text).trim();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what nobody can read is no reason
    return /[\u0000-\u001f\u007f]/.test(plain) ? undefined : plain;
  } catch {
    return undefined;
  }
}

import {
  caseHash,
  freezeMessage,
  liftMessage,
  limitMessage,
  type OrderTerms,
  takedownMessage,
} from '@mingjing/client';
import { shanghaiMinute, type Values } from '@mingjing/console-kit';
import { hexToBytes } from '@mingjing/crypto';
import { isName, type Message, RECORD_ID_BYTES } from '@mingjing/protocol';

/** What officers of an enterprise order; each waits for the approval of another. */
export const ORDERED_KINDS = ['takedown', 'freeze', 'limit', 'lift'] as const;
type OrderedKind = (typeof ORDERED_KINDS)[number];

const ORDER_ID_BYTES = 32;
const CODE_MAX = 0xffff;
/** A takedown that is not done within a day has missed its report as well. */
export const DEADLINE_MS = 24 * 60 * 60 * 1000;

/** Kinds of order that end by themselves. */
export function endsByItself(kind: string | undefined): boolean {
  return kind === 'freeze' || kind === 'limit';
}

/** The order that was typed, or the name of the first field that does not fit. */
export function orderOf(values: Values, now: number): Message | string {
  const kind = ORDERED_KINDS.find((name) => name === values['kind']);
  if (kind === undefined) return 'kind';
  const [basis, reason] = [codeOf(values['basis']), codeOf(values['reason'])];
  const reference = (values['case'] ?? '').trim();
  if (basis === undefined) return 'basis';
  if (reason === undefined) return 'reason';
  if (reference === '') return 'case';
  const isDrill = values['drill'] === 'true';
  const terms = { basis, reason, caseHash: caseHash(reference), deadline: now + DEADLINE_MS };
  return messageOf(kind, values, { ...terms, isDrill }, now);
}

function messageOf(
  kind: OrderedKind,
  values: Values,
  terms: OrderTerms,
  now: number,
): Message | string {
  const subject = (values['subject'] ?? '').trim();
  const bytes = hexToBytes(subject);
  const recordId = bytes?.length === RECORD_ID_BYTES ? bytes : undefined;
  if (kind === 'takedown') {
    return recordId ? takedownMessage(recordId, terms, chosenOf(values)) : 'subject';
  }
  if (kind === 'lift') {
    return bytes?.length === ORDER_ID_BYTES ? liftMessage(bytes, terms) : 'subject';
  }
  const frozen = isName(subject) ? { userId: subject } : recordId && { recordId };
  if (frozen === undefined || (kind === 'limit' && !('userId' in frozen))) return 'subject';
  const until = shanghaiMinute((values['until'] ?? '').trim());
  if (until === undefined || until <= now) return 'until';
  return kind === 'freeze'
    ? freezeMessage(frozen, until, terms)
    : limitMessage(subject, until, terms);
}

/** Commitments of the attachments that alone are to go; none: the whole record. */
function chosenOf(values: Values): Uint8Array[] {
  return commitmentsIn(values).flatMap((commitment) => hexToBytes(commitment) ?? []);
}

/** The same in hex, as the field has them. */
export function commitmentsIn(values: Values): string[] {
  return (values['attachments'] ?? '').split(' ').filter(Boolean);
}

function codeOf(text = ''): number | undefined {
  const code = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return code >= 1 && code <= CODE_MAX ? code : undefined;
}

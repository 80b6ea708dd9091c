// From the bytes of a receipt to what the page says about it. Nothing here touches the page.
import { equalBytes, sha256, type VerifySignature, verifyPortable } from '@mingjing/crypto';
import {
  checkFile,
  EXPORT_BYTES_MAX,
  RECEIPT_BYTES_MAX,
  RETENTION_BYTES_MAX,
  type ReceiptAttachment,
  type ReceiptFacts,
  type ReceiptPart,
  type ReceiptRefusal,
  verifyReceipt,
} from '@mingjing/proofs';

/**
 * Most signatures the page verifies for one receipt. The limits of a receipt allow 131,072, which
 * would hold the page for minutes; this many take about half a minute, and an ordinary receipt
 * has fewer than a hundred.
 */
export const SIGNATURES_MAX = 16_384;

/** Twice the largest attachment that any chain may allow: a larger document is not read at all. */
const DOCUMENT_BYTES_MAX = RECEIPT_BYTES_MAX;

export type CheckState = 'holds' | 'failed' | 'unknown';

/** Why a check has no value of its own. */
export type CheckNote = 'notCompared' | 'notReached' | 'unproved';

/** One line of the proof badge. */
export interface CheckRow {
  readonly part: ReceiptPart;
  readonly state: CheckState;
  /** Hash or id in hexadecimal, `k/n`, or a number. */
  readonly value?: string;
  readonly note?: CheckNote;
  readonly refusal?: ReceiptRefusal;
}

/** What the page says of a receipt, in one word and line by line. */
export interface Verdict {
  readonly outcome: 'checked' | 'notCompared' | 'failed' | 'overworked';
  readonly rows: readonly CheckRow[];
  readonly facts?: ReceiptFacts;
  readonly refusal?: ReceiptRefusal;
}

/** Checks a receipt; without a trusted genesis hash the outcome is never `checked`. */
export function judgeReceipt(bytes: Uint8Array, trustedGenesisHash?: Uint8Array): Verdict {
  const verdict = withinWork((verify) => verifyReceipt(bytes, { trustedGenesisHash, verify }));
  if (verdict === 'overworked') return { outcome: 'overworked', rows: [] };
  if (!verdict.ok) return failed(verdict, trustedGenesisHash !== undefined);
  return passed(verdict.value);
}

/** What a check with so many signatures at most answers, or that it asked for more. */
export function withinWork<T>(check: (verify: VerifySignature) => T): T | 'overworked' {
  let signatures = 0;
  try {
    return check((...claim) => {
      signatures += 1;
      if (signatures > SIGNATURES_MAX) throw new OverworkError();
      return verifyPortable(...claim);
    });
  } catch (error) {
    if (error instanceof OverworkError) return 'overworked';
    throw error;
  }
}

/** The refusal of a file too large to be read. */
export function tooLarge(): Verdict {
  return failed({ ok: false, part: 'receipt', reason: 'too-large' }, false);
}

/** True when a file of this size may be a receipt, a retention certificate or an export. */
export function isReadable(sizeBytes: number): boolean {
  return sizeBytes <= Math.max(RECEIPT_BYTES_MAX, RETENTION_BYTES_MAX, EXPORT_BYTES_MAX);
}

class OverworkError extends Error {
  override readonly name = 'OverworkError';
}

function passed(facts: ReceiptFacts): Verdict {
  const rows = facts.checks.map(({ part, value }): CheckRow => {
    const isCompared = part !== 'genesis' || facts.isGenesisTrusted;
    return isCompared
      ? { part, state: 'holds', value }
      : { part, state: 'unknown', value, note: 'notCompared' };
  });
  return {
    outcome: facts.isGenesisTrusted ? 'checked' : 'notCompared',
    rows: [{ part: 'receipt', state: 'holds' }, ...rows],
    facts,
  };
}

/** The order of the checks, as `verifyReceipt` makes them. */
const PARTS: readonly ReceiptPart[] = [
  'receipt',
  'genesis',
  'validator-step',
  'header',
  'certificate',
  'transaction',
  'transaction-proof',
  'result',
  'result-proof',
  'attachment',
];

/** Parts that only the next one proves: when that fails, nothing speaks for them. */
const PROVED_BY: Partial<Record<ReceiptPart, ReceiptPart>> = {
  header: 'certificate',
  transaction: 'transaction-proof',
  result: 'result-proof',
};

function failed(refusal: ReceiptRefusal, isCompared: boolean): Verdict {
  const at = PARTS.indexOf(refusal.part);
  const rows = PARTS.map((part, index): CheckRow => {
    if (index === at) return { part, state: 'failed', refusal };
    if (index > at) return { part, state: 'unknown', note: 'notReached' };
    if (part === 'genesis' && !isCompared) return { part, state: 'unknown', note: 'notCompared' };
    if (PROVED_BY[part] === refusal.part) return { part, state: 'unknown', note: 'unproved' };
    return { part, state: 'holds' };
  });
  return { outcome: 'failed', rows, refusal };
}

/** How a document compares with the attachments of a receipt. */
export type DocumentVerdict =
  | { readonly note: 'documentSame' | 'documentSelf'; readonly number: number }
  | { readonly note: 'documentOther' | 'documentUnopened' }
  | { readonly note: 'documentLarge' | 'documentUnproved' };

/** SHA-256 of a document, or undefined for one larger than any attachment. */
export async function hashDocument(file: Blob): Promise<Uint8Array | undefined> {
  if (file.size > DOCUMENT_BYTES_MAX) return undefined;
  return sha256(new Uint8Array(await file.arrayBuffer()));
}

/** Compares a document with a receipt; only a receipt that holds can vouch for anything. */
export function judgeDocument(verdict: Verdict, hash: Uint8Array | undefined): DocumentVerdict {
  const { facts } = verdict;
  if (facts === undefined) return { note: 'documentUnproved' };
  if (facts.attachments.length === 0) return { note: 'documentUnopened' };
  if (hash === undefined) return { note: 'documentLarge' };
  const found = checkFile(facts, hash);
  if (found === undefined) return { note: 'documentOther' };
  const number = numberOf(facts, found);
  return { note: verdict.outcome === 'checked' ? 'documentSame' : 'documentSelf', number };
}

function numberOf({ attachments }: ReceiptFacts, found: ReceiptAttachment): number {
  return attachments.findIndex((each) => equalBytes(each.commitment, found.commitment)) + 1;
}

/** The state that a comparison is shown in. */
export function documentState({ note }: DocumentVerdict): CheckState {
  if (note === 'documentSame') return 'holds';
  return note === 'documentOther' || note === 'documentLarge' ? 'failed' : 'unknown';
}

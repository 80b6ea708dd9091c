import { concatBytes, signingBytes } from '@mingjing/crypto';
import { Tag } from './ids.ts';

/** What an officer states at a program of his organisation, beside the chain. */
export type StatementKind =
  | 'duty-answer'
  | 'document-attestation'
  | 'visit-begin'
  | 'visit-join'
  | 'watch-activation'
  | 'advisory';

export interface OfficerStatement {
  readonly kind: StatementKind;
  /** The program that asked: what was stated at one says nothing at another. */
  readonly nodeId: string;
  readonly officer: string;
  /** What is stated, by name, in this order. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** Facts of one statement, and bytes of one text: a form has no more. */
export const STATEMENT_FACTS_MAX = 32;
export const STATEMENT_TEXT_BYTES_MAX = 4096;

const utf8 = new TextEncoder();

/**
 * What an officer signs with the key that the chain names for him, to state something:
 *
 *     tagged 'officer-statement', chain id |
 *     text(kind) | text(node id) | text(officer) | for each fact: text(name) | text(value)
 *     text = len u16, big-endian | UTF-8
 *
 * At most `STATEMENT_FACTS_MAX` facts and `STATEMENT_TEXT_BYTES_MAX` bytes of each text, else a
 * `RangeError`. The officer's side makes the bytes from what it shows him, never from what it is
 * sent to sign.
 */
export function statementSigningBytes(chainId: string, statement: OfficerStatement): Uint8Array {
  const { facts, kind, nodeId, officer } = statement;
  if (facts.length > STATEMENT_FACTS_MAX) throw new RangeError('too many facts in a statement');
  const texts = [kind, nodeId, officer, ...facts.flat()].map(framedText);
  return signingBytes(Tag.officerStatement, chainId, concatBytes(...texts));
}

function framedText(text: string): Uint8Array {
  const bytes = utf8.encode(text);
  if (bytes.length > STATEMENT_TEXT_BYTES_MAX) throw new RangeError('a text is too long to state');
  return concatBytes(Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes);
}

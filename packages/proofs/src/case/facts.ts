import type { EncodingRefusal } from '@mingjing/protocol';
import type { StatePart, StateReason } from '../state/state-proof.ts';

/** The parts of a case's bundle, in the order they are checked. */
export type CasePart = 'file' | 'statement' | StatePart | 'node' | 'signature' | 'evidence';

export type CaseReason =
  | EncodingRefusal
  | StateReason
  | 'not-json'
  | 'bad-shape'
  | 'unknown-version'
  | 'missing'
  | 'not-proved'
  | 'unknown-node'
  | 'bad-signature'
  | 'count-differs'
  | 'content-differs';

/** A bundle that does not hold, with the part that was found wrong. */
export interface CaseRefusal {
  readonly ok: false;
  readonly part: CasePart;
  readonly reason: CaseReason;
  /** Position of the step, entry or file. */
  readonly index?: number;
}

export interface CaseFile {
  readonly name: string;
  readonly sha256: string;
  readonly size_bytes: number;
}

/** What a node states of a case; times in ms by its clock. Texts are what people wrote. */
export interface CaseStatement {
  readonly format: 'mingjing-case';
  readonly version: 1;
  readonly node_id: string;
  readonly issued_at: number;
  readonly case: Readonly<Record<string, unknown>>;
  readonly files: readonly CaseFile[];
}

/** What a bundle shows. */
export interface CaseFacts {
  readonly chainId: string;
  readonly genesisHash: Uint8Array;
  readonly isGenesisTrusted: boolean;
  readonly height: number;
  readonly organisation: string;
  readonly statement: CaseStatement;
  /** The evidence itself, in the order of `statement.files`. */
  readonly files: readonly Uint8Array[];
}

export function refusedCase(part: CasePart, reason: CaseReason, index?: number): CaseRefusal {
  return { ok: false, part, reason, ...(index === undefined ? {} : { index }) };
}

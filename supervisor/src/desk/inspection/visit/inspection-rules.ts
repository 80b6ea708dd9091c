import { equalBytes } from '@mingjing/crypto';
import type { InspectionFacts } from '@mingjing/proofs';
import { ownIf, type Relation } from '@mingjing/service';
import type { Visit } from '../../visits/visit.ts';
import { takesPart } from '../../visits/visit-rules.ts';
import type { Inspection } from './inspection.ts';

/** Whose an inspection is to an officer; `by`: who began it, who begins it himself when absent. */
export function inspectionRelation(visit: Visit, officer: string, by = officer): Relation {
  return takesPart(visit, officer) ? ownIf(by === officer) : 'foreign';
}

export type WorkRefusal = 'inspection-measuring' | 'inspection-over';

/** Why nobody can add to an inspection or sign it; undefined: its officers can. */
export function workRefusal({ state }: Inspection): WorkRefusal | undefined {
  if (state === 'measuring') return 'inspection-measuring';
  return state === 'open' ? undefined : 'inspection-over';
}

/** What the operator's record has to be about. */
export interface ExpectedRecord {
  readonly chainId: string;
  readonly organisation: string;
  readonly phrase: string;
  readonly formHash: Uint8Array;
  /** Height at which the phrase was said. */
  readonly fromHeight: number;
  /** Items that this node measured itself. */
  readonly ownItems: readonly string[];
  /** The block that this node verified at the height of the record; undefined: none yet. */
  readonly blockId: Uint8Array | undefined;
}

export type RecordFault =
  | 'other-chain'
  | 'other-organisation'
  | 'no-self-check'
  | 'other-phrase'
  | 'other-form'
  | 'before-the-phrase'
  | 'block-unknown'
  | 'other-block'
  | 'measures-own-items';

/**
 * Why a record that holds by itself is not the one of this inspection; undefined: it is. It was
 * made for this phrase and form by the visited organisation, after the phrase was said, on the
 * chain that this node verified.
 */
export function recordFault(
  facts: InspectionFacts,
  expected: ExpectedRecord,
): RecordFault | undefined {
  if (facts.chainId !== expected.chainId) return 'other-chain';
  if (facts.organisation !== expected.organisation) return 'other-organisation';
  if (facts.kind !== 'self-check') return 'no-self-check';
  if (facts.phrase !== expected.phrase) return 'other-phrase';
  if (!equalBytes(facts.formHash, expected.formHash)) return 'other-form';
  if (facts.height < expected.fromHeight) return 'before-the-phrase';
  if (expected.blockId === undefined) return 'block-unknown';
  if (!equalBytes(facts.blockId, expected.blockId)) return 'other-block';
  // Two measurements of an item have no place in a record: this node's own would go.
  const measured = facts.answers.flatMap(({ findings: { measurement }, item }) =>
    measurement?.by === facts.nodeId ? [item] : [],
  );
  return measured.some((item) => expected.ownItems.includes(item))
    ? 'measures-own-items'
    : undefined;
}

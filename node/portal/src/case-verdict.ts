// From the bytes of a case's bundle to what the page says about it.
import { type CaseFacts, type CaseRefusal, verifyCaseBundle } from '@mingjing/proofs';
import { withinWork } from './verdict.ts';

/** What the page says of the bundle of a case. */
export interface CaseVerdict {
  readonly kind: 'case';
  readonly outcome: 'checked' | 'notCompared' | 'failed' | 'overworked';
  readonly facts?: CaseFacts;
  readonly refusal?: CaseRefusal;
}

/** Checks a bundle; without a trusted genesis hash the outcome is never `checked`. */
export function judgeCase(bytes: Uint8Array, trustedGenesisHash?: Uint8Array): CaseVerdict {
  const kind = 'case';
  const verdict = withinWork((verify) => verifyCaseBundle(bytes, { trustedGenesisHash, verify }));
  if (verdict === 'overworked') return { kind, outcome: 'overworked' };
  if (!verdict.ok) return { kind, outcome: 'failed', refusal: verdict };
  const facts = verdict.value;
  return { kind, outcome: facts.isGenesisTrusted ? 'checked' : 'notCompared', facts };
}

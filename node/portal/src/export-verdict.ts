// From the bytes of a lawful export to what the page says about it.
import { type ExportFacts, type ExportRefusal, verifyExport } from '@mingjing/proofs';
import { withinWork } from './verdict.ts';

/** What the page says of an export. Its personal groups stay sealed: the page takes no key. */
export interface ExportVerdict {
  readonly kind: 'export';
  readonly outcome: 'checked' | 'notCompared' | 'failed' | 'overworked';
  readonly facts?: ExportFacts;
  readonly refusal?: ExportRefusal;
}

/** Checks an export; without a trusted genesis hash the outcome is never `checked`. */
export function judgeExport(bytes: Uint8Array, trustedGenesisHash?: Uint8Array): ExportVerdict {
  const kind = 'export';
  const verdict = withinWork((verify) => verifyExport(bytes, { trustedGenesisHash, verify }));
  if (verdict === 'overworked') return { kind, outcome: 'overworked' };
  if (!verdict.ok) return { kind, outcome: 'failed', refusal: verdict };
  const facts = verdict.value;
  return { kind, outcome: facts.isGenesisTrusted ? 'checked' : 'notCompared', facts };
}

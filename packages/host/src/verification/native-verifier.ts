import { setImmediate as afterIo } from 'node:timers/promises';
import { verify } from '@mingjing/crypto/node';
import { checkProof, type ProofCheck } from '@mingjing/disclosure';
import type { SignatureCheck, Verifier } from '@mingjing/replica';

/** Signatures verified before other work gets its turn: about 1 ms. */
const SLICE = 16;

/** Native strict Ed25519 and proofs about elements on this thread, in slices. */
export const nativeVerifier: Verifier = {
  verify: ({ publicKey, message, signature }) => verify(publicKey, message, signature),
  async verifyMany(checks: readonly SignatureCheck[]): Promise<boolean[]> {
    const verdicts: boolean[] = [];
    for (const { publicKey, message, signature } of checks) {
      if (verdicts.length % SLICE === SLICE - 1) await afterIo();
      verdicts.push(verify(publicKey, message, signature));
    }
    return verdicts;
  },
  async checkProofs(checks: readonly ProofCheck[]): Promise<boolean[]> {
    const verdicts: boolean[] = [];
    for (const check of checks) {
      if (verdicts.length > 0) await afterIo();
      verdicts.push(checkProof(check));
    }
    return verdicts;
  },
};

import type { VerifySignature } from '@mingjing/crypto';
import type { Verifier } from '../ports.ts';

/** The verifier in the form that execution and proofs take. */
export function verifyWith(verifier: Verifier): VerifySignature {
  return (publicKey, message, signature) => verifier.verify({ publicKey, message, signature });
}

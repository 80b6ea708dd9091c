import { taggedHash } from '@mingjing/crypto';
import { checkEnvelope } from './check.ts';
import type { Envelope, EnvelopeKeys, EnvelopePlace } from './envelope.ts';
import { checkPossession } from './possession.ts';
import { proofTranscript } from './transcript.ts';

/** A proof about elements that a transaction carries: plain data, so that a thread can take it. */
export type ProofCheck =
  | {
      readonly kind: 'envelope';
      readonly envelope: Envelope;
      readonly keys: EnvelopeKeys;
      readonly place: EnvelopePlace;
    }
  | {
      readonly kind: 'possession';
      readonly publicKey: Uint8Array;
      readonly proof: Uint8Array;
      readonly chainId: string;
      readonly context: Uint8Array;
    };

/** The verdict on one proof: a few ms, and the same everywhere. */
export function checkProof(check: ProofCheck): boolean {
  if (check.kind === 'envelope') {
    return checkEnvelope(check.envelope, check.keys, check.place).ok;
  }
  const { publicKey, proof, chainId, context } = check;
  return checkPossession(publicKey, proof, { chainId, context });
}

/**
 * Names a check by all that its verdict depends on: 32 bytes. What was checked once is known by
 * it.
 */
export function proofCheckId(check: ProofCheck): Uint8Array {
  if (check.kind === 'possession') {
    const { publicKey, proof, chainId, context } = check;
    return taggedHash('proof-of-possession', chainId, publicKey, proof, context);
  }
  const { envelope, keys, place } = check;
  const transcript = proofTranscript(envelope, keys, place);
  return taggedHash(
    'proof-of-envelope',
    place.chainId,
    envelope.keyCheck,
    envelope.proof,
    transcript,
  );
}

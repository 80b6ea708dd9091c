import { bytesToHex, equalBytes, keyId, possessionBytes, taggedHash } from '@mingjing/crypto';
import { type Signer as KeySigner, signerFromSeed, verify } from '@mingjing/crypto/node';
import { checkProof } from '@mingjing/disclosure';
import { type EnrolledKey, KeyPurpose } from '@mingjing/protocol';
import type { SignatureCheck, Verifier } from '@mingjing/replica';
import { isWorldProof } from './proofs.ts';

/** Real Ed25519, or a keyed hash in its place, which costs a twentieth. */
export type SignatureKind = 'keyed-hash' | 'ed25519';

export type PurposeName = keyof typeof KeyPurpose;

/** A key pair of somebody in the simulated world, found by its name alone. */
export interface WorldKey {
  readonly publicKey: Uint8Array;
  readonly id: Uint8Array;
  readonly purpose: PurposeName;
  sign(message: Uint8Array): Uint8Array;
  signReal(message: Uint8Array): Uint8Array;
}

const known = new Map<string, { key: KeySigner; id: Uint8Array }>();

/** The key of `owner` for a purpose: a real key of prime order, whoever signs with it how. */
export function worldKey(owner: string, purpose: PurposeName, kind: SignatureKind): WorldKey {
  const name = `${owner}/${purpose}`;
  let found = known.get(name);
  if (found === undefined) {
    const key = signerFromSeed(taggedHash('simulated-seed', name));
    found = { key, id: keyId(key.publicKey) };
    known.set(name, found);
  }
  const { key, id } = found;
  const { publicKey } = key;
  const sign = (message: Uint8Array) =>
    kind === 'ed25519' ? key.sign(message) : keyedHash(publicKey, message);
  return { publicKey, id, purpose, sign, signReal: (message) => key.sign(message) };
}

/** The key as it is enrolled, with a genuine proof of possession. */
export function enrolled({ publicKey, purpose, signReal }: WorldKey): EnrolledKey {
  const possession = signReal(possessionBytes('', purpose, publicKey));
  return { purpose: KeyPurpose[purpose], publicKey, possession };
}

/** Takes what is genuine always, and keyed hashes when these stand for it. */
export function worldVerifier(kind: SignatureKind): Verifier {
  const isValid = (check: SignatureCheck): boolean => {
    const { publicKey, message, signature } = check;
    if (kind === 'ed25519') return verify(publicKey, message, signature);
    // Both halves of a keyed hash are the same: anything else is not worth the hash.
    const isHash = equalBytes(signature.subarray(0, 32), signature.subarray(32));
    if (isHash) return equalBytes(keyedHash(publicKey, message), signature);
    return isGenuine(check);
  };
  const isProof = kind === 'ed25519' ? checkProof : isWorldProof;
  return {
    verify: isValid,
    verifyMany: async (checks) => checks.map(isValid),
    checkProofs: async (checks) => checks.map(isProof),
  };
}

/** Genuine signatures of the one genesis and of its verifier's answers, verified once. */
const genuine = new Set<string>();
const GENUINE_MAX = 10_000;

function isGenuine({ publicKey, message, signature }: SignatureCheck): boolean {
  const name = bytesToHex(taggedHash('simulated-check', '', publicKey, signature, message));
  if (genuine.has(name)) return true;
  if (!verify(publicKey, message, signature)) return false;
  if (genuine.size >= GENUINE_MAX) genuine.clear();
  genuine.add(name);
  return true;
}

function keyedHash(publicKey: Uint8Array, message: Uint8Array): Uint8Array {
  const half = taggedHash('simulated-signature', '', publicKey, message);
  const signature = new Uint8Array(64);
  signature.set(half);
  signature.set(half, 32);
  return signature;
}

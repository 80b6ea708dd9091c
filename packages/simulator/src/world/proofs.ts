import { bytesToHex, equalBytes, taggedHash } from '@mingjing/crypto';
import { checkProof, type ProofCheck, proofCheckId } from '@mingjing/disclosure';

const NO_PROOF = new Uint8Array(0);

/** What stands for a proof about elements: whoever has its whole context can make it. */
export function standInProof(check: ProofCheck): Uint8Array {
  const bare: ProofCheck =
    check.kind === 'envelope'
      ? { ...check, envelope: { ...check.envelope, proof: NO_PROOF } }
      : { ...check, proof: NO_PROOF };
  const half = taggedHash('simulated-proof', '', proofCheckId(bare));
  const proof = new Uint8Array(64);
  proof.set(half);
  proof.set(half, 32);
  return proof;
}

/** Takes genuine proofs, and the stand-in for one of this context and no other. */
export function isWorldProof(check: ProofCheck): boolean {
  const proof = check.kind === 'envelope' ? check.envelope.proof : check.proof;
  const isStandIn = equalBytes(proof.subarray(0, 32), proof.subarray(32));
  return isStandIn ? equalBytes(standInProof(check), proof) : isGenuine(check);
}

/** Genuine proofs of the one genesis, checked once. */
const genuine = new Set<string>();
const GENUINE_MAX = 1000;

function isGenuine(check: ProofCheck): boolean {
  const name = bytesToHex(proofCheckId(check));
  if (genuine.has(name)) return true;
  if (!checkProof(check)) return false;
  if (genuine.size >= GENUINE_MAX) genuine.clear();
  genuine.add(name);
  return true;
}

import type { ProofCheck } from '@mingjing/disclosure';

/**
 * A proof check with bytes of its own, so that a message to a thread copies these alone: what was
 * read out of a block is a view of all of it, and would take it along.
 */
export function plainProof(check: ProofCheck): ProofCheck {
  if (check.kind === 'possession') {
    const { kind, publicKey, proof, chainId, context } = check;
    return { kind, publicKey: own(publicKey), proof: own(proof), chainId, context: own(context) };
  }
  const { kind, envelope, keys, place } = check;
  const { epoch, c0, cs, recipients, keyCheck, proof } = envelope;
  return {
    kind,
    envelope: {
      ...{ epoch, c0: own(c0), cs: own(cs), keyCheck: own(keyCheck), proof: own(proof) },
      recipients: recipients.map(({ keyId, wrapped }) => {
        return { keyId: own(keyId), wrapped: own(wrapped) };
      }),
    },
    keys: { seal: own(keys.seal), recipients: keys.recipients.map(own) },
    place: { chainId: place.chainId, suite: place.suite, body: own(place.body) },
  };
}

function own(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}

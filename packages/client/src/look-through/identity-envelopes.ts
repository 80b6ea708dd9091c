import { hexToBytes } from '@mingjing/crypto';
import { decodeScalar, type Scalar } from '@mingjing/crypto/ristretto';
import { isBlindedOf } from '@mingjing/disclosure';
import { verifyStateProof } from '@mingjing/proofs';
import { type RecordEnvelope, stateProofCodec } from '@mingjing/protocol';
import type { SealedSecret } from '../access-messages.ts';
import type { EnvelopeTrust } from './record-envelope.ts';

/** How a user's identity was ever sealed, with the chain whose state shows it. */
export interface ProvedIdentity {
  readonly chainId: string;
  /** Oldest first. */
  readonly envelopes: readonly RecordEnvelope[];
}

/**
 * The envelopes of a user's identity by a state proof: whoever orders or answers about one takes
 * nobody's word for which they are. Undefined: the proof does not hold, is of somebody else, or
 * shows that nothing of him is sealed.
 */
export function provedIdentity(
  proof: Uint8Array,
  userId: string,
  { trustedGenesisHash, verify }: EnvelopeTrust,
): ProvedIdentity | undefined {
  const parsed = stateProofCodec.parse(proof);
  if (!parsed.ok) return undefined;
  const checked = verifyStateProof(parsed.value, { trustedGenesisHash, verify });
  const entry = checked.ok ? checked.value.get('identityEnvelope', userId) : undefined;
  if (!checked.ok || entry === undefined || entry === 'unproved') return undefined;
  return { chainId: checked.value.chainId, envelopes: entry.envelopes };
}

/** The latest envelope that is sealed to the keys of an epoch. */
export function envelopeOfEpoch(
  { envelopes }: ProvedIdentity,
  epoch: number,
): RecordEnvelope | undefined {
  return envelopes.filter((each) => each.epoch === epoch).at(-1);
}

/** The envelope that an order asks about: its point is the order's, blinded where it is sealed. */
export function envelopeAsked(
  { envelopes }: ProvedIdentity,
  text: { readonly point: string },
  { blinding }: Pick<SealedSecret, 'blinding'>,
): RecordEnvelope | undefined {
  const point = hexToBytes(text.point);
  const t: Scalar | undefined = blinding.length === 0 ? 0n : decodeScalar(blinding);
  if (point === undefined || t === undefined) return undefined;
  return envelopes.find(({ c0 }) => isBlindedOf(point, c0, t));
}

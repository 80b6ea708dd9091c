import type { AskedPoint } from '@mingjing/client';
import { HPKE_EPHEMERAL_SEED_BYTES, hpkeSeal } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { type SecretShare, WIDE_SCALAR_BYTES } from '@mingjing/crypto/ristretto';
import { answerOrder } from '@mingjing/disclosure';
import {
  type CustodyAnswer,
  custodyAnswerCodec,
  custodyAnswerInfo,
  shareAnswerCodec,
} from '@mingjing/protocol';

/** An officer whom the order names, and the X25519 key that he receives with. */
export interface NamedOfficer {
  readonly id: string;
  readonly receivingKey: Uint8Array;
}

const NO_BYTES = new Uint8Array(0);

/**
 * A custodian's answer to an order: his share times its point with a proof, sealed to each officer
 * whom the order names. Undefined when the point is none, which no order in force has.
 */
export async function composeAnswer(
  asked: AskedPoint,
  { organisation, share }: { readonly organisation: string; readonly share: SecretShare },
  officers: readonly NamedOfficer[],
): Promise<Uint8Array | undefined> {
  const { chainId, orderId, context, point } = asked;
  const random = randomBytes(WIDE_SCALAR_BYTES);
  const answer = answerOrder(share, point, { chainId, context }, random);
  if (answer === undefined) return undefined;
  const plaintext = shareAnswerCodec.encode(answer);
  const sealed: CustodyAnswer['sealed'] = [];
  for (const { id, receivingKey } of officers) {
    const parts = await hpkeSeal({
      recipientPublicKey: receivingKey,
      info: custodyAnswerInfo(chainId, { orderId, organisation }, id),
      aad: NO_BYTES,
      plaintext,
      ephemeralSeed: randomBytes(HPKE_EPHEMERAL_SEED_BYTES),
    });
    sealed.push({ officer: id, recipientKey: receivingKey, ...parts });
  }
  return custodyAnswerCodec.encode({ orderId, organisation, sealed });
}

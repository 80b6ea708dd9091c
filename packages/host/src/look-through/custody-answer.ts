import { HPKE_EPHEMERAL_SEED_BYTES, hpkeOpen, hpkeSeal } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { decodeElement, type SecretShare, WIDE_SCALAR_BYTES } from '@mingjing/crypto/ristretto';
import { answerOrder, checkAnswer, type ShareAnswer } from '@mingjing/disclosure';
import {
  type Checked,
  CUSTODY_ANSWER_BYTES_MAX,
  type CustodyAnswer,
  custodyAnswerCodec,
  custodyAnswerInfo,
  passed,
  refused,
  shareAnswerCodec,
} from '@mingjing/protocol';

/** What an order asks of a custodian, as far as his answer depends on it. */
export interface AskedPoint {
  readonly chainId: string;
  readonly orderId: Uint8Array;
  /** What every answer's proof is bound to. */
  readonly context: Uint8Array;
  /** B, or C0 where the order is open. */
  readonly point: Uint8Array;
}

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

export type AnswerRefusal =
  | 'malformed'
  | 'not-for-this-officer'
  /** It opens, and its proof does not hold: the custodian stands convicted by its hash. */
  | 'proof-wrong';

/** An officer unseals a custodian's answer, and checks it against the `registered` public share. */
export async function unsealAnswer(
  bytes: Uint8Array,
  officer: { readonly id: string; readonly secretKey: Uint8Array },
  asked: AskedPoint,
  registered: Uint8Array,
): Promise<Checked<ShareAnswer, AnswerRefusal>> {
  const parsed = custodyAnswerCodec.parse(bytes, CUSTODY_ANSWER_BYTES_MAX);
  if (!parsed.ok) return refused('malformed');
  const mine = parsed.value.sealed.find((each) => each.officer === officer.id);
  if (mine === undefined) return refused('not-for-this-officer');
  const plaintext = await hpkeOpen({
    secretKey: officer.secretKey,
    enc: mine.enc,
    info: custodyAnswerInfo(asked.chainId, parsed.value, officer.id),
    aad: NO_BYTES,
    ciphertext: mine.ciphertext,
  });
  if (plaintext === undefined) return refused('not-for-this-officer');
  const answer = shareAnswerCodec.parse(plaintext);
  if (!answer.ok) return refused('malformed');
  const share = decodeElement(registered);
  const holds = share !== undefined && checkAnswer(answer.value, asked.point, share, asked);
  return holds ? passed(answer.value) : refused('proof-wrong');
}

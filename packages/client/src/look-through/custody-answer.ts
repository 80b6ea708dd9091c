import { hpkeOpen } from '@mingjing/crypto';
import { decodeElement } from '@mingjing/crypto/ristretto';
import { checkAnswer, type ShareAnswer } from '@mingjing/disclosure';
import {
  type Checked,
  CUSTODY_ANSWER_BYTES_MAX,
  custodyAnswerCodec,
  custodyAnswerInfo,
  passed,
  refused,
  shareAnswerCodec,
} from '@mingjing/protocol';

const NO_BYTES = new Uint8Array(0);

/** What an order asks of a custodian, as far as his answer depends on it. */
export interface AskedPoint {
  readonly chainId: string;
  readonly orderId: Uint8Array;
  /** What every answer's proof is bound to. */
  readonly context: Uint8Array;
  /** B, or C0 where the order is open. */
  readonly point: Uint8Array;
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

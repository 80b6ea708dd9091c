// An epoch with its officers and custodians, and records sealed in it.
import { sha256 } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import {
  type Element,
  encodeElement,
  GENERATOR,
  publicShare,
  type Scalar,
  type SharedSecret,
  secretScalar,
  shareSecret,
  times,
} from '@mingjing/crypto/ristretto';
import {
  answerOrder,
  blindPoint,
  type Envelope,
  type EnvelopeKeys,
  type EnvelopePlace,
  proveEnvelope,
  type ShareAnswer,
  type SideEvidence,
  sealContent,
} from '../src/index.ts';

export const chainId = 'trial-0123456789abcdef';
export const ORDER = { chainId, context: Buffer.from('order 7') };
export const CONTENT = Buffer.from('甲方与乙方约定,一式两份');

const scalar = () => secretScalar(randomBytes(64));

export interface Side {
  readonly secret: Scalar;
  readonly publicElement: Element;
  readonly threshold: number;
  readonly dealt: SharedSecret;
}

function side(threshold: number, count: number): Side {
  const secret = scalar();
  const more = Array.from({ length: threshold - 1 }, scalar);
  const publicElement = times(GENERATOR, secret);
  return { secret, publicElement, threshold, dealt: shareSecret(secret, more, count) };
}

/** Registered facts of a side, as `judgeOpening` asks for them. */
export function sideKeys({ publicElement, threshold, dealt }: Side) {
  const count = dealt.shares.length;
  const shareOf = (index: number) =>
    index >= 1 && index <= count ? publicShare(dealt.commitments, index) : undefined;
  return { publicElement, threshold, shareOf };
}

/** Three of five officers, and two of four organisations. */
export class TrialEpoch {
  readonly authority = side(3, 5);
  readonly custody = side(2, 4);
  readonly people: readonly { readonly keyId: Uint8Array; readonly secret: Scalar }[];
  readonly keys: EnvelopeKeys;

  constructor(recipients = 2) {
    this.people = Array.from({ length: recipients }, (_, i) => ({
      keyId: sha256(Buffer.from(`person ${i}`)),
      secret: scalar(),
    }));
    this.keys = {
      seal: encodeElement(this.authority.publicElement.add(this.custody.publicElement)),
      recipients: this.people.map(({ secret }) => encodeElement(times(GENERATOR, secret))),
    };
  }

  seal(content: Uint8Array = CONTENT, text = 'a body') {
    const sealed = sealContent({
      ...{ chainId, suite: 1, epoch: 3, keys: this.keys, content },
      keyIds: this.people.map(({ keyId }) => keyId),
      random: { opening: randomBytes(64), element: randomBytes(64) },
    });
    const place: EnvelopePlace = { chainId, suite: 1, body: Buffer.from(text) };
    const proof = this.prove(sealed.envelope, place, sealed.opening);
    return { ...sealed, place, envelope: { ...sealed.envelope, proof } };
  }

  prove(envelope: Envelope, place: EnvelopePlace, opening: Scalar): Uint8Array {
    return proveEnvelope(envelope, this.keys, place, opening, randomBytes(64));
  }
}

/** Answers of the holders at these indexes about C0, blinded with t. */
export function answersOf(
  { dealt }: Side,
  indexes: readonly number[],
  c0: Uint8Array,
  t: Scalar,
): SideEvidence {
  const blinded = blindPoint(c0, t) as Uint8Array;
  const answers = indexes.map((index) => {
    const share = dealt.shares[index - 1] as SharedSecret['shares'][number];
    return answerOrder(share, blinded, ORDER, randomBytes(64)) as ShareAnswer;
  });
  return { t, answers };
}

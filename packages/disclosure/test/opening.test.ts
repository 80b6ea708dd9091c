// Opening under an order: both halves, enough holders of each, and what the shares show.
import { randomBytes } from '@mingjing/crypto/node';
import { encodeElement, secretScalar } from '@mingjing/crypto/ristretto';
import { describe, expect, it, test } from 'vitest';
import {
  answerOrder,
  blindPoint,
  checkAnswer,
  elementOf,
  isBlindedOf,
  judgeOpening,
  openWithElement,
  sideOf,
} from '../src/index.ts';
import { answersOf, CONTENT, ORDER, type Side, sideKeys, TrialEpoch } from './trial.ts';

const epoch = new TrialEpoch();
const { envelope, ciphertext, place } = epoch.seal();
const t = secretScalar(randomBytes(64));
const keys = {
  ...epoch.keys,
  authority: sideKeys(epoch.authority),
  custody: sideKeys(epoch.custody),
};
const ask = (side: Side, indexes: number[], blinding = 0n) =>
  answersOf(side, indexes, envelope.c0, blinding);
const judge = (changed: object = {}, order = ORDER, at = place) => {
  const halves = {
    authority: ask(epoch.authority, [1, 3, 5]),
    custody: ask(epoch.custody, [2, 4], t),
  };
  return judgeOpening({ envelope, ciphertext, ...halves, ...changed }, keys, at, order);
};

describe('a record under an order', () => {
  it('opens with three of five officers and two of four custodians, who see another point', () => {
    const custody = ask(epoch.custody, [1, 3], t);
    const half = sideOf(custody.answers, t, epoch.custody.publicElement);
    const other = sideOf(
      ask(epoch.authority, [2, 3, 4]).answers,
      0n,
      epoch.authority.publicElement,
    );
    const element = half && other && elementOf(envelope.cs, other, half);
    if (element === undefined) throw new Error('no element');
    const result = openWithElement(element, envelope, epoch.keys, place, ciphertext);
    expect(result.ok && Buffer.from(result.content).toString()).toBe(CONTENT.toString());
    expect(judge()).toBe('opens');
    expect(custody.answers.every(({ element: asked }) => !sameAs(asked, envelope.c0))).toBe(true);
  });

  test.each<[name: string, changed: object]>([
    ['two officers', { authority: ask(epoch.authority, [1, 3]) }],
    ['one custodian', { custody: ask(epoch.custody, [2], t) }],
    ['nobody of the authority', { authority: { t: 0n, answers: [] } }],
    ['one officer twice', { authority: ask(epoch.authority, [1, 3, 3]) }],
    ['custodians in the place of officers', { authority: ask(epoch.custody, [1, 2, 3]) }],
    [
      'another blinding than was asked with',
      { custody: { ...ask(epoch.custody, [2, 4], t), t: 5n } },
    ],
  ])('does not open with %s', (_name, changed) => {
    expect(judge(changed)).toBe('evidence-wrong');
  });

  it('does not open with answers to another order, nor with the keys of the chain alone', () => {
    expect(judge({}, { ...ORDER, context: Buffer.from('order 8') })).toBe('evidence-wrong');
    expect(judge({ authority: { t: 0n, answers: [] }, custody: { t: 0n, answers: [] } })).toBe(
      'evidence-wrong',
    );
  });
});

describe('an answer', () => {
  const [answer] = ask(epoch.custody, [1], t).answers;
  // Of another record, for all that its holder can tell.
  const blinded = encodeElement(epoch.authority.publicElement);

  it('is the registered share and no other, to this order and no other', () => {
    if (answer === undefined) throw new Error('no answer');
    const share = epoch.custody.dealt.shares[0];
    if (share === undefined) throw new Error('no share');
    const made = answerOrder(share, blinded, ORDER, randomBytes(64));
    if (made === undefined) throw new Error('no answer');
    const own = keys.custody.shareOf(1);
    const others = keys.custody.shareOf(2);
    if (own === undefined || others === undefined) throw new Error('no share');
    expect(checkAnswer(made, blinded, own, ORDER)).toBe(true);
    expect(checkAnswer(made, blinded, others, ORDER)).toBe(false);
    expect(checkAnswer(made, envelope.c0, own, ORDER)).toBe(false);
    expect(checkAnswer(answer, blinded, own, ORDER)).toBe(false);
    expect(checkAnswer({ ...made, proof: new Uint8Array(64) }, blinded, own, ORDER)).toBe(false);
    expect(checkAnswer({ ...made, element: new Uint8Array(3) }, blinded, own, ORDER)).toBe(false);
  });

  it('is not given about what is no point, or the neutral one', () => {
    const share = { index: 1, value: 7n };
    for (const asked of [new Uint8Array(32), new Uint8Array(31), new Uint8Array(32).fill(255)]) {
      expect(answerOrder(share, asked, ORDER, randomBytes(64))).toBeUndefined();
    }
  });
});

describe('a blinded point', () => {
  it('is checked by everybody once its opening is known', () => {
    const blinded = blindPoint(envelope.c0, t) as Uint8Array;
    expect(isBlindedOf(blinded, envelope.c0, t)).toBe(true);
    expect(isBlindedOf(blinded, envelope.c0, t + 1n)).toBe(false);
    expect(isBlindedOf(blinded, epoch.seal().envelope.c0, t)).toBe(false);
    expect(isBlindedOf(blinded, new Uint8Array(2), t)).toBe(false);
  });
});

describe('garbage', () => {
  it('in the ciphertext stands against who sealed it', () => {
    const bad = Uint8Array.from(ciphertext, (byte) => byte ^ 1);
    expect(judge({ ciphertext: bad })).toBe('garbage');
  });

  it('in the key check stands against who sealed it', () => {
    const bad = { ...envelope, keyCheck: new Uint8Array(32) };
    expect(judge({ envelope: bad })).toBe('garbage');
  });
});

function sameAs(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b);
}

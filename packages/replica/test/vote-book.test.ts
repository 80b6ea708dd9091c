import { MAX_ROUNDS_AHEAD } from '@mingjing/consensus';
import type { ValidatorSet } from '@mingjing/protocol';
import { VoteType, voteSignable } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { VoteBook } from '../src/consensus/votes.ts';

const CHAIN = 'test-0000000000000000';
const set: ValidatorSet = {
  validators: [0, 1, 2, 3].map((index) => ({
    nodeId: `node-${index}`,
    organisation: `org-${index}`,
    voteKey: new Uint8Array(32).fill(index + 1),
    power: 1,
  })),
};
const verifier = {
  verify: ({ signature }: { signature: Uint8Array }) => signature[0] !== 0xff,
  verifyMany: async () => [],
  checkProofs: async () => [],
};

function voteOf(validator: number, round: number, fill: number, type: number = VoteType.precommit) {
  const said = { type, height: 5, round, blockId: new Uint8Array(32).fill(fill) };
  const { statement } = voteSignable(CHAIN, said);
  return { said, signed: { statement, validator, signature: new Uint8Array(64).fill(1) } };
}

const newBook = () => new VoteBook(CHAIN, set, verifier);

describe('votes as they travel', () => {
  it('a flood over all rounds by one validator keeps few, and all of the others', () => {
    const book = newBook();
    for (let round = 0; round < 20_000; round += 1) {
      for (const fill of [1, 2, 3]) {
        const { said, signed } = voteOf(3, round, fill);
        book.open(signed, said, 0);
      }
    }
    expect(book.size).toBeLessThanOrEqual(2 * (MAX_ROUNDS_AHEAD + 1) + 2);
    for (const validator of [0, 1, 2]) {
      const { said, signed } = voteOf(validator, 0, 7);
      expect(book.open(signed, said, 0).ok).toBe(true);
    }
    const found = {
      kind: 'commit',
      round: 0,
      value: '07'.repeat(32),
      validators: [2, 0, 1],
    } as const;
    const certificate = book.certificate(5, found);
    expect(certificate?.signatures.map(({ validator }) => validator)).toEqual([0, 1, 2]);
  });

  it('a quorum that precommitted nil in a round is seen, and no smaller or other one', () => {
    const book = newBook();
    const nilOf = (validator: number, type: number = VoteType.precommit) => {
      const said = { type, height: 5, round: 2, blockId: new Uint8Array(0) };
      const { statement } = voteSignable(CHAIN, said);
      return { said, signed: { statement, validator, signature: new Uint8Array(64).fill(1) } };
    };
    const all = [nilOf(0), nilOf(1), voteOf(2, 2, 7), nilOf(2, VoteType.prevote), nilOf(3)];
    const seen = all.map(({ said, signed }) => {
      book.open(signed, said, 2);
      return book.hasNilQuorum(2);
    });
    expect(seen).toEqual([false, false, false, false, true]);
    expect(book.hasNilQuorum(1)).toBe(false);
  });

  it('a vote of a far round is kept until the round is near', () => {
    const book = newBook();
    const far = voteOf(1, 500, 7);
    expect(book.open(far.signed, far.said, 0).ok).toBe(true);
    const value = '07'.repeat(32);
    const vote = { type: 'precommit', height: 5, round: 500, value, validator: 1 } as const;
    expect(book.signed(vote)).toBe(far.signed);
    expect(book.open(far.signed, far.said, 499)).toEqual({ ok: false, reason: 'vote-known' });
  });

  it.each([
    ['voter-unknown', voteOf(9, 0, 1).signed, voteOf(9, 0, 1).said],
    ['vote-malformed', voteOf(1, 2_000_000, 1).signed, voteOf(1, 2_000_000, 1).said],
    ['vote-malformed', voteOf(1, 0, 1, 7).signed, voteOf(1, 0, 1, 7).said],
    [
      'vote-signature',
      { ...voteOf(1, 0, 1).signed, signature: new Uint8Array(64).fill(0xff) },
      voteOf(1, 0, 1).said,
    ],
  ])('refuses %s', (reason, signed, said) => {
    expect(newBook().open(signed, said, 0)).toEqual({ ok: false, reason });
  });
});

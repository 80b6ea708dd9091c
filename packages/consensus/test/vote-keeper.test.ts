import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addVote,
  createVoteKeeper,
  hasAnyQuorum,
  hasQuorum,
  MAX_ROUNDS_AHEAD,
  quorumOf,
  skipRound,
  type Vote,
  type VoteKeeper,
} from '../src/index.ts';
import { addCertificate, advanceRound } from '../src/vote-keeper/vote-keeper.ts';

function voteOf(type: Vote['type'], validator: number, round: number, value: string | null): Vote {
  return { type, height: 1, round, value, validator };
}

type Said = readonly [Vote['type'], validator: number, round: number, value: string | null];

/** Adds votes in the current round 0; returns the keeper and what each vote completed. */
function count(powers: readonly number[], said: readonly Said[], currentRound = 0) {
  let keeper = createVoteKeeper(powers);
  const results = said.map((vote) => {
    const result = addVote(keeper, voteOf(...vote), currentRound);
    keeper = result.keeper;
    return result;
  });
  return { keeper, completed: results.map(({ threshold }) => threshold), results };
}

describe('thresholds', () => {
  test('a quorum on a value, once', () => {
    const { completed } = count(
      [1, 1, 1, 1],
      [
        ['prevote', 0, 0, 'a'],
        ['prevote', 1, 0, 'a'],
        ['prevote', 2, 0, 'a'],
        ['prevote', 3, 0, 'a'],
      ],
    );
    const polka = { type: 'polkaValue', round: 0, value: 'a' };
    expect(completed).toEqual([undefined, undefined, polka, undefined]);
  });

  test('a quorum on nil, which for precommits is one on anything', () => {
    const of = (type: Vote['type']) =>
      count(
        [1, 1, 1],
        [
          [type, 0, 0, null],
          [type, 1, 0, null],
          [type, 2, 0, null],
        ],
      ).completed.at(-1);
    expect(of('prevote')).toEqual({ type: 'polkaNil', round: 0 });
    expect(of('precommit')).toEqual({ type: 'precommitAny', round: 0 });
  });

  test('first anything, then a value', () => {
    const { completed } = count(
      [1, 1, 1, 1],
      [
        ['precommit', 0, 0, 'a'],
        ['precommit', 1, 0, 'b'],
        ['precommit', 2, 0, 'a'],
        ['precommit', 3, 0, 'a'],
      ],
    );
    expect(completed.slice(2)).toEqual([
      { type: 'precommitAny', round: 0 },
      { type: 'precommitValue', round: 0, value: 'a' },
    ]);
  });

  test('a skip, every time, counting each voter of a later round once', () => {
    const { completed } = count(
      [1, 1, 1, 1],
      [
        ['prevote', 0, 2, 'a'],
        ['precommit', 0, 2, null],
        ['precommit', 1, 2, 'b'],
        ['prevote', 1, 2, 'b'],
        ['prevote', 2, 1, 'b'],
      ],
    );
    const skip = { type: 'skip', round: 2 };
    expect(completed).toEqual([undefined, undefined, skip, skip, undefined]);
  });

  test.each([
    { powers: [2, 1], quorumAfter: [false, true] },
    { powers: [1, 2], quorumAfter: [false, true] },
    { powers: [67, 33], quorumAfter: [true, true] },
    { powers: [66, 34], quorumAfter: [false, true] },
    { powers: [200, 99], quorumAfter: [true, true] },
    { powers: [200, 100], quorumAfter: [false, true] },
  ])('more than two thirds of $powers: $quorumAfter', ({ powers, quorumAfter }) => {
    const said: Said[] = powers.map((_, index) => ['prevote', index, 0, 'a'] as const);
    const seen = said.map((_, index) =>
      hasQuorum(count(powers, said.slice(0, index + 1)).keeper, 'prevote', 0, 'a'),
    );
    expect(seen).toEqual(quorumAfter);
  });
});

describe('equivocation', () => {
  test('the first vote counts, the other is evidence, once', () => {
    const { keeper, results } = count(
      [1, 1, 1, 1],
      [
        ['prevote', 3, 0, 'a'],
        ['prevote', 3, 0, 'b'],
        ['prevote', 3, 0, null],
        ['prevote', 3, 0, 'a'],
        ['precommit', 3, 0, 'b'],
      ],
    );
    expect(results.map(({ evidence }) => evidence)).toEqual([
      undefined,
      { first: voteOf('prevote', 3, 0, 'a'), second: voteOf('prevote', 3, 0, 'b') },
      undefined,
      undefined,
      undefined,
    ]);
    expect(keeper.rounds.get(0)?.prevote.power).toBe(1);
  });

  test('does not hide a quorum that is proved as a whole', () => {
    const { keeper } = count([1, 1, 1, 1], [['precommit', 3, 0, null]]);
    const certificate = { kind: 'commit', round: 0, value: 'a', validators: [0, 1, 3] } as const;
    const added = addCertificate(keeper, certificate, 1, 0);
    expect(added.evidence).toHaveLength(1);
    expect(hasQuorum(added.keeper, 'precommit', 0, 'a')).toBe(true);
    expect(quorumOf(added.keeper, 'precommit', 0)).toEqual(certificate);
  });

  test('a first certificate of a round stays; none makes nil a quorum', () => {
    const first = { kind: 'polka', round: 0, value: 'a', validators: [0, 1, 2] } as const;
    const second = { ...first, value: 'b', validators: [1, 2, 3] };
    const empty = createVoteKeeper([1, 1, 1, 1]);
    const { keeper } = addCertificate(addCertificate(empty, first, 1, 0).keeper, second, 1, 0);
    expect(quorumOf(keeper, 'prevote', 0)?.value).toBe('a');
    expect(hasQuorum(keeper, 'prevote', 0, null)).toBe(false);
  });

  test('late votes join the quorum', () => {
    const { keeper } = count(
      [1, 1, 1, 1],
      [3, 1, 0, 2].map((index) => ['precommit', index, 0, 'a'] as const),
    );
    expect(quorumOf(keeper, 'precommit', 0)?.validators).toEqual([0, 1, 2, 3]);
  });
});

describe('rounds far ahead', () => {
  const far = MAX_ROUNDS_AHEAD + 1;

  test('the last round within reach is counted in full, the next is not', () => {
    const { keeper } = count(
      [1, 1, 1, 1],
      [
        ['prevote', 0, MAX_ROUNDS_AHEAD, 'a'],
        ['prevote', 0, far, 'a'],
      ],
    );
    expect([...keeper.rounds.keys()]).toEqual([MAX_ROUNDS_AHEAD]);
    expect([...keeper.far.keys()]).toEqual([0]);
  });

  test('only the highest round of a validator is kept', () => {
    const { keeper } = count(
      [1, 1, 1, 1],
      [
        ['prevote', 0, far + 5, 'a'],
        ['prevote', 0, far + 1, 'b'],
        ['precommit', 0, far + 5, null],
        ['prevote', 0, far + 9, 'c'],
      ],
    );
    expect(keeper.far.get(0)?.round).toBe(far + 9);
    expect(keeper.far.get(0)?.votes).toEqual({ prevote: voteOf('prevote', 0, far + 9, 'c') });
  });

  test('one validator cannot draw us anywhere; two of four can, to where both have been', () => {
    const { completed, keeper } = count(
      [1, 1, 1, 1],
      [
        ['prevote', 3, 2_000_000, 'a'],
        ['prevote', 0, 100, 'a'],
      ],
    );
    expect(completed).toEqual([undefined, { type: 'skip', round: 100 }]);
    expect(skipRound(keeper, 0)).toBe(100);
  });

  test('a contradiction far ahead is evidence, once', () => {
    const { results } = count(
      [1, 1, 1, 1],
      [
        ['prevote', 3, far, 'a'],
        ['prevote', 3, far, 'a'],
        ['prevote', 3, far, 'b'],
        ['prevote', 3, far, null],
      ],
    );
    expect(results.map(({ evidence }) => evidence?.second.value)).toEqual([
      undefined,
      undefined,
      'b',
      undefined,
    ]);
  });

  test('what comes within reach counts in full', () => {
    const { keeper } = count(
      [1, 1, 1, 1],
      [0, 1, 2].map((index) => ['prevote', index, far, 'a'] as const),
    );
    expect(hasQuorum(keeper, 'prevote', far, 'a')).toBe(false);
    const near = advanceRound(keeper, far);
    expect(hasQuorum(near, 'prevote', far, 'a')).toBe(true);
    expect(near.far.size).toBe(0);
    expect(advanceRound(near, far)).toBe(near);
  });

  test('a flood of rounds by one validator keeps one entry', () => {
    let keeper = createVoteKeeper([1, 1, 1, 1]);
    for (let round = 0; round < 5_000; round += 1) {
      for (const type of ['prevote', 'precommit'] as const) {
        keeper = addVote(keeper, voteOf(type, 3, round * 7, `v${round}`), 0).keeper;
      }
    }
    expect(keeper.rounds.size).toBeLessThanOrEqual(MAX_ROUNDS_AHEAD + 1);
    expect(keeper.far.size).toBe(1);
    expect(skipRound(keeper, 0)).toBeUndefined();
  });
});

describe('for any votes', () => {
  const powers = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 });
  const said = fc.array(
    fc.record({
      type: fc.constantFrom('prevote' as const, 'precommit' as const),
      validator: fc.nat({ max: 4 }),
      round: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 40 })),
      value: fc.constantFrom('a', 'b', null),
    }),
    { maxLength: 60 },
  );

  test('a vote that completes nothing changes no answer', () => {
    fc.assert(
      fc.property(powers, said, fc.nat({ max: 3 }), (weights, votes, currentRound) => {
        let keeper = createVoteKeeper([...weights, 1]);
        for (const vote of votes) {
          if (vote.validator > weights.length) continue;
          const before = answers(keeper, currentRound);
          const result = addVote(keeper, { ...vote, height: 1 }, currentRound);
          keeper = result.keeper;
          if (result.threshold !== undefined) continue;
          expect(answers(keeper, currentRound)).toEqual(before);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the answers are those of counting from scratch, in any order without equivocation', () => {
    fc.assert(
      fc.property(powers, said, (weights, votes) => {
        const all = [...weights, 1];
        const known = votes.filter(({ validator }) => validator < all.length);
        const seen = new Set<string>();
        const firsts = known.filter(({ type, validator, round }) => {
          const key = `${type} ${validator} ${round}`;
          return round <= MAX_ROUNDS_AHEAD && !seen.has(key) && seen.add(key);
        });
        const keeper = firsts.reduce(
          (kept, vote) => addVote(kept, { ...vote, height: 1 }, 0).keeper,
          createVoteKeeper(all),
        );
        const total = all.reduce((sum, power) => sum + power, 0);
        for (const { type, round, value } of firsts) {
          const power = firsts
            .filter((vote) => vote.type === type && vote.round === round && vote.value === value)
            .reduce((sum, { validator }) => sum + (all[validator] ?? 0), 0);
          expect(hasQuorum(keeper, type, round, value)).toBe(3 * power > 2 * total);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** What the rules ask of a keeper; a nil quorum of precommits is not among it. */
function answers(keeper: VoteKeeper, currentRound: number): unknown {
  const rounds = Array.from({ length: 45 }, (_, round) => round);
  return [
    skipRound(keeper, currentRound),
    rounds.map((round) => [
      hasAnyQuorum(keeper, 'prevote', round),
      hasAnyQuorum(keeper, 'precommit', round),
      hasQuorum(keeper, 'prevote', round, null),
      quorumOf(keeper, 'prevote', round)?.value,
      quorumOf(keeper, 'precommit', round)?.value,
    ]),
  ];
}

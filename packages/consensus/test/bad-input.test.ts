import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createHeight,
  type HeightConfig,
  type Input,
  InvariantError,
  MAX_ROUND,
  step,
  type Vote,
} from '../src/index.ts';
import {
  certificate,
  configOf,
  effectText,
  feed,
  four,
  HEIGHT,
  precommit,
  prevote,
  proposal,
  proposalOf,
  start,
  timeout,
  valueReady,
  vote,
} from './scenario.ts';

const begun = feed(createHeight(four), [start]).state;

function badVote(changes: object): Input {
  const good: Vote = { type: 'prevote', height: HEIGHT, round: 0, value: 'a', validator: 2 };
  return { type: 'vote', vote: { ...good, ...changes } };
}

function badProposal(changes: object): Input {
  return { type: 'proposal', proposal: { ...proposalOf(0, 'a'), ...changes }, validity: 'valid' };
}

const ignored: readonly (readonly [string, Input])[] = [
  ['a vote of an earlier height', badVote({ height: HEIGHT - 1 })],
  ['a vote of a later height', badVote({ height: HEIGHT + 1 })],
  ['a vote of an unknown validator', badVote({ validator: 4 })],
  ['a vote of validator -1', badVote({ validator: -1 })],
  ['a vote of validator 0.5', badVote({ validator: 0.5 })],
  ['a vote of validator NaN', badVote({ validator: Number.NaN })],
  ['a vote of a negative round', badVote({ round: -1 })],
  ['a vote of half a round', badVote({ round: 0.5 })],
  ['a vote of an absurd round', badVote({ round: MAX_ROUND + 1 })],
  ['a vote of an infinite round', badVote({ round: Number.POSITIVE_INFINITY })],
  ['a vote of no type', badVote({ type: 'constructor' })],
  ['a proposal of another height', badProposal({ height: 0 })],
  ['a proposal of someone else', badProposal({ proposer: 2 })],
  ['a proposal of nobody', badProposal({ proposer: 9 })],
  ['a proposal of a negative round', badProposal({ round: -4 })],
  ['a proposal of an absurd round', badProposal({ round: MAX_ROUND + 1 })],
  ['a proposal whose valid round is its own', badProposal({ validRound: 0 })],
  ['a proposal whose valid round is later', badProposal({ validRound: 3 })],
  ['a proposal whose valid round is -2', badProposal({ validRound: -2 })],
  ['a proposal whose valid round is no number', badProposal({ validRound: Number.NaN })],
  ['a certificate of a negative round', certificate('commit', -1, 'a', [0, 2, 3])],
  ['a certificate of an absurd round', certificate('commit', MAX_ROUND + 1, 'a', [0, 2, 3])],
  ['a certificate with an unknown validator', certificate('polka', 0, 'a', [0, 2, 3, 4])],
  ['a certificate that names one three times', certificate('polka', 0, 'a', [2, 2, 2])],
  ['a certificate of nobody', certificate('polka', 0, 'a', [])],
  ['a value for another round', valueReady(7, 'a')],
  ['a timeout of another round', timeout('propose', 9)],
  ['an input of no kind', { type: 'unheard of' } as unknown as Input],
];

describe('is ignored, with no effects:', () => {
  test.each(ignored)('%s', (_, input) => {
    const result = step(begun, input);
    expect(result.effects).toEqual([]);
    // Nothing is left behind: the ordinary life goes on as if it had not come.
    const life = [proposal(0, 'a'), prevote(0, 0, 'a'), prevote(2, 0, 'a'), precommit(0, 0, 'a')];
    expect(feed(result.state, life).effects).toEqual(feed(begun, life).effects);
  });
});

describe('evidence', () => {
  test('two votes of one validator', () => {
    const { effects } = feed(begun, [prevote(3, 0, 'a'), prevote(3, 0, 'b'), prevote(3, 0, null)]);
    expect(effects).toEqual(['evidence 3 prevote 0 a / 3 prevote 0 b']);
  });

  test('two precommits, also after the decision', () => {
    const { state } = feed(begun, [
      proposal(0, 'a'),
      ...[0, 2, 3].map((index) => precommit(index, 0, 'a')),
    ]);
    expect(feed(state, [precommit(3, 0, null)]).effects).toEqual([
      'evidence 3 precommit 0 a / 3 precommit 0 nil',
    ]);
  });

  test('two proposals: the first is voted on, the other one reported once', () => {
    const { effects } = feed(begun, [
      proposal(0, 'a'),
      proposal(0, 'b'),
      proposal(0, 'b'),
      proposal(0, 'c'),
      proposal(0, 'a'),
    ]);
    expect(effects).toEqual(['prevote 0 a', 'evidence 0 proposal 0 a / 0 proposal 0 b']);
  });

  test('one value proposed with two valid rounds', () => {
    const { state } = feed(begun, [prevote(2, 2, null), prevote(3, 2, null)]);
    const { effects } = feed(state, [proposal(2, 'a', 0), proposal(2, 'a', 1)]);
    expect(effects).toEqual(['evidence 2 proposal 2 a / 2 proposal 2 a']);
  });

  test('the half of an equivocation that the others took is followed (lines 36, 49)', () => {
    const { effects } = feed(begun, [
      proposal(0, 'a'),
      proposal(0, 'b'),
      ...[0, 2, 3].map((index) => prevote(index, 0, 'b')),
      ...[0, 2].map((index) => precommit(index, 0, 'b')),
    ]);
    expect(effects.slice(2)).toEqual(['timeout prevote 0', 'precommit 0 b', 'decide 0 b']);
  });

  test('a third proposal is taken once a quorum stands behind it', () => {
    const { state } = feed(begun, [proposal(0, 'a'), proposal(0, 'b'), proposal(0, 'c')]);
    const polka = feed(state, [certificate('polka', 0, 'c', [0, 2, 3])]);
    expect(polka.effects).toEqual(['timeout prevote 0']);
    expect(feed(polka.state, [proposal(0, 'c')]).effects).toEqual(['precommit 0 c']);
    const commit = feed(state, [certificate('commit', 5, 'c', [0, 2, 3])]);
    expect(feed(commit.state, [proposal(0, 'c')]).effects).toEqual(['decide 5 c']);
    expect(feed(commit.state, [proposal(0, 'd')]).effects).toEqual([]);
  });

  test('our own key used elsewhere', () => {
    const { state } = feed(begun, [proposal(0, 'a')]);
    expect(feed(state, [prevote(1, 0, 'b')]).effects).toEqual([
      'evidence 1 prevote 0 a / 1 prevote 0 b',
    ]);
  });

  test('our own vote coming back is none', () => {
    const { state } = feed(begun, [proposal(0, 'a')]);
    expect(feed(state, [prevote(1, 0, 'a')]).effects).toEqual([]);
  });
});

describe('a configuration that cannot be', () => {
  const bad: readonly (readonly [string, HeightConfig])[] = [
    ['no validator', configOf([], undefined)],
    ['no power', configOf([0, 0], 0)],
    ['negative power', configOf([3, -1], 0)],
    ['half a power', configOf([1.5, 1], 0)],
    ['more power than can be counted', configOf([Number.MAX_SAFE_INTEGER, 1], 0)],
    ['a self outside the set', configOf([1, 1], 2)],
    ['a negative height', { ...four, height: -1 }],
  ];
  test.each(bad)('stops the node: %s', (_, config) => {
    expect(() => createHeight(config)).toThrow(InvariantError);
  });
});

test('no sequence of inputs throws, and its effects keep what their comments say', () => {
  const round = fc.oneof(
    fc.nat({ max: 4 }),
    fc.constantFrom(-1, 30, 31, 4_000, MAX_ROUND, 2 ** 40),
  );
  const value = fc.constantFrom('a', 'b');
  const index = fc.constantFrom(0, 1, 2, 3, 4, -1);
  const input: fc.Arbitrary<Input> = fc.oneof(
    fc
      .tuple(fc.constantFrom('prevote' as const, 'precommit' as const), index, round, value)
      .map(([type, who, at, what]) => vote(type, who, at, what === 'b' ? null : what)),
    fc
      .tuple(round, value, fc.integer({ min: -2, max: 4 }))
      .map(([at, what, validRound]) => proposal(at, what, validRound)),
    fc
      .tuple(fc.constantFrom('polka' as const, 'commit' as const), round, fc.subarray([0, 1, 2, 3]))
      .map(([kind, at, who]) => certificate(kind, at, 'a', who)),
    fc
      .tuple(fc.constantFrom('propose' as const, 'prevote' as const, 'precommit' as const), round)
      .map(([type, at]) => timeout(type, at)),
    fc.tuple(round, value).map(([at, what]) => valueReady(at, what)),
  );
  fc.assert(
    fc.property(fc.array(input, { maxLength: 50 }), (inputs) => {
      const { effects } = feed(begun, inputs);
      const isOnce = (text: string) => !/^(evidence|timeout precommit)/.test(text);
      const once = effects.filter(isOnce);
      expect(new Set(once).size, effects.join('\n')).toBe(once.length);
      expect(effects.filter((text) => text.startsWith('decide')).length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 500 },
  );
});

test('the text of every effect is defined', () => {
  const effects = step(createHeight(four), start).effects.map(effectText);
  expect(effects).toEqual(['round 0 of 0', 'timeout propose 0']);
});

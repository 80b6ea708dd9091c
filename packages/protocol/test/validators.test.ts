import { InvariantError } from '@mingjing/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isName,
  isOneCorrect,
  isQuorum,
  isRegion,
  isSubject,
  positionOf,
  powerByOrganisation,
  proposerOf,
  totalPower,
  VALIDATORS_MAX,
  validatorAt,
  validatorSetFault,
} from '../src/index.ts';
import { bytes } from './sample.ts';

/** Powers by organisation, one validator each; an organisation may appear more than once. */
function setOf(...seats: [organisation: string, power: number][]) {
  const validators = seats.map(([organisation, power], index) => {
    return { nodeId: `node-${index}`, organisation, voteKey: bytes(32, index), power };
  });
  return { validators };
}
const even = setOf(['a', 1], ['b', 1], ['c', 1], ['d', 1]);

describe('validatorSetFault', () => {
  const table: [string, ReturnType<typeof setOf>, string | undefined][] = [
    ['four equal organisations', even, undefined],
    ['none', setOf(), 'empty'],
    ['one', setOf(['a', 1]), 'organisation-third'],
    ['three equal organisations', setOf(['a', 1], ['b', 1], ['c', 1]), 'organisation-third'],
    ['exactly a third', setOf(['a', 2], ['b', 2], ['c', 1], ['d', 1]), 'organisation-third'],
    ['a little less than a third', setOf(['a', 33], ['b', 33], ['c', 33], ['d', 1]), undefined],
    [
      'a third over two seats',
      setOf(['a', 1], ['a', 1], ['b', 1], ['c', 1], ['d', 1], ['e', 1]),
      'organisation-third',
    ],
    ['two seats below a third', setOf(['a', 1], ['a', 1], ['b', 2], ['c', 2], ['d', 2]), undefined],
    ['power 0', setOf(['a', 1], ['b', 1], ['c', 1], ['d', 1], ['e', 0]), 'power-out-of-range'],
    [
      'power above a million',
      setOf(['a', 1_000_001], ['b', 1_000_000], ['c', 1_000_000], ['d', 1_000_000]),
      'power-out-of-range',
    ],
    ['half a vote', setOf(['a', 1.5], ['b', 1], ['c', 1], ['d', 1]), 'power-out-of-range'],
    [
      'the most',
      setOf(...Array.from({ length: VALIDATORS_MAX }, (_, n) => [`o${n}`, 1] as [string, number])),
      undefined,
    ],
    [
      'one too many',
      setOf(
        ...Array.from({ length: VALIDATORS_MAX + 1 }, (_, n) => [`o${n}`, 1] as [string, number]),
      ),
      'too-many',
    ],
  ];
  it.each(table)('%s', (_, set, fault) => {
    expect(validatorSetFault(set)).toBe(fault);
  });

  it('leaves a quorum without any one organisation: any set it passes', () => {
    const seat = fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      fc.integer({ min: 1, max: 50 }),
    );
    fc.assert(
      fc.property(fc.array(seat, { minLength: 1, maxLength: 12 }), (seats) => {
        const set = setOf(...seats);
        const total = totalPower(set);
        const safe = [...powerByOrganisation(set).values()].every((power) =>
          isQuorum(total - power, total),
        );
        expect(validatorSetFault(set) === undefined).toBe(safe);
      }),
    );
  });
});

describe('quorum', () => {
  it.each([
    [2, 3, false],
    [3, 4, true],
    [66, 99, false],
    [67, 99, true],
    [67, 100, true],
    [66, 100, false],
    [0, 0, false],
  ])('%i of %i: %s', (power, total, expected) => {
    expect(isQuorum(power, total)).toBe(expected);
  });

  it('and one correct: more than a third', () => {
    expect([
      isOneCorrect(1, 3),
      isOneCorrect(2, 4),
      isOneCorrect(1, 4),
      isOneCorrect(34, 100),
    ]).toEqual([false, true, false, true]);
  });
});

describe('positions', () => {
  it('turn by height and round, equally for all', () => {
    expect([1, 2, 3, 4, 5].map((height) => proposerOf(even, height, 0))).toEqual([1, 2, 3, 0, 1]);
    expect(proposerOf(even, 5, 3)).toBe(0);
    expect(() => proposerOf(setOf(), 1, 0)).toThrow(InvariantError);
  });

  it('are found by name and back', () => {
    expect(positionOf(even, 'node-2')).toBe(2);
    expect(positionOf(even, 'node-9')).toBeUndefined();
    expect(validatorAt(even, 3)?.organisation).toBe('d');
    expect(validatorAt(even, 4)).toBeUndefined();
  });
});

describe('identifiers', () => {
  it.each([
    ['ab', true],
    ['a', false],
    ['node-1', true],
    ['a'.repeat(32), true],
    ['a'.repeat(33), false],
    ['1a', false],
    ['-a', false],
    ['Node', false],
    ['a_b', false],
    ['ab\n', false],
    ['名字', false],
  ])('name %j: %s', (text, expected) => {
    expect(isName(text)).toBe(expected);
  });
  it.each([
    ['', true],
    ['a', true],
    ['A/b:c.d_e-9', true],
    ['/a', false],
    ['a b', false],
    ['a'.repeat(64), true],
    ['a'.repeat(65), false],
    ['a\n', false],
  ])('subject %j: %s', (text, expected) => {
    expect(isSubject(text)).toBe(expected);
  });
  it.each([
    ['CN', true],
    ['CN-11', true],
    ['cn', false],
    ['CN-', false],
    ['CN-1234567', false],
    ['CN-11\n', false],
  ])('region %j: %s', (text, expected) => {
    expect(isRegion(text)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { Turns } from '../src/consensus/turns.ts';

describe('the wait for a proposer', () => {
  it('is a quarter after a failed turn and an eighth after more, of that proposer alone', () => {
    const turns = new Turns();
    const shares = Array.from({ length: 4 }, () => {
      turns.failed('gone');
      return turns.share('gone');
    });
    expect(shares).toEqual([1 / 4, 1 / 8, 1 / 8, 1 / 8]);
    expect(turns.share('other')).toBe(1);
  });

  it.each([
    ['a turn that decided', 'succeeded'],
    ['a block that was valid and only late', 'late'],
  ] as const)('is whole again after %s', (_, how) => {
    const turns = new Turns();
    for (let count = 0; count < 5; count += 1) turns.failed('back');
    turns[how]('back');
    expect(turns.share('back')).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { Turns } from '../src/consensus/turns.ts';

describe('the wait for a proposer', () => {
  it('is halved by each failed turn, down to an eighth', () => {
    const turns = new Turns();
    const shares = Array.from({ length: 5 }, () => {
      turns.failed('gone');
      return turns.share('gone');
    });
    expect(shares).toEqual([1 / 2, 1 / 4, 1 / 8, 1 / 8, 1 / 8]);
    expect(turns.share('other')).toBe(1);
  });

  it('is whole again after one turn that decided', () => {
    const turns = new Turns();
    for (let count = 0; count < 5; count += 1) turns.failed('back');
    turns.succeeded('back');
    expect(turns.share('back')).toBe(1);
  });

  // Each turn of a slow proposer fails and is then found to be only late.
  it('grows for one whose valid blocks come too late', () => {
    const turns = new Turns();
    for (let count = 0; count < 3; count += 1) turns.failed('slow');
    const shares = Array.from({ length: 3 }, () => {
      turns.failed('slow');
      turns.late('slow');
      return turns.share('slow');
    });
    expect(shares).toEqual([1 / 2, 1, 1]);
  });
});

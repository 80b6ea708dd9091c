import { describe, expect, it } from 'vitest';
import { BUDGET_ADDRESSES_MAX, CallBudget } from '../src/http/call-budget.ts';

const limits = { windowMs: 1000, callsOfAddress: 2, callsOfAll: 5000 };

describe('a budget of calls', () => {
  it('is one for each address, and begins anew with the next window', () => {
    const budget = new CallBudget(limits);
    expect([1, 2, 3].map((at) => budget.take('192.0.2.1', at))).toEqual([0, 0, 998]);
    expect(budget.take('192.0.2.2', 3)).toBe(0);
    expect(budget.take('192.0.2.1', 1000)).toBe(1);
    expect(budget.take('192.0.2.1', 1001)).toBe(0);
  });

  it('is one for a network of 64 bits', () => {
    const budget = new CallBudget(limits);
    const ends = ['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8:0:1::1'];
    expect(ends.map((end) => budget.take(end, 0))).toEqual([0, 0, 1000, 0]);
  });

  it('is one for all together', () => {
    const budget = new CallBudget({ ...limits, callsOfAll: 3 });
    const taken = [1, 2, 3, 4].map((end) => budget.take(`192.0.2.${end}`, 0));
    expect(taken).toEqual([0, 0, 0, 1000]);
  });

  it('remembers so many addresses; all further ones count as one', () => {
    const budget = new CallBudget(limits);
    const address = (n: number) => `198.51.${n >> 8}.${n & 255}`;
    for (let n = 0; n < BUDGET_ADDRESSES_MAX; n += 1) expect(budget.take(address(n), 0)).toBe(0);
    const further = [1, 2, 3].map((n) => budget.take(`203.0.113.${n}`, 0));
    expect(further).toEqual([0, 0, 1000]);
    expect(budget.take(address(7), 0)).toBe(0);
  });

  it('goes on when its clock was set back', () => {
    const budget = new CallBudget(limits);
    expect([budget.take('a', 5000), budget.take('a', 5000), budget.take('a', 10)]).toEqual([
      0, 0, 0,
    ]);
  });
});

import { expect, test } from 'vitest';
import { MESSAGES_BURST_MAX, MESSAGES_PER_SECOND_MAX } from '../src/limits.ts';
import { MessageBudget } from '../src/message-budget.ts';
import { ManualClock } from './manual-clock.ts';

function taken(budget: MessageBudget): number {
  let count = 0;
  while (budget.take()) count += 1;
  return count;
}

test('a burst is taken, then what each second earns, and no more than a burst is saved up', () => {
  const clock = new ManualClock();
  const budget = new MessageBudget(clock);
  expect(taken(budget)).toBe(MESSAGES_BURST_MAX);
  clock.advance(1000);
  expect(taken(budget)).toBe(MESSAGES_PER_SECOND_MAX);
  clock.advance(3_600_000);
  expect(taken(budget)).toBe(MESSAGES_BURST_MAX);
});

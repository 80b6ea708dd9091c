import { expect, test } from 'vitest';
import { Closers } from '../src/open-parts.ts';

function closersOf(outcomes: readonly (Error | undefined)[]) {
  const closers = new Closers();
  const closed: number[] = [];
  for (const [at, failure] of outcomes.entries()) {
    closers.add(async () => {
      closed.push(at);
      if (failure !== undefined) throw failure;
    });
  }
  return { closers, closed };
}

test('parts are closed last opened first, and once', async () => {
  const { closers, closed } = closersOf([undefined, undefined]);
  await closers.closeAll();
  await closers.closeAll();
  expect(closed).toEqual([1, 0]);
});

test('a part that does not close is told, after all the others are closed', async () => {
  const failure = new Error('stuck');
  const one = closersOf([undefined, failure, undefined]);
  await expect(one.closers.closeAll()).rejects.toBe(failure);
  expect(one.closed).toEqual([2, 1, 0]);
  const two = closersOf([failure, failure]);
  await expect(two.closers.closeAll()).rejects.toMatchObject({ errors: [failure, failure] });
});

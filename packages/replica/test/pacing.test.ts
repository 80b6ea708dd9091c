import { expect, test } from 'vitest';
import { Pacing } from '../src/consensus/pacing.ts';

const BLOCK_INTERVAL_MS = 60;
const EMPTY_BLOCK_MS = 10_000;

/** A clock that stands, and tells what was planned. */
function standing() {
  let now = 1000;
  let planned: { dueAt: number; task: () => void } | undefined;
  const pool = { hasWork: true };
  let starts = 0;
  const clock = {
    now: () => now,
    schedule: (delayMs: number, task: () => void) => {
      planned = { dueAt: now + delayMs, task };
      return () => {
        planned = undefined;
      };
    },
  };
  const state = {
    parameters: { blockIntervalMs: BLOCK_INTERVAL_MS, emptyBlockMs: EMPTY_BLOCK_MS },
  };
  const parts = { chain: { state }, pool, ports: { clock } };
  const pacing = new Pacing(parts as unknown as ConstructorParameters<typeof Pacing>[0], () => {
    starts += 1;
  });
  return {
    pacing,
    pool,
    starts: () => starts,
    /** How long after now the height starts. */
    waitMs: () => planned && planned.dueAt - now,
    pass: (ms: number) => {
      now += ms;
      if (planned !== undefined && planned.dueAt <= now) planned.task();
    },
  };
}

const waits: readonly (readonly [
  title: string,
  of: Parameters<typeof heightWith>[0],
  ms: number,
])[] = [
  ['after a small block', { transactions: 1, agreedInMs: 20, hasWork: true }, 15],
  ['after a small block that took long', { transactions: 15, agreedInMs: 500, hasWork: true }, 15],
  ['after a full block agreed on at once', { transactions: 16, agreedInMs: 20, hasWork: true }, 60],
  ['as long as the last took', { transactions: 3000, agreedInMs: 110, hasWork: true }, 110],
  ['three intervals at most', { transactions: 3000, agreedInMs: 900, hasWork: true }, 180],
  ['nothing to do', { transactions: 3000, agreedInMs: 900, hasWork: false }, EMPTY_BLOCK_MS],
];

function heightWith(of: { transactions: number; agreedInMs: number; hasWork: boolean }) {
  const world = standing();
  world.pacing.newHeight(0);
  world.pass(15);
  expect(world.starts()).toBe(1);
  world.pass(of.agreedInMs);
  world.pool.hasWork = of.hasWork;
  world.pacing.newHeight(of.transactions);
  return world;
}

test.each(waits)('the next height waits: %s', (_title, of, ms) => {
  expect(heightWith(of).waitMs()).toBe(ms);
});

test('a height that another validator started counts as agreed on at once', () => {
  const world = standing();
  world.pacing.newHeight(0);
  world.pass(5);
  world.pacing.newHeight(3000);
  expect(world.waitMs()).toBe(BLOCK_INTERVAL_MS);
});

test('work that comes to an idle chain starts the height, once', () => {
  const world = heightWith({ transactions: 0, agreedInMs: 5, hasWork: false });
  world.pass(400);
  world.pool.hasWork = true;
  world.pacing.poolChanged();
  expect(world.waitMs()).toBe(0);
  world.pass(0);
  world.pacing.poolChanged();
  expect(world.starts()).toBe(2);
});

import { beforeEach, describe, expect, test } from 'vitest';
import { Dialler } from '../src/dialler.ts';
import { REDIAL_FIRST_MS, REDIAL_MAX_MS } from '../src/limits.ts';
import { ManualClock, turn } from './manual-clock.ts';

const SECOND_DELAY_MS = 3000;
let clock: ManualClock;
let dialled: [at: number, nodeId: string][];
let linked: Set<string>;
let outcome: (signal: AbortSignal) => Promise<void>;

beforeEach(() => {
  clock = new ManualClock();
  dialled = [];
  linked = new Set();
  outcome = () => Promise.reject(new Error('refused'));
});

/** `chance` is the byte the random port repeats: 0 gives the shortest delays, 255 the longest. */
function newDialler(nodeId: string, targets: string[], chance = 0): Dialler {
  return new Dialler(
    { nodeId, targets, secondDelayMs: SECOND_DELAY_MS },
    {
      clock,
      random: { bytes: (count) => new Uint8Array(count).fill(chance) },
      dial: (target, signal) => {
        dialled.push([clock.now(), target]);
        return outcome(signal);
      },
      isWanted: (target) => !linked.has(target),
      onFailed: () => {},
    },
  );
}

/** Ms by ms; what an attempt led to is seen before the next one. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed++) {
    const before = dialled.length;
    clock.advance(1);
    if (dialled.length > before) await turn();
  }
}

describe('Dialler', () => {
  test('the smaller id dials at once, the larger one later, nobody itself', async () => {
    newDialler('node-b', ['node-a', 'node-b', 'node-c']).refresh();
    clock.advance(0);
    expect(dialled).toEqual([[0, 'node-c']]);
    linked.add('node-c');
    await pass(SECOND_DELAY_MS);
    expect(dialled.at(-1)).toEqual([SECOND_DELAY_MS, 'node-a']);
  });

  test.each([
    [0, 0.5],
    [255, 1],
  ])('redials back off to the cap (chance %i)', async (chance, share) => {
    newDialler('node-a', ['node-b'], chance).refresh();
    await pass(60_000);
    const gaps = dialled.slice(1).map(([at], index) => at - (dialled[index]?.[0] ?? 0));
    for (const [index, gap] of gaps.entries()) {
      const full = Math.min(REDIAL_MAX_MS, REDIAL_FIRST_MS * 2 ** index);
      expect(Math.abs(gap - share * full)).toBeLessThanOrEqual(1);
    }
    expect(gaps.length).toBeGreaterThan(8);
  });

  test('a connection the peer made ends our attempt and all timers', async () => {
    let aborted = false;
    outcome = (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('aborted'));
        });
      });
    const dialler = newDialler('node-a', ['node-b']);
    dialler.refresh();
    clock.advance(0);
    linked.add('node-b');
    dialler.linked('node-b', false);
    await turn();
    expect(aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });

  test('after a good connection the redial is immediate, after a bad one it waits', async () => {
    outcome = async () => {
      linked.add('node-b');
    };
    const dialler = newDialler('node-a', ['node-b']);
    dialler.refresh();
    await pass(50);
    linked.clear();
    dialler.unlinked('node-b', true);
    clock.advance(0);
    await turn();
    expect(dialled.length).toBe(2);
    linked.clear();
    dialler.unlinked('node-b', false);
    clock.advance(0);
    expect(dialled.length).toBe(2);
    await pass(REDIAL_FIRST_MS);
    expect(dialled.length).toBe(3);
  });

  test('stopped: no dial and no timer', async () => {
    const dialler = newDialler('node-a', ['node-b']);
    dialler.refresh();
    dialler.stop();
    await pass(1000);
    expect(dialled).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

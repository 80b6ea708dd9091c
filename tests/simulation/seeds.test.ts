import { type SimulationResult, simulate } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';

const SEEDS = Array.from({ length: 24 }, (_, index) => index + 1);
// What is drawn leaves out the worst together: here it is asked for.
const hostile = {
  loss: 0.25,
  crash: 0.004,
  crashOfAll: 0.002,
  downMsMax: 400,
  forceMsMax: 20,
  unforcedSurvival: 0.5,
};

function summary({ seed, violation }: SimulationResult) {
  return { seed, violation };
}

describe('production replicas under drawn faults', () => {
  it.each(SEEDS)('seed %i breaks no rule', async (seed) => {
    const result = await simulate({ seed });
    expect(summary(result)).toEqual({ seed, violation: undefined });
    expect(result.height).toBeGreaterThanOrEqual(4);
    expect(result.acknowledged).toBeGreaterThan(0);
  });

  it.each([101, 102, 103, 104, 105, 180])(
    'seed %i breaks no rule under everything at once',
    async (seed) => {
      const result = await simulate({ seed, faults: hostile });
      expect(summary(result)).toEqual({ seed, violation: undefined });
      expect(Object.keys(result.faults)).toEqual(expect.arrayContaining(['loss', 'crash']));
    },
  );

  it('a block that all who told of it had when they crashed counts as theirs', async () => {
    const result = await simulate({ seed: 13_878 });
    expect(summary(result)).toEqual({ seed: 13_878, violation: undefined });
  });

  it('evidence has time again once a chain that stood still goes on', async () => {
    const result = await simulate({ seed: 47_120 });
    expect(summary(result)).toEqual({ seed: 47_120, violation: undefined });
  });

  it('a log that lost its end to a turned bit binds its node to no forgotten lock', async () => {
    const result = await simulate({ seed: 54_918 });
    expect(summary(result)).toEqual({ seed: 54_918, violation: undefined });
  });

  it('holds with real Ed25519 signatures', async () => {
    const result = await simulate({ seed: 3, signatures: 'ed25519' });
    expect(summary(result)).toEqual({ seed: 3, violation: undefined });
  });
});

describe('a seed is one run', () => {
  it.each([2, 16])('seed %i gives the same trace twice', async (seed) => {
    const [first, second] = [await simulate({ seed }), await simulate({ seed })];
    expect(second).toEqual(first);
    expect(first.trace).toMatch(/^[0-9a-f]{64}$/);
  });

  it('another seed is another run', async () => {
    const [first, second] = [await simulate({ seed: 5 }), await simulate({ seed: 6 })];
    expect(second.trace).not.toBe(first.trace);
  });
});

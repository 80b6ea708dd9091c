import { describe, expect, test } from 'vitest';
import { seededRandom } from '../processes/seeded-random.ts';
import { loadCorpus } from './corpus.ts';
import { type Finding, Fuzzer, type Target } from './fuzzer.ts';
import { mutated } from './mutations.ts';
import { TARGETS } from './targets.ts';

// The short form of `npm run campaign -- fuzz`: the corpus, and some hundred inputs more.
const SEED = 7;
const SLOW = /^(node-|execution|genesis-|codec-Genesis)/;

function textOf({ target, input, error }: Finding): string {
  return `${target} ${Buffer.from(input).toString('hex')}\n${error}`;
}

describe('no decoder breaks', () => {
  test.each(TARGETS.map((target) => [target.name, target] as const))('%s', async (name, target) => {
    const corpus = loadCorpus(name);
    const fuzzer = new Fuzzer(
      target,
      seededRandom(SEED),
      corpus.map(({ input }) => input),
    );
    await fuzzer.replay();
    await fuzzer.search(SLOW.test(name) ? 32 : 128);
    expect(fuzzer.findings.map(textOf)).toEqual([]);
    expect(fuzzer.executions).toBeGreaterThan(32);
  });

  test('the targets have names of their own', () => {
    expect(new Set(TARGETS.map(({ name }) => name)).size).toBe(TARGETS.length);
  });
});

describe('the search itself', () => {
  const planted: Target = {
    name: 'planted',
    seeds: () => [Uint8Array.from([0x0a, 0x03, 1, 2, 3])],
    run(input) {
      if (input[0] !== 0x0a) return 'other';
      if ((input[1] ?? 0) > 0x7f) throw new Error('a length that lies');
      return 'accepted';
    },
  };

  test('finds what is planted, and keeps the input', async () => {
    const fuzzer = new Fuzzer(planted, seededRandom(SEED));
    await fuzzer.search(1000);
    const [found] = fuzzer.findings;
    expect(found?.error).toContain('a length that lies');
    await expect(async () => planted.run(found?.input as Uint8Array)).rejects.toThrow('lies');
    expect(fuzzer.outcomes.size).toBeGreaterThan(2);
  });

  test('takes a refusal without a reason for a finding', async () => {
    const fuzzer = new Fuzzer({ ...planted, run: () => 'Error: what?' }, seededRandom(SEED));
    await fuzzer.feed(new Uint8Array(1));
    expect(fuzzer.findings[0]?.error).toContain('without a typed reason');
  });

  test('draws the same inputs from the same seed', () => {
    const inputs = () => {
      const draw = seededRandom(SEED);
      const [seed = new Uint8Array(0)] = planted.seeds(draw);
      return Array.from({ length: 50 }, () => mutated(seed, seed, draw));
    };
    expect(inputs()).toEqual(inputs());
    expect(new Set(inputs().map(String)).size).toBeGreaterThan(25);
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DelayLine } from '../../scripts/campaigns/hosts/delay-line.ts';
import { drawStep, type Step } from '../../scripts/campaigns/hosts/steps.ts';
import {
  clearWeather,
  rateArguments,
  weatherArguments,
} from '../../scripts/campaigns/hosts/weather.ts';

const NAMES = ['jia-validator', 'yi-validator', 'bing-validator', 'ding-validator', 'supervision'];

describe('the weather of a host', () => {
  test('is said to the kernel in full where it has netem', () => {
    const weather = { delayMs: 20, jitterMs: 5, lossPercent: 1.5, rateMbit: 50 };
    expect(weatherArguments(weather).join(' ')).toBe(
      'netem limit 20000 delay 20ms 5ms loss 1.5% rate 50mbit',
    );
    expect(rateArguments(weather).join(' ')).toBe('tbf rate 50mbit burst 128kb latency 400ms');
  });

  test('is nothing to the kernel when it is clear', () => {
    expect([weatherArguments(clearWeather), rateArguments(clearWeather)]).toEqual([[], []]);
  });
});

describe('a delay line', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('gives everything out in order, each piece after its delay', async () => {
    let delayMs = 20;
    const line = new DelayLine(() => ({ delayMs, jitterMs: 0 }));
    const out: string[] = [];
    line.on('data', (piece: Buffer) => out.push(piece.toString()));
    line.write('slow');
    // A later piece with less of a delay does not overtake.
    delayMs = 1;
    line.write('quick');
    await vi.advanceTimersByTimeAsync(19);
    expect(out).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(out.join(' ')).toBe('slow quick');
  });
});

describe('the steps of a seed', () => {
  const drawn = (seed: number) =>
    Array.from({ length: 70 }, (_, at) => drawStep(NAMES, seed, at + 1));

  test('are the same each time, and others for another seed', () => {
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });

  test('bring every trouble round, for every host, and the long ones among them', () => {
    const steps = drawn(1);
    const kinds = new Set(steps.map(({ trouble }) => trouble.kind));
    expect(kinds.size).toBe(7);
    const named = steps.flatMap(({ trouble }) => ('name' in trouble ? [trouble.name] : []));
    expect(new Set(named)).toEqual(new Set(NAMES));
    expect(steps.some(({ isLong }) => isLong)).toBe(true);
  });

  test('halve the validators two and two', () => {
    const halves = drawn(1).flatMap(({ trouble }: Step) =>
      trouble.kind === 'halves' ? [trouble.half] : [],
    );
    const voters = halves.map((half) => half.filter((name) => name !== 'supervision').length);
    expect(voters.length).toBeGreaterThan(0);
    expect(new Set(voters)).toEqual(new Set([2]));
  });
});

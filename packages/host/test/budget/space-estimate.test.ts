import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateSpace, type HeldFile, type SpaceFacts } from '../../src/budget/space-estimate.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const NOW = 400 * DAY;

const segment = (bytes: number, at = NOW): HeldFile => ({ bytes, at, isSegment: true });
const other = (bytes: number): HeldFile => ({ bytes, at: NOW, isSegment: false });

/** Ten days of 100 MiB each on a large disk, without a budget. */
function facts(part: Partial<SpaceFacts> = {}): SpaceFacts {
  return {
    ...{ now: NOW, firstTime: NOW - 10 * DAY, freeBytes: 1000 * GIB, earlier: [] },
    files: Array.from({ length: 10 }, (_, i) => segment(100 * MIB, NOW - (i + 0.5) * DAY)),
    ...{ budgetBytes: undefined, reserveBytes: 0, warnDays: 30 },
    ...part,
  };
}

describe('what is left', () => {
  test.each<[string, Partial<SpaceFacts>, object]>([
    ['a disk for years', {}, { level: 'ample', reason: 'none', limit: 'disk', daysLeft: 10_240 }],
    ['a disk for a month less a day', { freeBytes: 2900 * MIB }, { level: 'low', daysLeft: 29 }],
    [
      'a disk that lasts a month, but not the period',
      { freeBytes: 3100 * MIB },
      { level: 'low', reason: 'period', daysLeft: 31, neededBytes: 18_400 * MIB },
    ],
    ['less than a day', { freeBytes: 99 * MIB }, { level: 'critical', reason: 'days' }],
    ['hardly any byte', { freeBytes: 63 * MIB }, { level: 'critical', reason: 'room' }],
    ['no byte', { freeBytes: 0 }, { level: 'critical', roomBytes: 0, daysLeft: 0 }],
    [
      'a budget that ends before the disk',
      { budgetBytes: 3000 * MIB },
      { level: 'low', reason: 'days', limit: 'budget', roomBytes: 2000 * MIB, daysLeft: 20 },
    ],
    [
      'a budget of which something is kept back',
      { budgetBytes: 2000 * MIB, reserveBytes: 900 * MIB },
      { roomBytes: 100 * MIB, daysLeft: 1, level: 'low' },
    ],
    [
      'a budget below what is there',
      { budgetBytes: 900 * MIB },
      { level: 'critical', reason: 'room', limit: 'budget', roomBytes: 0, daysLeft: 0 },
    ],
    [
      'a budget beyond what the disk has',
      { budgetBytes: 2000 * GIB, freeBytes: 20 * GIB },
      { limit: 'disk', roomBytes: 20 * GIB },
    ],
    [
      'a disk that something else fills',
      { freeBytes: 100 * GIB, earlier: [{ at: NOW - 2 * DAY, bytes: 120 * GIB }] },
      { level: 'low', reason: 'days', daysLeft: 10, growthPerDay: 10 * GIB },
    ],
    [
      'a disk that was cleared since',
      { freeBytes: 100 * GIB, earlier: [{ at: NOW - 2 * DAY, bytes: 20 * GIB }] },
      { growthPerDay: 100 * MIB, daysLeft: 1024 },
    ],
    [
      'a budget on a disk that something else fills',
      {
        ...{ budgetBytes: 100 * GIB, freeBytes: 1000 * GIB },
        earlier: [{ at: NOW - 2 * DAY, bytes: 1001 * GIB }],
      },
      { level: 'ample', limit: 'budget', growthPerDay: 100 * MIB },
    ],
    [
      'a service of half an hour',
      { firstTime: NOW - HOUR / 2 },
      { level: 'unknown', daysLeft: undefined, growthPerDay: undefined, neededBytes: undefined },
    ],
    ['nothing written at all', { files: [], firstTime: undefined }, { level: 'unknown' }],
    [
      'hardly any byte for a service of half an hour',
      { firstTime: NOW - HOUR / 2, freeBytes: MIB },
      { level: 'critical', reason: 'room', daysLeft: undefined },
    ],
  ])('%s', (_, part, expected) => {
    expect(estimateSpace(facts(part))).toMatchObject(expected);
  });

  test.each<[string, Partial<SpaceFacts>, number]>([
    ['all of a young service', { firstTime: NOW - DAY, files: [segment(MIB), other(MIB)] }, 2],
    ['the last days of an old one', { files: [segment(7 * MIB), segment(GIB, NOW - 9 * DAY)] }, 1],
    [
      'stubs and hashes in proportion to the bodies',
      { files: [segment(7 * MIB), segment(7 * MIB, NOW - 9 * DAY), other(28 * MIB)] },
      3,
    ],
  ])('the rate is that of %s', (_, part, mibPerDay) => {
    const { growthPerDay } = estimateSpace(facts(part));
    expect(growthPerDay).toBe(mibPerDay * MIB);
  });

  test('a period that has run needs what it takes again at the rate of now', () => {
    const files = [segment(700 * MIB), segment(GIB, NOW - 300 * DAY)];
    const { neededBytes } = estimateSpace(facts({ files, firstTime: NOW - 300 * DAY }));
    expect(neededBytes).toBe(184 * 100 * MIB);
  });

  test('more room is never a worse level, and no figure is negative', () => {
    const order = ['critical', 'low', 'ample'];
    const bytes = fc.integer({ min: 0, max: 2000 * GIB });
    fc.assert(
      fc.property(bytes, bytes, bytes, (free, more, budgetBytes) => {
        const less = estimateSpace(facts({ freeBytes: free, budgetBytes }));
        const greater = estimateSpace(facts({ freeBytes: free + more, budgetBytes }));
        expect(order.indexOf(greater.level)).toBeGreaterThanOrEqual(order.indexOf(less.level));
        for (const { daysLeft, roomBytes } of [less, greater]) {
          expect(daysLeft).toBeGreaterThanOrEqual(0);
          expect(roomBytes).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

// The axis of the last day: times are arguments, so a table of steps is all that is needed.
import { describe, expect, it } from 'vitest';
import { BUCKET_MS, BUCKETS, DAY_KINDS, DayAxis } from '../src/day/day-axis.ts';

/** 2026-11-26 01:07 in Shanghai. */
const NOW = Date.UTC(2026, 10, 25, 17, 7);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const sum = (counts: readonly (number | null)[]) =>
  counts.reduce<number>((total, each) => total + (each ?? 0), 0);

/** An axis on which all of the past is known. */
function knownAxis(): DayAxis {
  const axis = new DayAxis(NOW);
  for (const kind of DAY_KINDS) axis.knownSince(kind, 0);
  return axis;
}

describe('the axis of the last day', () => {
  it('has a number for each quarter of an hour, the last one begun', () => {
    const axis = knownAxis();
    axis.add('blocks', NOW);
    axis.add('records', NOW, 7);
    const { from, bucket_ms: bucket, counts } = axis.view(NOW);
    expect(counts.blocks).toHaveLength(BUCKETS);
    expect(counts.blocks.at(-1)).toBe(1);
    expect(counts.records.at(-1)).toBe(7);
    expect(from + (BUCKETS - 1) * bucket).toBe(NOW - (NOW % BUCKET_MS));
  });

  it('forgets what is older than a day', () => {
    const axis = knownAxis();
    axis.add('alarms', NOW - DAY);
    axis.add('alarms', NOW - DAY - BUCKET_MS);
    expect(sum(axis.view(NOW).counts.alarms)).toBe(1);
    expect(sum(axis.view(NOW + DAY).counts.alarms)).toBe(0);
  });

  it('says where it does not know yet, and never that there was nothing', () => {
    const axis = new DayAxis(NOW);
    axis.add('reads', NOW + MINUTE);
    expect(axis.view(NOW + MINUTE).counts.reads[0]).toBeNull();
    expect(axis.view(NOW + MINUTE).counts.reads.at(-1)).toBe(1);
    expect(axis.view(NOW + MINUTE).today.reads).toBeNull();
    axis.knownSince('reads', NOW - 60 * MINUTE);
    expect(axis.view(NOW).counts.reads.filter((each) => each === null)).toHaveLength(BUCKETS - 4);
    axis.knownSince('reads', 0);
    expect(axis.view(NOW).counts.reads).not.toContain(null);
    // What is known stays known.
    axis.knownSince('reads', NOW);
    expect(axis.view(NOW).counts.reads).not.toContain(null);
  });

  it('counts the civil day of Shanghai, whatever day it is in UTC', () => {
    const axis = knownAxis();
    axis.add('reads', NOW);
    axis.add('reads', NOW - 66 * MINUTE);
    axis.add('reads', NOW - 68 * MINUTE);
    const { today } = axis.view(NOW);
    expect(new Date(today.from).toISOString()).toBe('2026-11-25T16:00:00.000Z');
    expect(today.reads).toBe(2);
  });

  it('counts the orders that the reads of a day carried out, each once', () => {
    const axis = new DayAxis(NOW);
    for (const order of ['ab', 'ab', 'cd', '']) axis.addRead(NOW, order);
    axis.addRead(NOW - 68 * MINUTE, 'ab');
    axis.addRead(NOW - 68 * MINUTE, 'ef');
    // Nobody says how many while reads of earlier runs are still counted.
    expect(axis.view(NOW).today).toMatchObject({ reads: null, orders: null });
    axis.knownSince('reads', 0);
    expect(axis.view(NOW).today).toMatchObject({ reads: 4, orders: 2 });
    expect(axis.view(NOW + DAY).today).toMatchObject({ reads: 0, orders: 0 });
    for (let order = 0; order < 510; order += 1) axis.addRead(NOW + order, `order-${order}`);
    expect(axis.view(NOW).today.orders).toBe(500);
  });

  it('holds no more than two days, however long it runs', () => {
    const axis = knownAxis();
    for (let step = 0; step < 5 * BUCKETS; step += 1) axis.add('blocks', NOW + step * BUCKET_MS);
    const end = NOW + (5 * BUCKETS - 1) * BUCKET_MS;
    expect(sum(axis.view(end).counts.blocks)).toBe(BUCKETS);
    expect(sum(axis.view(NOW + BUCKET_MS).counts.blocks)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { counted, dayOf, NO_READS } from '../src/desk/accountability/day-counts.ts';
import type { ReadEntry } from '../src/desk/accountability/read-entry.ts';

const read = (parts: Partial<ReadEntry>): ReadEntry => ({
  ...{ index: 0, time: 0, event: 'record-read', actor: 'li', purpose: 'case', order: '' },
  ...{ object: '', ...parts },
});

describe('reads of a day', () => {
  it('are counted in all, by purpose, by officer and by order', () => {
    const all = [read({}), read({ actor: 'wang', purpose: 'access-order', order: 'ab' }), read({})];
    expect(all.reduce(counted, NO_READS)).toEqual({
      reads: 3,
      byPurpose: { case: 2, 'access-order': 1 },
      byOfficer: { li: 2, wang: 1 },
      byOrder: { ab: 1 },
    });
  });

  it('are numbers for an officer called as what every object has', () => {
    const named = ['constructor', 'valueOf'].map((actor) => read({ actor }));
    const { byOfficer } = named.reduce(counted, NO_READS);
    expect(byOfficer).toEqual({ constructor: 1, valueOf: 1 });
  });

  it('are all counted beyond 500 officers, those as one', () => {
    const many = Array.from({ length: 503 }, (_, n) => read({ actor: `officer-${n}` }));
    const { byOfficer, reads } = many.reduce(counted, NO_READS);
    expect(reads).toBe(503);
    expect(byOfficer).toMatchObject({ 'officer-499': 1, others: 3 });
    expect(byOfficer).not.toHaveProperty('officer-500');
  });

  it('belong to the day in Shanghai', () => {
    const [last, next] = [Date.UTC(2026, 1, 14, 15, 59, 59), Date.UTC(2026, 1, 14, 16)];
    expect([last, next].map(dayOf)).toEqual(['2026-02-14', '2026-02-15']);
  });
});

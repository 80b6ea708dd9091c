// Where a drill of officers' orders goes on, by what the node says of it.
import { describe, expect, it } from 'vitest';
import type { DrillLine } from '../../node/console/src/rooms/inspection/drills/drill-line.ts';
import { nextAct } from '../../node/console/src/rooms/inspection/drills/next-act.ts';

describe('a drill goes on', () => {
  const of = { user: 'user-1', record: 'ab'.repeat(36), name: 'drill-1' };
  const at = (drill: string, step: string, state: 'next' | 'failed' = 'next'): DrillLine => ({
    ...{ drill, reference: 'r', lift: 'l', record: null, whole: false, began_at: 1 },
    steps: [
      { step: 'marked', state: 'done', by: null, height: null, receipts: null },
      { step: 'carried-out', state: 'waiting', by: null, height: null, receipts: null },
      { step, state, by: null, height: null, receipts: null },
    ],
  });
  it.each([
    [at('freeze', 'ordered'), 'content/orders/new', { kind: 'freeze', user: 'user-1' }],
    [at('takedown', 'ordered'), 'content/orders/new', { kind: 'takedown', record: of.record }],
    [at('freeze', 'approved'), 'content/orders/r/approve', {}],
    [at('freeze', 'approved', 'failed'), 'content/orders/new', { kind: 'freeze' }],
    [at('limit', 'lift-ordered'), 'content/orders/new', { kind: 'lift', order: 'r' }],
    [at('limit', 'lifted'), 'content/orders/l/approve', {}],
    [at('sanction-limit', 'imposed'), 'users/user-1/sanction', { grade: 'limit' }],
    [at('sanction-limit', 'lifted'), 'users/user-1/lift/r', {}],
    [at('sanction-close', 'confirmed'), 'users/user-1/confirm/r', {}],
    [at('sanction-close', 'confirmed', 'failed'), 'users/user-1/sanction', { grade: 'close' }],
  ])('case %#', (drill, path, params) => {
    expect(nextAct(drill, of)).toMatchObject({ path, params });
  });

  it('and not before there is a subject', () => {
    expect(nextAct(at('freeze', 'marked'), of)).toBeUndefined();
  });
});

import { OrderStatus } from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { tombstones } from '../src/index.ts';
import { ORDERS_WAITING_MAX } from '../src/modules/moderation/agenda.ts';
import { bytes } from './chain.ts';
import { HOUR, ModeratedChain, orderOf } from './moderated.ts';

describe("an enterprise's order", () => {
  it('has no effect before its security administrator approved it', () => {
    const chain = new ModeratedChain();
    const { id } = chain.freeze('desk-a', 'alice');
    expect(chain.status(id)).toBe(OrderStatus.proposed);
    expect(chain.publishes('alice')).toBe('done');
    expect(chain.approve('security-a', id)).toBe('done');
    expect(chain.state.registry.get('order', id)).toMatchObject({
      ...{ officer: 'desk-a', approvedBy: 'security-a', organisation: 'org-a' },
      ...{ approvedHeight: chain.state.height, effectiveHeight: chain.state.height + 1 },
    });
    expect(chain.publishes('alice')).toBe('userFrozen');
    const undo = chain.lift('duty-a', id);
    expect(chain.publishes('alice')).toBe('userFrozen');
    expect(chain.approve('security-a', undo.id)).toBe('done');
    expect(chain.publishes('alice')).toBe('done');
  });

  test.each([
    ['its proposer', 'desk-a', 'signerNotPermitted'],
    ['another reviewer role', 'duty-a', 'signerNotPermitted'],
    ['the system administrator', 'system-a', 'signerNotPermitted'],
    ['an inspector', 'inspector-all', 'signerNotPermitted'],
    ['the security administrator of another house', 'security-b', 'outOfScope'],
    ['a user', 'bob', 'signerNotPermitted'],
  ])('is not approved by %s', (_, signer, code) => {
    const chain = new ModeratedChain();
    const { id } = chain.order('duty-a', { recordId: chain.recordId });
    expect(chain.approve(signer, id)).toBe(code);
    expect(chain.status(id)).toBe(OrderStatus.proposed);
    expect(tombstones(chain.state.registry)).toHaveLength(0);
  });

  it('is approved once, and only what waits for it', () => {
    const chain = new ModeratedChain();
    const { id } = chain.order('duty-a', { recordId: chain.recordId });
    expect(chain.approve('security-a', bytes(32, 9))).toBe('orderUnknown');
    expect(chain.approve('security-a', id)).toBe('done');
    expect(chain.approve('security-a', id)).toBe('orderClosed');
    expect(tombstones(chain.state.registry)).toHaveLength(2);
  });

  it('lapses at its deadline', () => {
    const chain = new ModeratedChain();
    const deadline = chain.state.time + HOUR;
    const { id } = chain.order('duty-a', { recordId: chain.recordId, deadline });
    expect(chain.approve('security-a', id, deadline)).toBe('orderClosed');
    expect([chain.status(id), chain.waiting()]).toEqual([OrderStatus.lapsed, 0]);
  });

  it('is not approved once its proposer is out of office', () => {
    const chain = new ModeratedChain();
    const { id } = chain.order('duty-a', { recordId: chain.recordId });
    const { registry } = chain.state;
    const officer = registry.get('officer', 'duty-a');
    registry.entries('officer').set('duty-a', { ...officer, revokedHeight: 1 });
    expect(chain.approve('security-a', id)).toBe('orderClosed');
  });

  it("is bounded while it waits, and no other house's order is kept out by that", () => {
    const chain = new ModeratedChain();
    const { recordId } = chain;
    const acts = Array.from({ length: ORDERS_WAITING_MAX + 1 }, () =>
      chain.sign('duty-a', { moderationOrder: orderOf(chain, { recordId }) }),
    );
    const { results } = chain.block(acts);
    expect(results.filter((code) => code === 0)).toHaveLength(ORDERS_WAITING_MAX);
    expect(results.at(-1)).toBe(48);
    expect(chain.order('inspector-all', { recordId }).code).toBe('done');
  });
});

const step = fc.oneof(
  fc.record({
    type: fc.constant('freeze' as const),
    by: fc.constantFrom('inspector-all', 'inspector-city', 'duty-a', 'desk-b'),
    user: fc.constantFrom('alice', 'tess'),
    ahead: fc.nat({ max: 3 }),
    lasts: fc.integer({ min: 1500, max: 9500 }),
  }),
  fc.record({ type: fc.constant('approve' as const), nth: fc.nat({ max: 9 }) }),
  fc.record({ type: fc.constant('lift' as const), nth: fc.nat({ max: 9 }) }),
  fc.record({
    type: fc.constant('publish' as const),
    user: fc.constantFrom('alice', 'tess', 'bob'),
  }),
);

/** A freeze as this test keeps count of it, with nothing of the module under test. */
interface Kept {
  readonly id: Uint8Array;
  readonly by: string;
  readonly user: string;
  readonly ahead: number;
  readonly until: number;
  from: number;
  liftedFrom: number;
}

/** Every step is a block of its own, a second later; whoever writes is judged by the count. */
class Counted {
  readonly chain = new ModeratedChain();
  readonly kept: Kept[] = [];

  take(act: typeof step extends fc.Arbitrary<infer T> ? T : never): void {
    const { chain, kept } = this;
    if (act.type === 'publish') {
      const expected = this.#isFrozen(act.user) ? 'userFrozen' : 'done';
      expect(chain.publishes(act.user)).toBe(expected);
      return;
    }
    const [height, until] = [chain.state.height + 1, chain.state.time];
    if (act.type === 'freeze') {
      const effectiveHeight = act.ahead === 0 ? 0 : height + act.ahead;
      const expiresAt = until + act.lasts;
      const { id, code } = chain.freeze(act.by, act.user, { effectiveHeight, expiresAt });
      const at = {
        from: this.#isEnough(act.by) ? Math.max(effectiveHeight, height + 1) : Infinity,
      };
      const entry = { ...act, ...at, id, until: expiresAt, liftedFrom: Infinity };
      if (code === 'done') kept.push({ ...entry, ahead: effectiveHeight });
      return;
    }
    const entry = kept[act.nth];
    if (entry === undefined) return;
    if (act.type === 'approve') {
      const house = this.#isEnough(entry.by) ? 'a' : entry.by.slice(-1);
      const code = chain.approve(`security-${house}`, entry.id);
      if (code === 'done') entry.from = Math.max(entry.ahead, height + 1);
    } else if (chain.lift('inspector-all', entry.id).code === 'done') entry.liftedFrom = height + 1;
  }

  #isEnough(by: string): boolean {
    return by.startsWith('inspector');
  }

  #isFrozen(user: string): boolean {
    const [height, time] = [this.chain.state.height + 1, this.chain.state.time + 1000];
    return this.kept.some(
      (entry) =>
        entry.user === user &&
        entry.from <= height &&
        entry.liftedFrom > height &&
        entry.until > time,
    );
  }
}

test('who writes is who no freeze that was approved, is at its height and lasts is on', () => {
  let frozen = 0;
  const acts = fc.array(step, { minLength: 10, maxLength: 40 });
  const property = fc.property(acts, (steps) => {
    const counted = new Counted();
    for (const act of steps) counted.take(act);
    frozen += counted.kept.length;
  });
  fc.assert(property, { numRuns: 60 });
  expect(frozen).toBeGreaterThan(60);
});

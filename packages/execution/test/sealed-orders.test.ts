import { bytesToHex } from '@mingjing/crypto';
import type { AccessOrder } from '@mingjing/protocol';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { authorityAccessOf, isOverdue, overdueOf, sharesOf } from '../src/index.ts';
import { bytes } from './chain.ts';
import { HOUR, NOTHING, SupervisedChain, sealingKey } from './supervised.ts';

const DAY = 24 * HOUR;
const chain = new SupervisedChain();
let secret: Uint8Array;
let _open: Uint8Array;
let far: Uint8Array;
beforeAll(() => {
  secret = chain.publishPrivate('alice').id;
  _open = chain.publish('alice');
  far = chain.publish('tess');
});
const entryOf = (from: SupervisedChain, id: Uint8Array) => {
  const entry = from.state.registry.get('access', id);
  if (entry === undefined) throw new Error('no such order');
  return entry;
};

describe('a sealed order', () => {
  it('names nothing until it is opened, and then everybody sees that it was right', () => {
    const own = new SupervisedChain();
    const { id } = own.publishPrivate('alice');
    const { order, opening } = own.sealedOrderOf(id);
    const hidden = bytesToHex(id);
    const granted = own.granted(order);
    const text = JSON.stringify(entryOf(own, granted), (_, value) =>
      value instanceof Uint8Array ? bytesToHex(value) : value,
    );
    expect(text).not.toContain(hidden);
    expect(text).not.toContain(
      bytesToHex(own.authors.get(String.fromCharCode(...id))?.envelope?.c0 ?? NOTHING),
    );
    expect(own.share('node-a', granted)).toBe('done');
    expect(own.open('reader-3', opening(granted))).toBe('done');
    const { opening: opened, subjectOrganisation } = entryOf(own, granted);
    expect(opened).toMatchObject({ mismatch: 0, basis: 7, officer: 'reader-3' });
    expect(bytesToHex(opened?.recordId ?? NOTHING)).toBe(hidden);
    expect(subjectOrganisation).toBe('org-a');
    expect(authorityAccessOf(own.state.registry, 'authority')).toMatchObject({
      ...{ orders: 1, sealed: 1, opened: 1, mismatched: 0, unsettled: [] },
    });
    expect(own.open('reader-3', opening(granted))).toBe('alreadyOpened');
  });

  it('is refused when it tells or hides what it must not', () => {
    const { order } = chain.sealedOrderOf(secret);
    const cases: [Partial<AccessOrder>, string][] = [
      [{ basis: 7 }, 'badField'],
      [{ recordId: secret }, 'badField'],
      [{ userId: 'alice' }, 'badField'],
      [{ epoch: 0, blinded: NOTHING }, 'badField'],
      [{ blinded: bytes(32, 0) }, 'badField'],
      [{ openBy: 0 }, 'orderUntimely'],
      [{ openBy: chain.state.time + HOUR / 2 }, 'orderUntimely'],
      [{ openBy: chain.state.time + 91 * DAY }, 'orderUntimely'],
      [{ epoch: 4 }, 'epochUnknown'],
    ];
    for (const [change, code] of cases) {
      expect(chain.order('reader-1', { ...order, ...change }).code).toBe(code);
    }
    const others = [{ officer: 'reader-other', sealingKey: sealingKey('o') }];
    expect(chain.order('reader-other', { ...order, officers: others }).code).toBe('outOfScope');
  });

  it('is opened by what it commits to and by nothing else', () => {
    const { order, opening } = chain.sealedOrderOf(secret);
    const id = chain.granted(order);
    const right = opening(id);
    const wrong = [
      { ...right, recordId: far },
      { ...right, recordId: NOTHING, userId: 'alice' },
      { ...right, basis: 8 },
      { ...right, blinding: bytes(32, 1) },
    ];
    for (const each of wrong) expect(chain.open('reader-1', each)).toBe('openingWrong');
    expect(entryOf(chain, id).opening ?? undefined).toBeUndefined();
    expect(chain.open('reader-other', right)).toBe('outOfScope');
    expect(chain.open('alice', right)).toBe('signerNotPermitted');
    expect(chain.open('reader-1', opening(bytes(32, 7)))).toBe('accessUnknown');
    const openOrder = chain.granted(chain.orderOf(secret));
    expect(chain.open('reader-1', opening(openOrder))).toBe('notSealed');
    const proposed = chain.order('reader-1', order).id;
    expect(chain.open('reader-1', opening(proposed))).toBe('accessClosed');
    expect(chain.open('reader-1', right)).toBe('done');
  });

  const wrongs: [
    name: string,
    mismatch: number,
    place: (own: SupervisedChain) => ReturnType<SupervisedChain['sealedOrderOf']>,
  ][] = [
    [
      'about another record’s point',
      96,
      (own) => {
        const [first, second] = [
          own.publishPrivate('alice', [{ seed: 'a' }]).id,
          own.publishPrivate('alice', [{ seed: 'b' }]).id,
        ];
        const other = own.sealedOrderOf(second).order.blinded;
        return own.sealedOrderOf(first, { blinded: other });
      },
    ],
    [
      'about a public record',
      96,
      (own) => {
        const { blinded, epoch } = own.sealedOrderOf(own.publishPrivate('alice').id).order;
        return own.sealedOrderOf(own.publish('alice'), { blinded, epoch });
      },
    ],
    [
      'about no record',
      10,
      (own) => {
        const { blinded, epoch } = own.sealedOrderOf(own.publishPrivate('alice').id).order;
        return own.sealedOrderOf(bytes(36, 3), { blinded, epoch });
      },
    ],
    [
      'out of scope',
      66,
      (own) => {
        const { blinded, epoch } = own.sealedOrderOf(own.publishPrivate('alice').id).order;
        return own.sealedOrderOf(own.publish('tess'), { blinded, epoch });
      },
    ],
  ];
  it.each(wrongs)(
    '%s is a fact in the state that stops its authority, until members excuse it',
    (_, mismatch, place) => {
      const own = new SupervisedChain();
      const { order, opening } = place(own);
      const id = own.granted(order);
      const next = own.sealedOrderOf(own.publishPrivate('alice', [{ seed: 'next' }]).id).order;
      expect(own.order('reader-2', next).code).toBe('done');
      expect(own.propose('system-a', { excuseOrder: { orderId: id } }).code).toBe('badAction');
      expect(own.open('reader-1', opening(id))).toBe('done');
      expect(entryOf(own, id).opening).toMatchObject({ mismatch });
      expect(isOverdue(entryOf(own, id), own.state.time)).toBe(true);
      expect(authorityAccessOf(own.state.registry, 'authority').mismatched).toBe(1);
      const refused = own.sealedOrderOf(own.publishPrivate('alice', [{ seed: 'more' }]).id).order;
      expect(own.order('reader-3', refused).code).toBe('ordersOverdue');
      expect(own.carry({ excuseOrder: { orderId: id } })).toMatchObject({ status: 2 });
      expect(own.order('reader-3', { ...refused, deadline: own.state.time + HOUR }).code).toBe(
        'done',
      );
      expect(entryOf(own, id).excused).toBe(true);
      expect(own.propose('system-a', { excuseOrder: { orderId: bytes(32, 1) } }).code).toBe(
        'accessUnknown',
      );
    },
  );

  it('that is overdue stops others, not open ones, until it is opened', () => {
    const own = new SupervisedChain();
    const { id } = own.publishPrivate('alice');
    const { order, opening } = own.sealedOrderOf(id);
    const first = own.granted({ ...order, openBy: order.deadline });
    const waiting = own.order('reader-3', {
      ...order,
      deadline: order.deadline + 3 * HOUR,
      openBy: order.openBy,
      expiresAt: order.expiresAt,
    }).id;
    const due = order.deadline + 1;
    expect(overdueOf(own.state.registry, 'authority', due - 2)).toEqual([]);
    expect(
      own.order('reader-3', { ...order, deadline: due + HOUR, openBy: due + 2 * HOUR }, due).code,
    ).toBe('ordersOverdue');
    expect(overdueOf(own.state.registry, 'authority', due)).toHaveLength(1);
    expect(own.approve('reader-2', waiting)).toBe('ordersOverdue');
    expect(own.order('reader-3', own.orderOf(id)).code).toBe('done');
    expect(own.act('reader-1', { accessClose: { orderId: first } })).toBe('done');
    expect(own.approve('reader-2', waiting)).toBe('ordersOverdue');
    expect(own.open('reader-1', opening(first))).toBe('done');
    expect(own.approve('reader-2', waiting)).toBe('done');
  });

  it('that nobody approved stops nobody, and 64 that wait are enough', () => {
    const own = new SupervisedChain();
    const { order } = own.sealedOrderOf(own.publishPrivate('alice').id);
    const acts = Array.from({ length: 65 }, () => own.sign('reader-1', { accessOrder: order }));
    const { results } = own.block(acts);
    expect(results.filter((code) => code === 0)).toHaveLength(64);
    expect(results.at(-1)).toBe(48);
    const later = order.deadline + 1;
    const again = { ...order, deadline: later + HOUR, openBy: later + 2 * HOUR };
    expect(own.order('reader-1', again, later).code).toBe('done');
    expect(authorityAccessOf(own.state.registry, 'authority').unsettled).toHaveLength(1);
  });
});

describe('whatever officers do', () => {
  const acts = fc.array(
    fc.record({
      act: fc.constantFrom('order', 'approve', 'open', 'close', 'share'),
      signer: fc.constantFrom('reader-1', 'reader-2', 'reader-3'),
      at: fc.nat(3),
      isSealed: fc.boolean(),
      pass: fc.constantFrom(1000, HOUR / 2, 2 * HOUR),
    }),
    { maxLength: 12 },
  );

  it('no order works without two of them, and no custodian answers twice', () => {
    const base = new SupervisedChain();
    const { id } = base.publishPrivate('alice');
    fc.assert(
      fc.property(acts, (steps) => {
        const own = base.copy();
        const given: {
          id: Uint8Array;
          opening: ReturnType<SupervisedChain['sealedOrderOf']>['opening'];
        }[] = [];
        let shares = 0;
        for (const { act, signer, at, isSealed, pass } of steps) {
          const time = own.state.time + pass;
          const one = given[at % Math.max(1, given.length)];
          if (act === 'order') {
            const { order, opening } = own.sealedOrderOf(id);
            const result = own.order(
              signer,
              isSealed ? order : own.orderOf(id),
              own.state.time + 1000,
            );
            if (result.code === 'done') given.push({ id: result.id, opening });
          } else if (one !== undefined && act === 'approve') own.approve(signer, one.id, time);
          else if (one !== undefined && act === 'open') own.open(signer, one.opening(one.id), time);
          else if (one !== undefined && act === 'close') {
            own.act(signer, { accessClose: { orderId: one.id } }, time);
          } else if (one !== undefined && own.share('node-a', one.id, 1, time) === 'done')
            shares += 1;
        }
        const { registry } = own.state;
        const entries = registry.all('access');
        const counts = authorityAccessOf(registry, 'authority');
        for (const entry of entries) {
          expect(entry.approvedBy).not.toBe(entry.officer);
          if (sharesOf(registry, entry).length > 0) expect(entry.approvedBy).not.toBe('');
        }
        expect(registry.all('accessShare')).toHaveLength(shares);
        expect(counts.orders).toBe(given.length);
        expect(counts.opened).toBe(entries.filter(({ opening }) => opening).length);
        const stopping = entries.filter((entry) => isOverdue(entry, own.state.time));
        expect(overdueOf(registry, 'authority', own.state.time)).toHaveLength(stopping.length);
      }),
      { numRuns: 25 },
    );
  });
});

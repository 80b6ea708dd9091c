import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { type ModerationOrder, OrderKind, OrderStatus, RecordStanding } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import {
  ORDERED_RECORDS_PER_DAY,
  ordersChanged,
  ordersStanding,
  recordFreezeOf,
  takedownOf,
  tombstoneOf,
  tombstones,
  tombstonesSet,
  userOverlayOf,
} from '../src/index.ts';
import { HOLDS_OF_HOUSE_MAX } from '../src/modules/moderation/orders.ts';
import {
  EFFECTIVE_AHEAD_MAX,
  ORDER_DEADLINE_MAX_MS,
  ORDER_PERIOD_MAX_MS,
} from '../src/modules/moderation/shape.ts';
import { VERSIONS_MAX } from '../src/modules/records/records.ts';
import { bytes, record } from './chain.ts';
import { attachment, HOUR, ModeratedChain, orderOf } from './moderated.ts';

const { freeze, limit, lift } = OrderKind;
const DAY = 24 * HOUR;
type Change = Partial<ModerationOrder>;
const hex = (id: Uint8Array | undefined) => bytesToHex(id ?? new Uint8Array(0));
const amendment = (recordId: Uint8Array, attachments: readonly number[] = []) => ({
  recordsAmend: { recordId, record: record('item/3', attachments.map(attachment)) },
});

describe('who may order', () => {
  const chain = new ModeratedChain();
  test.each<[who: string, signer: string, code: string]>([
    ['a supervision officer of the country', 'inspector-all', 'done'],
    ['one of another authority', 'inspector-other', 'done'],
    ['one of the very region', 'inspector-city', 'done'],
    ['one of another region', 'inspector-far', 'outOfScope'],
    ['one without a jurisdiction', 'inspector-nowhere', 'outOfScope'],
    ['one appointed for takedowns only', 'inspector', 'outOfScope'],
    ['one appointed for freezes', 'inspector-freezes', 'done'],
    ['a reviewer of the house', 'desk-a', 'done'],
    ['a duty officer of the house', 'duty-a', 'done'],
    ['a reviewer of another house', 'desk-b', 'outOfScope'],
    ['its security administrator', 'security-a', 'signerNotPermitted'],
    ['its audit administrator', 'audit-a', 'signerNotPermitted'],
    ['its disclosure officer', 'disclosure-a', 'signerNotPermitted'],
    ['a user', 'bob', 'signerNotPermitted'],
    ['a node', 'node-a statement', 'signerNotPermitted'],
  ])('a freeze of a user of org-a: %s', (_, signer, code) => {
    expect(chain.freeze(signer, 'bob').code).toBe(code);
  });

  it('no officer whose appointment ended', () => {
    const revoked = new ModeratedChain();
    const registry = revoked.state.registry;
    const officer = registry.get('officer', 'inspector-all');
    const act = revoked.sign('inspector-all', {
      moderationOrder: orderOf(revoked, {
        ...{ kind: freeze, userId: 'bob', expiresAt: revoked.state.time + HOUR },
      }),
    });
    registry.entries('officer').set('inspector-all', { ...officer, revokedHeight: 1 });
    expect(revoked.block([act]).results).toEqual([1]);
  });

  it('an order on test subjects only is refused on anybody else', () => {
    const drill = new ModeratedChain();
    expect(drill.freeze('inspector-all', 'alice', { drill: true }).code).toBe('drillRefused');
    expect(drill.freeze('inspector-all', 'tess', { drill: true }).code).toBe('done');
    const { recordId, testRecordId } = drill;
    expect(drill.order('inspector-all', { recordId, drill: true }).code).toBe('drillRefused');
    const done = drill.order('inspector-all', { recordId: testRecordId, drill: true });
    expect(done.code).toBe('done');
  });
});

describe('what an order must say', () => {
  const chain = new ModeratedChain();
  const { recordId } = chain;
  const now = () => chain.state.time;
  const user = { kind: freeze, userId: 'alice' };
  const wrong: [what: string, change: () => Change, code: string][] = [
    ['no kind', () => ({ kind: 0, recordId }), 'badField'],
    ['an unknown kind', () => ({ kind: 5, recordId }), 'badField'],
    ['no basis', () => ({ recordId, basis: 0 }), 'badField'],
    ['no reason', () => ({ recordId, reason: 0 }), 'badField'],
    ['a reason out of range', () => ({ recordId, reason: 65_536 }), 'badField'],
    ['a takedown of nothing', () => ({}), 'badField'],
    ['a takedown of a user', () => ({ recordId, userId: 'alice' }), 'badField'],
    ['a takedown that ends', () => ({ recordId, expiresAt: now() + HOUR }), 'badField'],
    ['a freeze of nobody', () => ({ kind: freeze, expiresAt: now() + HOUR }), 'badField'],
    ['a freeze of both', () => ({ ...user, recordId, expiresAt: now() + HOUR }), 'badField'],
    ['a freeze without an end', () => user, 'badField'],
    [
      'a freeze of attachments',
      () => ({ kind: freeze, recordId, commitments: [bytes(32, 1)], expiresAt: now() + HOUR }),
      'badField',
    ],
    ['a limit on a record', () => ({ kind: limit, recordId, expiresAt: now() + HOUR }), 'badField'],
    ['a lift of nothing', () => ({ kind: lift }), 'badField'],
    ['a lift of a user', () => ({ kind: lift, lifts: bytes(32, 1), userId: 'bob' }), 'badField'],
    ['a lift of no order', () => ({ kind: lift, lifts: bytes(32, 1) }), 'orderUnknown'],
    ['a record there is not', () => ({ recordId: bytes(36, 9) }), 'unknownRecord'],
    [
      'a user there is not',
      () => ({ ...user, userId: 'nobody', expiresAt: now() + HOUR }),
      'unknownSubject',
    ],
    [
      'an attachment of another record',
      () => ({ recordId, commitments: [bytes(32, 1), bytes(32, 3)] }),
      'unknownSubject',
    ],
    ['a deadline now', () => ({ recordId, deadline: now() + 1000 }), 'orderUntimely'],
    [
      'a deadline too late',
      () => ({ recordId, deadline: now() + 1001 + ORDER_DEADLINE_MAX_MS }),
      'orderUntimely',
    ],
    [
      'its own height',
      () => ({ recordId, effectiveHeight: chain.state.height + 1 }),
      'orderUntimely',
    ],
    [
      'a height too far',
      () => ({ recordId, effectiveHeight: chain.state.height + 2 + EFFECTIVE_AHEAD_MAX }),
      'orderUntimely',
    ],
    ['an end that is over', () => ({ ...user, expiresAt: now() + 1000 }), 'orderUntimely'],
    [
      'an end too late',
      () => ({ ...user, expiresAt: now() + 1001 + ORDER_PERIOD_MAX_MS }),
      'orderUntimely',
    ],
  ];
  test.each(wrong)('refused: %s', (_, change, code) => {
    const before = chain.state.registry.root;
    expect(chain.order('inspector-all', change()).code).toBe(code);
    expect(equalBytes(chain.state.registry.root, before)).toBe(true);
  });
});

describe('a takedown', () => {
  it('takes a record down with all its versions, by an order that the state names', () => {
    const chain = new ModeratedChain();
    const { recordId } = chain;
    chain.act('alice', amendment(recordId, [4]));
    const { id, code } = chain.order('inspector-all', { recordId });
    expect(code).toBe('done');
    const { registry, height } = chain.state;
    const status = registry.get('recordStatus', recordId);
    const effective = height + 1;
    expect(status).toMatchObject({ standing: RecordStanding.takenDown, reason: 3 });
    expect([hex(status?.orderId), status?.height]).toEqual([hex(id), effective]);
    expect(hex(takedownOf(registry, recordId)?.id)).toBe(hex(id));
    for (const n of [1, 2, 4]) {
      const tombstone = tombstoneOf(registry, bytes(32, n));
      expect([hex(tombstone?.orderId), tombstone?.height]).toEqual([hex(id), effective]);
      expect(hex(tombstone?.recordId)).toBe(hex(recordId));
    }
    expect(tombstones(registry)).toHaveLength(3);
    expect(registry.get('order', id)?.commitments).toHaveLength(3);
    const changes = chain.outcomes.at(-1)?.outcome.registry ?? [];
    expect(tombstonesSet(registry, changes)).toHaveLength(3);
    expect(ordersChanged(registry, changes).map((order) => hex(order.id))).toEqual([hex(id)]);
  });

  it('lets nobody name the content again, in any message, nor change the record', () => {
    const chain = new ModeratedChain();
    const { recordId } = chain;
    chain.order('inspector-all', { recordId });
    const others = chain.publishWith('bob', [5]);
    expect(chain.publishes('bob', [6, 1])).toBe('takenDown');
    expect(chain.publishes('tess', [2])).toBe('takenDown');
    expect(chain.act('bob', amendment(others, [1]))).toBe('takenDown');
    expect(chain.act('alice', amendment(recordId))).toBe('takenDown');
    expect(chain.act('alice', { recordsWithdraw: { recordId, reason: 1 } })).toBe('takenDown');
    expect(chain.publishes('alice', [7])).toBe('done');
  });

  it('of named attachments leaves the record and the others standing', () => {
    const chain = new ModeratedChain();
    const { recordId } = chain;
    const named = { recordId, commitments: [bytes(32, 2)] };
    expect(chain.order('inspector-all', named).code).toBe('done');
    expect(chain.state.registry.get('recordStatus', recordId)).toBeUndefined();
    expect(tombstones(chain.state.registry)).toHaveLength(1);
    expect(chain.order('inspector-all', named).code).toBe('alreadyExists');
    expect(chain.act('alice', amendment(recordId, [1]))).toBe('done');
    expect(chain.order('inspector-all', { recordId }).code).toBe('done');
    expect(tombstones(chain.state.registry)).toHaveLength(2);
    expect(chain.order('inspector-all', { recordId }).code).toBe('alreadyExists');
  });

  it('with a later height touches nothing before it, and reaches later versions', () => {
    const chain = new ModeratedChain();
    const { recordId } = chain;
    const effectiveHeight = chain.state.height + 4;
    const { id } = chain.order('inspector-all', { recordId, effectiveHeight });
    expect(chain.status(id)).toBe(OrderStatus.pending);
    expect(chain.act('alice', amendment(recordId, [8]))).toBe('done');
    expect(chain.publishes('bob', [1])).toBe('done');
    expect(chain.state.height).toBe(effectiveHeight - 1);
    expect(chain.status(id)).toBe(OrderStatus.inForce);
    expect(chain.waiting()).toBe(0);
    expect(chain.publishes('bob', [8])).toBe('takenDown');
    expect(chain.act('alice', amendment(recordId))).toBe('takenDown');
  });

  it('touches nothing that stands behind it in its own block', () => {
    const chain = new ModeratedChain();
    const moderationOrder = orderOf(chain, { recordId: chain.recordId });
    const order = chain.sign('inspector-all', { moderationOrder });
    const behind = chain.sign('alice', amendment(chain.recordId, [9]));
    expect(chain.block([order, behind]).results).toEqual([0, 0]);
    expect(hex(tombstoneOf(chain.state.registry, bytes(32, 9))?.orderId)).toBe(hex(order.id));
  });

  it('takes down a withdrawn record as well', () => {
    const chain = new ModeratedChain();
    const { recordId } = chain;
    chain.act('alice', { recordsWithdraw: { recordId, reason: 1 } });
    expect(chain.order('inspector-all', { recordId }).code).toBe('done');
    const status = chain.state.registry.get('recordStatus', recordId);
    expect(status?.standing).toBe(RecordStanding.takenDown);
  });
});

describe('a freeze', () => {
  it('stops a user on every path of writing until a lift', () => {
    const chain = new ModeratedChain();
    const { recordId } = chain;
    const { id } = chain.freeze('inspector-all', 'alice');
    const overlay = userOverlayOf(chain.state.registry, 'alice', chain.state.time);
    expect(hex(overlay.freeze?.orderId)).toBe(hex(id));
    expect(chain.publishes('alice')).toBe('userFrozen');
    expect(chain.act('alice', amendment(recordId))).toBe('userFrozen');
    expect(chain.act('alice', { recordsWithdraw: { recordId, reason: 1 } })).toBe('userFrozen');
    expect(chain.publishes('bob')).toBe('done');
    expect(chain.lift('inspector-all', id).code).toBe('done');
    expect(chain.status(id)).toBe(OrderStatus.lifted);
    expect(chain.publishes('alice')).toBe('done');
    expect(chain.lift('inspector-all', id).code).toBe('orderClosed');
  });

  it('ends by itself at its block time, at the very millisecond', () => {
    for (const [early, code] of [
      [1, 'userFrozen'],
      [0, 'done'],
    ] as const) {
      const chain = new ModeratedChain();
      const expiresAt = chain.state.time + HOUR;
      chain.freeze('inspector-all', 'alice', { expiresAt });
      expect(chain.publishes('alice', [], expiresAt - early)).toBe(code);
      expect(ordersStanding(chain.state.registry, expiresAt - early)).toHaveLength(early);
    }
  });

  it('of a record stops its changes, and nothing else of its author', () => {
    const chain = new ModeratedChain();
    const { recordId } = chain;
    const expiresAt = chain.state.time + HOUR;
    const { id } = chain.order('inspector-all', { kind: freeze, recordId, expiresAt });
    const { registry, time } = chain.state;
    expect(hex(recordFreezeOf(registry, recordId, time)?.orderId)).toBe(hex(id));
    expect(recordFreezeOf(registry, recordId, expiresAt)).toBeUndefined();
    expect(registry.get('recordStatus', recordId)?.standing).toBe(RecordStanding.published);
    expect(chain.act('alice', amendment(recordId))).toBe('recordFrozen');
    expect(chain.act('alice', { recordsWithdraw: { recordId, reason: 1 } })).toBe('recordFrozen');
    expect(chain.publishes('alice')).toBe('done');
    chain.lift('inspector-all', id);
    expect(chain.act('alice', amendment(recordId))).toBe('done');
  });

  it('of one authority is not lifted by another, and each lasts by itself', () => {
    const chain = new ModeratedChain();
    const first = chain.freeze('inspector-all', 'alice');
    const second = chain.freeze('inspector-other', 'alice');
    expect(chain.lift('inspector-other', first.id).code).toBe('outOfScope');
    expect(chain.lift('inspector-freezes', first.id).code).toBe('done');
    expect(chain.publishes('alice')).toBe('userFrozen');
    expect(chain.lift('inspector-other', second.id).code).toBe('done');
    expect(chain.publishes('alice')).toBe('done');
  });

  it('that was lifted before its height never comes', () => {
    const chain = new ModeratedChain();
    const effectiveHeight = chain.state.height + 5;
    const { id } = chain.freeze('inspector-all', 'alice', { effectiveHeight });
    chain.lift('inspector-all', id);
    expect([chain.status(id), chain.waiting()]).toEqual([OrderStatus.lifted, 0]);
    for (let i = 0; i < 4; i += 1) expect(chain.publishes('alice')).toBe('done');
    expect(chain.state.registry.get('userRestriction', 'alice')).toBeUndefined();
  });

  it('cannot be piled up without end, and a takedown cannot be lifted', () => {
    const chain = new ModeratedChain();
    for (let i = 0; i < HOLDS_OF_HOUSE_MAX; i += 1) {
      expect(chain.freeze('inspector-all', 'alice').code).toBe('done');
    }
    expect(chain.freeze('inspector-freezes', 'alice').code).toBe('tooMany');
    // Nobody shields a user from another authority by what he orders himself.
    expect(chain.freeze('inspector-other', 'alice').code).toBe('done');
    const { id } = chain.order('inspector-all', { recordId: chain.recordId });
    expect(chain.lift('inspector-all', id).code).toBe('orderUnknown');
  });
});

describe('a limit', () => {
  it('leaves a user so many records a day, in single and batch', () => {
    const chain = new ModeratedChain();
    const midnight = Math.ceil((chain.state.time + HOUR) / DAY) * DAY;
    chain.freeze('inspector-all', 'tess', { kind: limit, expiresAt: midnight + HOUR });
    const publish = (count: number, time: number) => {
      const records = Array.from({ length: count }, () => record('item/2'));
      return chain.act('tess', { recordsPublish: { records } }, time);
    };
    expect(publish(ORDERED_RECORDS_PER_DAY + 1, midnight - 5000)).toBe('limitedByOrder');
    expect(publish(ORDERED_RECORDS_PER_DAY - 1, midnight - 4000)).toBe('done');
    expect(chain.act('tess', amendment(chain.testRecordId), midnight - 3000)).toBe('done');
    expect(publish(1, midnight - 2000)).toBe('limitedByOrder');
    const withdrawal = { recordsWithdraw: { recordId: chain.testRecordId, reason: 1 } };
    expect(chain.act('tess', withdrawal, midnight - 1000)).toBe('done');
    expect(publish(ORDERED_RECORDS_PER_DAY, midnight)).toBe('done');
    expect(publish(1, midnight + HOUR - 1)).toBe('limitedByOrder');
    expect(publish(ORDERED_RECORDS_PER_DAY + 1, midnight + HOUR)).toBe('done');
  });
});

test('a record has so many later versions and no more', () => {
  const chain = new ModeratedChain();
  const amend = () => chain.sign('alice', amendment(chain.recordId));
  const { results } = chain.block(Array.from({ length: VERSIONS_MAX }, amend));
  expect(results.every((code) => code === 0)).toBe(true);
  expect(chain.act('alice', amendment(chain.recordId))).toBe('tooMany');
});

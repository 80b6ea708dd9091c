// Which orders an organisation answers with its share.

import { randomBytes } from '@mingjing/crypto/node';
import { accessShareKey, type RegistryReader } from '@mingjing/execution';
import { type AccessEntry, AccessKind, bytesKey } from '@mingjing/protocol';
import { expect, it, test } from 'vitest';
import { dealEpoch } from '../../src/look-through/deal.ts';
import { dueOrders } from '../../src/look-through/due-orders.ts';

const chainId = 'trial-0123456789abcdef';
const ID = new Uint8Array(32).fill(7);
const NONE = new Uint8Array(0);
const EXPIRES = 1000;
const { epoch } = dealEpoch({
  ...{ number: 1, authority: 'authority' },
  custodians: { threshold: 2, holders: ['jia', 'yi'] },
  officers: { threshold: 1, holders: ['inspector-1'] },
});
const ORDER: AccessEntry['order'] = {
  ...{ kind: AccessKind.sealed, userId: '', epoch: 1, blinded: NONE, recordId: NONE, basis: 0 },
  ...{ notice: 'N-1', commitment: NONE, deadline: 500, openBy: 800, expiresAt: EXPIRES },
  officers: [{ officer: 'inspector-1', sealingKey: randomBytes(32) }],
};
const OPENING: Omit<NonNullable<AccessEntry['opening']>, 'mismatch'> = {
  ...{ officer: 'inspector-1', recordId: NONE, userId: '', basis: 7, blinding: NONE },
  ...{ height: 3, time: 3 },
};

function entryOf(change: Partial<AccessEntry> = {}): AccessEntry {
  return {
    ...{ id: ID, order: ORDER, officer: 'inspector-1', authority: 'authority' },
    ...{ orderedHeight: 1, orderedTime: 1, approvedBy: 'inspector-2', approvedHeight: 2 },
    ...{ approvedTime: 2, closedHeight: 0, closedBy: '', excused: false, subjectOrganisation: '' },
    ...change,
  };
}

const opened = (mismatch: number): Partial<AccessEntry> => ({ opening: { ...OPENING, mismatch } });

function due(entry: AccessEntry, organisation = 'jia', time = EXPIRES - 1, answered?: Uint8Array) {
  const key = bytesKey(accessShareKey(ID, organisation));
  const registry = {
    all: (kind: string) => (kind === 'access' ? [entry] : []),
    get: (kind: string, asked: never) => {
      if (kind === 'epoch') return (asked as unknown) === '1' ? epoch : undefined;
      const isOwn = kind === 'accessShare' && bytesKey(asked) === key;
      return isOwn && answered !== undefined ? { answerHash: answered } : undefined;
    },
  } as unknown as RegistryReader;
  return dueOrders({ chainId, registry, time }, organisation);
}

it('answers an order in force, for its officers, and says what was answered before', () => {
  const officers = [{ id: 'inspector-1', receivingKey: ORDER.officers[0]?.sealingKey }];
  expect(due(entryOf())).toMatchObject([{ orderId: ID, epoch: 1, officers, released: undefined }]);
  expect(due(entryOf(opened(0)))).toHaveLength(1);
  const hash = randomBytes(32);
  expect(due(entryOf(), 'jia', EXPIRES - 1, hash)).toMatchObject([{ released: hash }]);
});

test.each<[string, AccessEntry, string?, number?]>([
  ['that waits for its second signature', entryOf({ approvedBy: '' })],
  ['that was closed', entryOf({ closedHeight: 3 })],
  ['that has ended', entryOf(), 'jia', EXPIRES],
  ['that the chain found wrong when it was disclosed', entryOf(opened(75))],
  ['that was found wrong and excused', entryOf({ ...opened(75), excused: true })],
  ['that asks for no share', entryOf({ order: { ...ORDER, epoch: 0 } })],
  ['of an epoch that there is not', entryOf({ order: { ...ORDER, epoch: 2 } })],
  ['of an epoch in which it holds no share', entryOf(), 'bing'],
])('answers none %s', (_, entry, organisation, time) => {
  expect(due(entry, organisation, time)).toEqual([]);
});

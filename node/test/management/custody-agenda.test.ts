// The disclosure officer hears of each share that was released, and of nobody else's.
import { accessShareKey, type RegistryReader } from '@mingjing/execution';
import { bytesKey } from '@mingjing/protocol';
import { expect, test } from 'vitest';
import { custodyAgenda } from '../../src/management/look-through/custody-agenda.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = 100 * DAY_MS;
const orders = [1, 2, 3].map((n) => new Uint8Array(32).fill(n));

function registryWith(shares: readonly [order: number, custodian: string, time: number][]) {
  const held = new Map(
    shares.map(([order, custodian, time]) => [
      bytesKey(accessShareKey(orders[order] as Uint8Array, custodian)),
      { custodian, time },
    ]),
  );
  return {
    all: () => orders.map((id) => ({ id })),
    get: (_kind: string, key: Uint8Array) => held.get(bytesKey(key)),
  } as unknown as RegistryReader;
}

test('of the own organisation, of the last thirty days, for the disclosure officer', async () => {
  const registry = registryWith([
    [0, 'jia', NOW - DAY_MS],
    [1, 'jia', NOW - 31 * DAY_MS],
    [2, 'yi', NOW],
  ]);
  const agenda = custodyAgenda(() => ({ registry, time: NOW, organisation: 'jia' }));
  const items = await agenda.due(0);
  expect(items).toEqual([
    {
      ...{ area: 'look-through', kind: 'share-released', reference: '01'.repeat(32) },
      ...{ roles: ['disclosure'], dueAt: null },
    },
  ]);
});

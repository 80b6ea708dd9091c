// Whether a node has to catch up before it fetches contents: by the word of more than a third.
import { expect, it } from 'vitest';
import type { Chain } from '../src/chain/chain.ts';
import type { Clock, Network } from '../src/ports.ts';
import { BlockSync } from '../src/sync/sync.ts';

function syncAt(height: number) {
  const validators = ['a', 'b', 'c', 'd'].map((nodeId) => ({ nodeId, power: 1 }));
  const chain = { height, state: { validators: { validators } } };
  const network = { peers: () => [] } as unknown as Network;
  const clock = { schedule: () => () => undefined } as unknown as Clock;
  const sync = new BlockSync(
    chain as unknown as Chain,
    { network, clock },
    { apply: async () => 'done', misbehaviour: () => undefined, stalled: () => undefined },
  );
  return { sync, chain };
}

it('one that claims more blocks is not believed, two are', () => {
  const { sync } = syncAt(10);
  expect(sync.isBehind()).toBe(false);
  const fresh = syncAt(10).sync;
  fresh.peerAt('b', 1_000_000);
  fresh.peerAt('stranger', 1_000_000);
  expect(fresh.isBehind()).toBe(false);
  const other = syncAt(10).sync;
  for (const peer of ['b', 'c']) other.peerAt(peer, 13);
  expect(other.isBehind()).toBe(true);
});

it('stays at the tip while others are a few blocks ahead, and falls behind far back', () => {
  const { sync, chain } = syncAt(10);
  for (const peer of ['b', 'c', 'd']) sync.peerAt(peer, 50);
  expect(sync.isBehind()).toBe(true);
  chain.height = 47;
  expect(sync.isBehind()).toBe(true);
  chain.height = 48;
  expect(sync.isBehind()).toBe(false);
  for (const peer of ['b', 'c']) sync.peerAt(peer, 80);
  expect(sync.isBehind()).toBe(false);
  for (const peer of ['b', 'c']) sync.peerAt(peer, 81);
  expect(sync.isBehind()).toBe(true);
  chain.height = 60;
  expect(sync.isBehind()).toBe(true);
});

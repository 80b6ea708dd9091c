// A connection as the replica's port promises it: begun and ended once, nothing outlives it.
import type { Envelope, NetworkHandler } from '@mingjing/replica';
import { beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../src/clock/virtual-clock.ts';
import { noFaults } from '../src/faults.ts';
import { SimulatedNetwork } from '../src/network/simulated-network.ts';
import { SeededRandom } from '../src/random.ts';

/** Longer than a dial, a notice and a message together. */
const LONG_MS = 1000;
const SLOW = { ...noFaults, delayMsMin: 300, delayMsMax: 301 };
const hello: Envelope = { hello: { chainId: 'test', nodeId: 'node-a', height: 0 } };

let clock: VirtualClock;
let network: SimulatedNetwork;
let heard: string[];

function handler(into: string[]): NetworkHandler {
  return {
    envelope: (peer) => into.push(`message of ${peer}`),
    connected: (peer) => into.push(`connected ${peer}`),
    disconnected: (peer) => into.push(`disconnected ${peer}`),
    request: () => new Promise(() => undefined),
  };
}

const silent = handler([]);

async function pass(ms: number): Promise<void> {
  const end = clock.time + ms;
  clock.schedule(ms, 'end', () => undefined);
  await clock.run(() => clock.time >= end);
}

beforeEach(async () => {
  clock = new VirtualClock(0);
  heard = [];
  network = new SimulatedNetwork(clock, new SeededRandom(1), SLOW, {
    sent: () => undefined,
    delivered: () => undefined,
    passes: () => true,
    disguised: (_from, _to, frame) => frame,
    malformed: () => undefined,
    answered: (_from, _request, response) => response,
    fault: () => undefined,
  });
  network.links.join('node-a', silent);
  network.links.join('node-b', handler(heard));
  await pass(LONG_MS);
  expect(heard).toEqual(['connected node-a']);
});

test('what is on its way when its connection ends does not come over the next one', async () => {
  network.endpoint('node-a').send('node-b', hello);
  network.links.leave('node-a');
  network.links.join('node-a', silent);
  await pass(LONG_MS);
  expect(heard).toEqual(['connected node-a', 'disconnected node-a', 'connected node-a']);
  network.endpoint('node-a').send('node-b', hello);
  await pass(LONG_MS);
  expect(heard.at(-1)).toBe('message of node-a');
});

test('each end is heard of once, before the next beginning, however soon that is', async () => {
  for (let time = 0; time < 20; time += 1) {
    network.links.leave('node-a');
    network.links.join('node-a', silent);
    await pass(LONG_MS);
  }
  expect(heard).toHaveLength(41);
  for (const [index, what] of heard.entries()) {
    expect(what).toBe(index % 2 === 0 ? 'connected node-a' : 'disconnected node-a');
  }
});

test('a later life does not hear of the end of a connection of an earlier one', async () => {
  // The end of the connection is not noticed before the node that was to notice it is gone, too.
  network.links.leave('node-a');
  network.links.leave('node-b');
  network.links.join('node-a', silent);
  network.links.join('node-b', handler(heard));
  await pass(LONG_MS);
  expect(heard).toEqual(['connected node-a', 'connected node-a']);
});

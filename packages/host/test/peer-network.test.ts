import { generateSeed, type KeyFile, signerFromSeed } from '@mingjing/crypto/node';
import type { ChainNetwork } from '@mingjing/network';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeyRing } from '../src/key-ring.ts';
import { PeerNetwork } from '../src/peer-network.ts';

const [old, next, unheld] = ['peer', 'peer', 'peer'].map((purpose): KeyFile => {
  const seed = generateSeed();
  return { purpose, seed, publicKey: signerFromSeed(seed).publicKey };
}) as [KeyFile, KeyFile, KeyFile];
const members = new Map([['yi-validator', new Uint8Array(32)]]);

/** Transports that were made, in order, as far as this test looks at them. */
interface Made {
  readonly key: KeyFile;
  readonly listen: string;
  isStopped: boolean;
  admitted: ReadonlyMap<string, Uint8Array> | undefined;
}

let made: Made[];
let named: KeyFile;
let peers: string[];
let errors: unknown[];
let failure: Error | undefined;
let network: PeerNetwork;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  [made, named, peers, errors, failure] = [[], old, ['yi-validator'], [], undefined];
});
afterEach(async () => {
  await network.stop();
  vi.useRealTimers();
});

function create(key: KeyFile, listen: string): Promise<ChainNetwork> {
  if (failure !== undefined) return Promise.reject(failure);
  const each: Made = { key, listen, isStopped: false, admitted: undefined };
  made.push(each);
  return Promise.resolve({
    address: '/ip4/127.0.0.1/tcp/4711',
    peers: () => (each.isStopped ? [] : peers),
    statistics: () => newStatistics(),
    setAdmission: (admitted: ReadonlyMap<string, Uint8Array>) => {
      each.admitted = admitted;
    },
    stop: async () => {
      each.isStopped = true;
    },
  } as Partial<ChainNetwork> as ChainNetwork);
}

function newStatistics(): ReturnType<ChainNetwork['statistics']> {
  return {
    ...{ framesSent: 1, bytesSent: 1, framesReceived: 1, bytesReceived: 1, envelopesReceived: 1 },
    ...{ poolBatchesDropped: 1, unknownResponses: 1, refused: 1, misbehaved: 1 },
  };
}

async function started(held: readonly KeyFile[]): Promise<string[]> {
  const switched: string[] = [];
  network = new PeerNetwork({
    keys: new KeyRing(() => ({ peer: held, vote: [], statement: [] })),
    named: () => named.publicKey,
    listen: '/ip4/127.0.0.1/tcp/0',
    create,
    onSwitched: (publicKey) => switched.push(Buffer.from(publicKey).toString('hex')),
    onError: (error) => errors.push(error),
  });
  await network.start();
  network.admit(members);
  await settled();
  return switched;
}

// Whatever is under way is promises alone.
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

async function pass(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  await settled();
}

test('a key that the chain names takes over: same address, same members', async () => {
  const switched = await started([old, next]);
  expect(made.map(({ key }) => key)).toEqual([old]);
  named = next;
  network.admit(members);
  await settled();
  expect(made.map(({ key }) => key)).toEqual([old, next]);
  expect(made[0]?.isStopped).toBe(true);
  expect(made[1]).toMatchObject({ listen: '/ip4/127.0.0.1/tcp/4711', admitted: members });
  expect(switched).toEqual([Buffer.from(next.publicKey).toString('hex')]);
  expect(network.peers()).toEqual(['yi-validator']);
});

test('who asks between two keys has lost a connection, as with any peer that is away', async () => {
  await started([old, next]);
  named = next;
  network.admit(members);
  // The first is stopped by now, the second does not listen yet.
  await Promise.resolve();
  const asked = network.request('yi-validator', {});
  await expect(asked).rejects.toMatchObject({ name: 'NetworkError', code: 'PEER_NOT_CONNECTED' });
  await settled();
  expect(network.peers()).toEqual(['yi-validator']);
});

test('a key that is not held changes nothing', async () => {
  await started([old, next]);
  named = unheld;
  network.admit(members);
  await settled();
  expect(made).toHaveLength(1);
});

test('whoever is alone under one key tries the other, and goes back', async () => {
  await started([old, next]);
  peers = [];
  await pass(2000);
  expect(made).toHaveLength(1);
  await pass(2000);
  expect(made.map(({ key }) => key)).toEqual([old, next]);
  await pass(4500);
  expect(made.map(({ key }) => key)).toEqual([old, next, old]);
  peers = ['yi-validator'];
  await pass(60_000);
  expect(made).toHaveLength(3);
});

test('a key that peers admit is kept while the own state is on its way to it', async () => {
  await started([old, next]);
  peers = [];
  await pass(4000);
  expect(made.map(({ key }) => key)).toEqual([old, next]);
  // Blocks from before the rotation change members: they still name the old key.
  peers = ['yi-validator'];
  network.admit(members);
  await settled();
  expect(made).toHaveLength(2);
  named = next;
  network.admit(members);
  // From here on it follows the state, as every node does.
  named = old;
  network.admit(members);
  await settled();
  expect(made.map(({ key }) => key)).toEqual([old, next, old]);
});

test('a tried key that no peer admits gives way to the one that the state names', async () => {
  await started([old, next]);
  peers = [];
  await pass(4000);
  network.admit(members);
  await settled();
  expect(made.map(({ key }) => key)).toEqual([old, next, old]);
});

test('a named key that is laid beside the old one only later takes over then', async () => {
  const held = [old];
  await started(held);
  named = next;
  network.admit(members);
  await settled();
  expect(made).toHaveLength(1);
  held.push(next);
  network.admit(members);
  await settled();
  expect(made.map(({ key }) => key)).toEqual([old, next]);
});

test('whoever holds one key stays with it', async () => {
  await started([old]);
  peers = [];
  await pass(60_000);
  expect(made).toHaveLength(1);
});

test('a home whose keys the state does not name begins with the one to follow', async () => {
  named = unheld;
  await started([old, next]);
  expect(made[0]?.key).toBe(next);
});

test('a listener that does not come back is told', async () => {
  await started([old, next]);
  named = next;
  failure = new Error('the port is taken');
  network.admit(members);
  await settled();
  expect(errors).toEqual([failure]);
});

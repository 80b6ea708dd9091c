import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publicKeyFromSeedPortable } from '@mingjing/crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { createNetwork, NetworkError, peerIdOf } from '../src/index.ts';
import { MESSAGES_BURST_MAX, OUTSTANDING_MAX } from '../src/limits.ts';
import {
  connectedPair,
  isPortClosed,
  keysOf,
  poolBatch,
  seedOf,
  systemClock,
  TestNode,
  until,
  vote,
} from './network-harness.ts';

const nodes: TestNode[] = [];
async function start(...args: Parameters<typeof TestNode.start>): Promise<TestNode> {
  const node = await TestNode.start(...args);
  nodes.push(node);
  return node;
}
async function pair(...args: Parameters<typeof connectedPair>): Promise<[TestNode, TestNode]> {
  const both = await connectedPair(...args);
  nodes.push(...both);
  return both;
}
function numberOf(node: TestNode, index: number): number | undefined {
  const statement = node.received[index]?.envelope.vote?.statement;
  return statement && new DataView(statement.buffer, statement.byteOffset).getUint32(0);
}

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.network.stop()));
});

describe('two nodes', () => {
  test('exchange envelopes both ways', async () => {
    const [a, b] = await pair();
    a.network.send('node-b', poolBatch(3));
    b.network.send('node-a', vote(7));
    await until(() => a.received.length === 1 && b.received.length === 1);
    expect(b.received[0]?.peer).toBe('node-a');
    expect(b.received[0]?.envelope.poolBatch?.items.length).toBe(3);
    expect(numberOf(a, 0)).toBe(7);
    expect([a.events, b.events]).toEqual([['+node-b'], ['+node-a']]);
  });

  test('keep the order of 2,000 envelopes, and pool batches among them', async () => {
    const [a, b] = await pair();
    for (let number = 0; number < 2000; number++) {
      a.network.send('node-b', vote(number));
      if (number % 5 === 0) a.network.send('node-b', poolBatch(1));
    }
    const votes = () => b.received.filter(({ envelope }) => envelope.vote);
    await until(() => votes().length === 2000);
    const numbers = votes().map(({ envelope }) => envelope.vote?.statement ?? new Uint8Array(4));
    expect(numbers.map((s) => new DataView(s.buffer, s.byteOffset).getUint32(0))).toEqual(
      Array.from({ length: 2000 }, (_, number) => number),
    );
    expect(a.network.statistics().framesSent).toBeLessThan(50);
  });

  test('say hello when connected, and hear nothing before', async () => {
    const b = await start('node-b');
    const a = await start('node-a', { dial: [b.target] });
    a.greeting = vote(1);
    b.greeting = vote(2);
    for (const node of [a, b]) node.network.setAdmission(keysOf('node-a', 'node-b'));
    await until(() => a.received.length === 1 && b.received.length === 1);
    expect([a.early, b.early]).toEqual([0, 0]);
  });

  test('one envelope to several peers', async () => {
    const b = await start('node-b');
    const c = await start('node-c');
    const a = await start('node-a', { dial: [b.target, c.target] });
    for (const node of [a, b, c]) node.network.setAdmission(keysOf('node-a', 'node-b', 'node-c'));
    await until(
      () => a.isConnectedTo('node-b', 'node-c') && b.events.length + c.events.length >= 2,
    );
    a.network.sendMany(['node-b', 'node-c', 'node-x'], vote(1));
    await until(() => b.received.length === 1 && c.received.length === 1);
  });

  test('megabytes pass the flow control of both streams', async () => {
    const [a, b] = await pair();
    const content = new Uint8Array(8 * 1024 * 1024).fill(5);
    b.answer = async () => ({ attachment: { salt: new Uint8Array(32), content } });
    const asked = a.network.request('node-b', { attachment: { commitment: new Uint8Array(32) } });
    for (let i = 0; i < 12; i++) a.network.send('node-b', poolBatch(4, 500_000));
    await until(() => b.received.length === 12);
    const answered = (await asked).attachment?.content ?? new Uint8Array(0);
    expect(Buffer.compare(answered, content)).toBe(0);
    expect(a.network.statistics().poolBatchesDropped).toBe(0);
  });
});

describe('requests', () => {
  test('are answered', async () => {
    const [a, b] = await pair();
    b.answer = async (peer, request) => {
      expect(peer).toBe('node-a');
      return {
        bodies: {
          items: [{ transaction: request.bodies?.hashes[0] as Uint8Array, attachments: [] }],
        },
      };
    };
    const hash = new Uint8Array(32).fill(9);
    const response = await a.network.request('node-b', { bodies: { hashes: [hash] } });
    expect(response.bodies?.items[0]?.transaction).toEqual(hash);
  });

  test('that are answered cost no budget, at whatever speed they come', async () => {
    // Its time stands still, so nothing that was spent is earned again.
    const b = await start('node-b', {}, { ...systemClock, now: () => 0 });
    const a = await start('node-a', { dial: [b.target] });
    for (const node of [b, a]) node.network.setAdmission(keysOf('node-a', 'node-b'));
    await until(() => a.isConnectedTo('node-b') && b.isConnectedTo('node-a'));
    b.answer = async () => ({ bodies: { items: [] } });
    let left = MESSAGES_BURST_MAX + 1;
    const asking = Array.from({ length: OUTSTANDING_MAX }, async () => {
      for (; left > 0; left -= 1) await a.network.request('node-b', { bodies: { hashes: [] } });
    });
    await Promise.all(asking);
    expect([b.misbehaviours, a.isConnectedTo('node-b')]).toEqual([[], true]);
  });

  test('time out, are refused, and need a connection', async () => {
    const [a, b] = await pair({ requestTimeoutMs: 50 });
    const ask = (peer: string) =>
      a.network.request(peer, { proposal: { height: 1, round: 0 } }).catch((error) => error);
    expect(await ask('node-b')).toMatchObject({ code: 'REQUEST_REFUSED', refusalCode: 1 });
    b.answer = () => new Promise(() => {});
    expect(await ask('node-b')).toMatchObject({ code: 'REQUEST_TIMEOUT', peer: 'node-b' });
    expect(await ask('node-x')).toMatchObject({ code: 'PEER_NOT_CONNECTED', peer: 'node-x' });
  });

  test('under way fail when the connection is lost', async () => {
    const [a, b] = await pair();
    b.answer = () => new Promise(() => {});
    const asked = a.network.request('node-b', { proposal: { height: 1, round: 0 } });
    const outcome = asked.catch((error: NetworkError) => error.code);
    await b.network.stop();
    expect(await outcome).toBe('CONNECTION_LOST');
  });
});

describe('admission', () => {
  test('a stranger is refused and recorded, and never becomes a peer', async () => {
    const b = await start('node-b');
    b.network.setAdmission(keysOf('node-a', 'node-b'));
    const stranger = await start('node-s', {
      dial: [b.target],
      secondDiallerDelayMs: 0,
    });
    stranger.network.setAdmission(keysOf('node-b'));
    await until(() => b.refusals.length > 0);
    expect(b.refusals[0]).toMatchObject({ direction: 'inbound', address: '127.0.0.1' });
    expect(b.refusals[0]?.peerKey).toEqual(publicKeyFromSeedPortable(seedOf('node-s')));
    expect([b.events, stranger.events]).toEqual([[], []]);
    expect([b.network.peers(), stranger.network.peers()]).toEqual([[], []]);
  });

  test('whoever answers at an address with another key is refused on the way out', async () => {
    const impostor = await start('node-s');
    impostor.network.setAdmission(keysOf('node-a'));
    const a = await start('node-a', { dial: [{ ...impostor.target, nodeId: 'node-b' }] });
    a.network.setAdmission(keysOf('node-b'));
    await until(() => a.refusals.length > 0);
    expect(a.refusals[0]).toEqual({
      direction: 'outbound',
      address: '127.0.0.1',
      port: impostor.port,
      peerKey: publicKeyFromSeedPortable(seedOf('node-s')),
    });
    expect(a.network.peers()).toEqual([]);
  });

  test('another member at the address is refused too', async () => {
    const c = await start('node-c');
    const a = await start('node-a', { dial: [{ ...c.target, nodeId: 'node-b' }] });
    for (const node of [a, c]) node.network.setAdmission(keysOf('node-a', 'node-b', 'node-c'));
    await until(() => a.refusals.length > 0);
    expect(a.network.peers()).toEqual([]);
  });

  test('revocation closes the live connection, and only that one', async () => {
    const b = await start('node-b');
    const a = await start('node-a', { dial: [b.target] });
    const c = await start('node-c', { dial: [b.target], secondDiallerDelayMs: 0 });
    for (const node of [a, b, c]) node.network.setAdmission(keysOf('node-a', 'node-b', 'node-c'));
    await until(() => b.isConnectedTo('node-a', 'node-c') && a.isConnectedTo('node-b'));
    b.network.setAdmission(keysOf('node-b', 'node-c'));
    expect(b.network.peers()).toEqual(['node-c']);
    await until(() => a.events.includes('-node-b') && b.refusals.length > 0);
    expect(b.isConnectedTo('node-c')).toBe(true);
    expect(c.events).toEqual(['+node-b']);
  });

  test('a member listed with a new key loses the connection made with the old one', async () => {
    const [, b] = await pair();
    const replaced = keysOf('node-b');
    replaced.set('node-a', publicKeyFromSeedPortable(seedOf('node-a-second')));
    b.network.setAdmission(replaced);
    expect(b.events).toEqual(['+node-a', '-node-a']);
  });

  test('a member that is cut off is refused for that time, and then comes back', async () => {
    const [a, b] = await pair();
    b.network.cutOff('node-a', 400);
    expect(b.events).toEqual(['+node-a', '-node-a']);
    // An admission that lists it does not let it in any sooner.
    b.network.setAdmission(keysOf('node-a', 'node-b'));
    await until(() => b.refusals.length > 0);
    expect(b.network.peers()).toEqual([]);
    await until(() => b.isConnectedTo('node-a') && a.isConnectedTo('node-b'));
  });

  test('the same keys again change nothing', async () => {
    const [a, b] = await pair();
    b.network.setAdmission(keysOf('node-a', 'node-b'));
    expect([a.events, b.events]).toEqual([['+node-b'], ['+node-a']]);
  });
});

describe('connections', () => {
  test('of two that dial each other exactly one connection remains', async () => {
    const a = await start('node-a');
    const b = await start('node-b', { dial: [a.target], secondDiallerDelayMs: 0 });
    await a.network.stop();
    const again = await start('node-a', { listen: a.network.address, dial: [b.target] });
    for (const node of [again, b]) node.network.setAdmission(keysOf('node-a', 'node-b'));
    await until(() => again.isConnectedTo('node-b') && b.isConnectedTo('node-a'));
    again.network.send('node-b', vote(1));
    b.network.send('node-a', vote(2));
    await until(() => again.received.length === 1 && b.received.length === 1);
    expect([again.network.peers(), b.network.peers()]).toEqual([['node-b'], ['node-a']]);
  });

  test('the node with the larger id dials when the other does not', async () => {
    const a = await start('node-a');
    const b = await start('node-b', { dial: [a.target], secondDiallerDelayMs: 20 });
    for (const node of [a, b]) node.network.setAdmission(keysOf('node-a', 'node-b'));
    await until(() => a.isConnectedTo('node-b') && b.isConnectedTo('node-a'));
  });

  test('come back after the peer restarts', async () => {
    const [a, b] = await pair();
    await b.network.stop();
    await until(() => a.dialFailures.length > 0);
    const again = await start('node-b', { listen: b.network.address });
    again.network.setAdmission(keysOf('node-a'));
    await until(() => a.isConnectedTo('node-b') && again.isConnectedTo('node-a'));
    expect(a.events).toEqual(['+node-b', '-node-b', '+node-b']);
    a.network.send('node-b', vote(3));
    await until(() => again.received.length === 1);
  });

  test('of another chain are closed and reported', async () => {
    const other = await start('node-b', { chainId: 'other-0123456789abcdef' });
    const a = await start('node-a', { dial: [other.target] });
    for (const node of [a, other]) node.network.setAdmission(keysOf('node-a', 'node-b'));
    await until(() => a.misbehaviours.length > 0);
    expect(a.misbehaviours[0]).toEqual(['node-b', 'wrong-chain']);
    expect([a.events, other.events]).toEqual([[], []]);
  });
});

describe('life', () => {
  test('the address says the real port; a taken one is an error', async () => {
    const a = await start('node-a');
    expect(a.port).toBeGreaterThan(0);
    const second = TestNode.start('node-b', { listen: a.network.address });
    await expect(second).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
    await expect(second).rejects.toBeInstanceOf(NetworkError);
  });

  test('the peer id follows from the registered key alone', async () => {
    const key = publicKeyFromSeedPortable(seedOf('node-a'));
    expect(peerIdOf(key)).toMatch(/^12D3KooW/);
    expect(peerIdOf(key)).toBe(peerIdOf(Uint8Array.from(key)));
  });

  test('nobody is admitted before the first admission', async () => {
    const handler = { envelope: fail, connected: fail, disconnected: fail, request: fail };
    const options = { chainId: 'c', nodeId: 'n', peerSeed: seedOf('n'), dial: [] };
    const network = await createNetwork(
      { ...options, listen: '/ip4/127.0.0.1/tcp/0' },
      { clock: systemClock, random: { bytes: (n) => new Uint8Array(n) }, handler },
    );
    const dial = [{ nodeId: 'n', address: network.address }];
    const a = await start('node-a', { dial, secondDiallerDelayMs: 0 });
    a.network.setAdmission(keysOf('n'));
    await until(() => network.statistics().refused > 0);
    await network.stop();
  });

  test('after stop nothing listens, and a program ends by itself', async () => {
    const [a, b] = await pair();
    await Promise.all([a.network.stop(), b.network.stop()]);
    expect(await Promise.all([isPortClosed(a.port), isPortClosed(b.port)])).toEqual([true, true]);
    const program = fileURLToPath(new URL('./stop-program.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    expect(stdout).toBe('ended\n');
  });
});

function fail(): never {
  throw new Error('called');
}

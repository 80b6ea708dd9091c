import { createConnection } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { publicKeyFromSeedPortable } from '@mingjing/crypto';
import type { Envelope, Request, Response } from '@mingjing/protocol';
import type { Clock, NetworkHandler, Random } from '@mingjing/replica';
import { type ChainNetwork, createNetwork, type Misbehaviour, type Refusal } from '../src/index.ts';
import type { NetworkOptions } from '../src/ports.ts';

export const CHAIN_ID = 'test-0123456789abcdef';

export const systemClock: Pick<Clock, 'now' | 'schedule'> = {
  now: () => Date.now(),
  schedule: (delayMs, fire) => {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  },
};
const random: Random = { bytes: (count) => new Uint8Array(count).fill(0x80) };

export function seedOf(nodeId: string): Uint8Array {
  const seed = new Uint8Array(32);
  new TextEncoder().encodeInto(nodeId, seed);
  return seed;
}

export function keysOf(...nodeIds: string[]): Map<string, Uint8Array> {
  return new Map(nodeIds.map((nodeId) => [nodeId, publicKeyFromSeedPortable(seedOf(nodeId))]));
}

/** A node that remembers what happened to it. */
export class TestNode {
  readonly nodeId: string;
  readonly network: ChainNetwork;
  readonly received: { peer: string; envelope: Envelope }[] = [];
  readonly events: string[] = [];
  readonly refusals: Refusal[] = [];
  readonly misbehaviours: [peer: string, reason: Misbehaviour][] = [];
  readonly errors: Error[] = [];
  /** Envelopes that came from a peer not yet connected. */
  early = 0;
  /** Sent to every peer in the moment it is connected. */
  greeting: Envelope | undefined;
  readonly dialFailures: string[] = [];
  answer: (peer: string, request: Request) => Promise<Omit<Response, 'id'>> = async () => ({
    refusal: { code: 1 },
  });

  private constructor(nodeId: string, network: ChainNetwork) {
    this.nodeId = nodeId;
    this.network = network;
  }

  static async start(
    nodeId: string,
    options: Partial<NetworkOptions> = {},
    clock = systemClock,
  ): Promise<TestNode> {
    let node: TestNode | undefined;
    const self = () => {
      if (node === undefined) throw new Error('called before the first admission');
      return node;
    };
    const handler: NetworkHandler = {
      envelope: (peer, envelope) => {
        if (self().events.findLast((event) => event.endsWith(peer)) !== `+${peer}`) self().early++;
        self().received.push({ peer, envelope });
      },
      connected: (peer) => {
        self().events.push(`+${peer}`);
        const { greeting } = self();
        if (greeting !== undefined) network.send(peer, greeting);
      },
      disconnected: (peer) => self().events.push(`-${peer}`),
      request: (peer, request) => self().answer(peer, request),
    };
    const network = await createNetwork(
      {
        chainId: CHAIN_ID,
        nodeId,
        peerSeed: seedOf(nodeId),
        listen: '/ip4/127.0.0.1/tcp/0',
        dial: [],
        ...options,
      },
      {
        clock,
        random,
        handler,
        onRefused: (refusal) => self().refusals.push(refusal),
        onMisbehaviour: (peer, reason) => self().misbehaviours.push([peer, reason]),
        onError: (error) => self().errors.push(error),
        onDialFailed: (peer) => self().dialFailures.push(peer),
      },
    );
    node = new TestNode(nodeId, network);
    return node;
  }

  get target(): { nodeId: string; address: string } {
    return { nodeId: this.nodeId, address: this.network.address };
  }

  get port(): number {
    return Number(this.network.address.split('/').at(-1));
  }

  isConnectedTo(...peers: string[]): boolean {
    return peers.every((peer) => this.network.peers().includes(peer));
  }
}

/** Resolves when the condition holds; the test's own timeout is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(5);
}

/** Starts `a` and `b` of one chain, `a` dialling, and waits until both see each other. */
export async function connectedPair(
  first: Partial<NetworkOptions> = {},
): Promise<[TestNode, TestNode]> {
  const b = await TestNode.start('node-b');
  const a = await TestNode.start('node-a', { dial: [b.target], ...first });
  for (const node of [b, a]) node.network.setAdmission(keysOf('node-a', 'node-b'));
  await until(() => a.isConnectedTo('node-b') && b.isConnectedTo('node-a'));
  return [a, b];
}

export function vote(number: number): Envelope {
  const statement = new Uint8Array(120);
  new DataView(statement.buffer).setUint32(0, number);
  return { vote: { statement, validator: 1, signature: new Uint8Array(64).fill(7) } };
}

export function poolBatch(count: number, sizeBytes = 270, mark = 1): Envelope {
  const items = Array.from({ length: count }, (_, index) => {
    const transaction = new Uint8Array(sizeBytes).fill(mark);
    new DataView(transaction.buffer).setUint32(0, index);
    return { transaction, attachments: [] };
  });
  return { poolBatch: { items } };
}

/** True when nothing listens on the port any more. */
export function isPortClosed(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('error', () => resolve(true));
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
  });
}

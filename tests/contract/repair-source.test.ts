// What a home lacks comes from whichever peer has it, whatever the others send or leave out.
import { chainIdOf, commitmentOf, RefusalCode, type SyncBlock } from '@mingjing/protocol';
import type { Request, Response } from '@mingjing/replica';
import { type NodeStore, openMemoryStore } from '@mingjing/storage';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NetworkSource, reach } from '../../packages/host/src/offline/network-source.ts';
import { rebuildAttachments, rebuildChain } from '../../packages/host/src/offline/rebuild.ts';
import { type SampleChain, sampleChain } from './home-fixture.ts';

const HEIGHTS = 3;
const CONNECT_MS = 15_000;
const BUSY_MS = 15_000;

type Answer = Omit<Response, 'id'>;
type Peer = (request: Omit<Request, 'id'>) => Answer;

let chain: SampleChain;
let chainId: string;
/** Commitments of the chain, with what opens them. */
let contents: Map<string, { commitment: Uint8Array; salt: Uint8Array; content: Uint8Array }>;
let peers: Map<string, Peer>;
let asked: string[];
let now: number;
let target: NodeStore;

beforeAll(async () => {
  chain = await sampleChain(HEIGHTS);
  chainId = chainIdOf(chain.genesis);
  const all = chain.blocks.flatMap(({ attachments }) => attachments);
  contents = new Map(
    all.map(({ salt, content }) => {
      const commitment = commitmentOf(chainId, salt, content);
      return [Buffer.from(commitment).toString('hex'), { commitment, salt, content }];
    }),
  );
  expect(contents.size).toBe(2 * HEIGHTS);
});
beforeEach(async () => {
  peers = new Map();
  [asked, now] = [[], 0];
  target = await openMemoryStore();
});

/** Time that passes only where it is waited for. */
const clock = {
  now: () => now,
  schedule: (delayMs: number, fire: () => void) => {
    now += delayMs;
    queueMicrotask(fire);
    return () => undefined;
  },
};

const network = {
  peers: () => [...peers.keys()],
  request: async (peer: string, request: Omit<Request, 'id'>): Promise<Response> => {
    asked.push(peer);
    const answer = peers.get(peer)?.(request);
    if (answer === undefined) throw new Error('it went away');
    return { id: 1, ...answer };
  },
};

const none: Answer = { refusal: { code: RefusalCode.notHeld } };
const busy: Answer = { refusal: { code: RefusalCode.busy } };

/** A peer that has everything, as `change` makes it of the blocks from a height on. */
function holder(change: (blocks: SyncBlock[]) => SyncBlock[] = (blocks) => blocks): Peer {
  return ({ blocks, attachment }) => {
    if (blocks) return { blocks: { blocks: change(chain.blocks.slice(blocks.from - 1)) } };
    const key = Buffer.from(attachment?.commitment ?? []).toString('hex');
    const held = contents.get(key);
    return held === undefined ? none : { attachment: held };
  };
}

const rebuilding = () => ({
  ...{ genesis: chain.genesis, old: undefined, target, onProgress: () => undefined },
  source: new NetworkSource(network, clock),
});

async function* named() {
  for (const { commitment } of contents.values()) yield [commitment];
}

describe('peers to repair from', () => {
  it('are waited for until all of them are connected', async () => {
    const arrivals = new Map([
      ['b', 50],
      ['a', 3000],
    ]);
    const some = {
      peers: () => [...arrivals.keys()].filter((id) => now >= (arrivals.get(id) ?? 0)),
    };
    expect(await reach(some, ['a', 'b'], clock)).toEqual(['b', 'a']);
    expect(now).toBe(3000);
  });

  it.each([[['b']], [[]]])(
    'that never come are given up after a while: there is %j',
    async (up) => {
      expect(await reach({ peers: () => up }, ['a', 'b'], clock)).toEqual(up);
      expect(now).toBe(CONNECT_MS);
    },
  );
});

describe('a block', () => {
  const flipped = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte));
  it.each<[string, (blocks: SyncBlock[]) => SyncBlock[]]>([
    [
      'under another certificate',
      (all) => all.map((one) => ({ ...one, certificate: flipped(one.certificate) })),
    ],
    ['that is malformed', (all) => all.map((one) => ({ ...one, block: new Uint8Array(9) }))],
    ['of another height', ([first, ...rest]) => [...rest, first].flatMap((one) => one ?? [])],
    [
      'that is altered behind a sound one',
      ([first, ...rest]) => [
        ...(first ? [first] : []),
        ...rest.map((one) => ({ ...one, block: flipped(one.block) })),
      ],
    ],
    ['of none', () => []],
  ])('comes from the next peer where one sends it %s', async (_name, change) => {
    peers.set('liar', holder(change));
    peers.set('sound', holder());
    expect(await rebuildChain(rebuilding(), HEIGHTS)).toEqual({
      height: HEIGHTS,
      fetched: HEIGHTS,
    });
    expect(target.latestHeight()).toBe(HEIGHTS);
  });

  it('that nobody sends as it was ends the rebuilding below it', async () => {
    const altered = (all: SyncBlock[]) => all.map((one) => ({ ...one, block: flipped(one.block) }));
    for (const id of ['one', 'two']) peers.set(id, holder(altered));
    expect(await rebuildChain(rebuilding(), HEIGHTS)).toEqual({ height: 0, fetched: 0 });
    expect(asked).toEqual(['one', 'two']);
  });
});

describe('a content', () => {
  const all = { kept: 0, fetched: 2 * HEIGHTS, missing: [] };

  it.each<[string, Peer | undefined]>([
    ['has it not', () => none],
    [
      'sends another one',
      () => ({ attachment: { salt: new Uint8Array(32), content: new Uint8Array(1) } }),
    ],
    ['went away', undefined],
  ])('comes from the next peer where one %s', async (_name, peer) => {
    peers.set('first', peer as Peer);
    peers.set('sound', holder());
    expect(await rebuildAttachments(rebuilding(), chainId, named())).toEqual(all);
    expect(now).toBe(0);
  });

  it('of a peer that is busy is asked for again, after all others', async () => {
    const sound = holder();
    peers.set('starting', (request) => (now < 5000 ? busy : sound(request)));
    peers.set('without', () => none);
    expect(await rebuildAttachments(rebuilding(), chainId, named())).toEqual(all);
    expect(asked.slice(0, 3)).toEqual(['starting', 'without', 'starting']);
    expect(now).toBe(5000);
  });

  it('is missing where its peer stays busy, which is waited for once', async () => {
    peers.set('closed', () => busy);
    const { missing } = await rebuildAttachments(rebuilding(), chainId, named());
    expect(missing).toHaveLength(2 * HEIGHTS);
    expect(now).toBe(BUSY_MS);
  });
});

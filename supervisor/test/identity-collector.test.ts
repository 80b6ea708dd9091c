// Ciphertexts of identities at the supervision node: fetched before anybody asks about one, from
// the user's own organisation, believed by their commitment alone, and gone with the person.
import type { RegistryReader } from '@mingjing/execution';
import { type AttachmentContent, commitmentOf, type RecordEnvelope } from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  IdentityCollector,
  type IdentityCollectorParts,
} from '../src/desk/look-through/identity-collector.ts';
import { IdentityCopies } from '../src/desk/look-through/identity-copies.ts';

const chainId = 'trial-0123456789abcdef';
const USER = 'u-0123';
const given: AttachmentContent = { salt: new Uint8Array(32).fill(1), content: Uint8Array.of(7) };
const commitment = commitmentOf(chainId, given.salt, given.content);
const envelope = { ciphertext: commitment } as RecordEnvelope;
const MINUTE_MS = 60_000;

let shelf: Shelf;
let copies: IdentityCopies;
let collector: IdentityCollector;
let now: number;
let entries: Map<string, unknown>;
/** What each connected node answers. */
let nodes: Map<string, AttachmentContent | undefined>;
let asked: string[];
let told: string[];

const registry = {
  get: (kind: string, id: string) => entries.get(`${kind}/${id}`),
  all: (kind: string) =>
    [...entries].filter(([name]) => name.startsWith(`${kind}/`)).map(([, value]) => value),
} as unknown as RegistryReader;
const host = {
  replica: {
    chain: {
      ...{ chainId, height: 1 },
      get state() {
        return { registry, time: now };
      },
    },
  },
  network: {
    peers: () => [...nodes.keys()],
    request: async (peer: string) => {
      asked.push(peer);
      const attachment = nodes.get(peer);
      if (attachment === undefined) throw new Error('not held');
      return { attachment };
    },
  },
  journal: {
    append: async ({ object, result, actor }: Record<string, unknown>) =>
      void told.push(`${(actor as { id: string }).id} ${object} ${result}`),
  },
} as unknown as IdentityCollectorParts['host'];

const isHeld = async () => (await copies.get(USER, commitment)) !== undefined;
async function look(): Promise<void> {
  collector.look();
  await collector.idle();
}

beforeEach(async () => {
  [now, asked, told] = [0, [], []];
  entries = new Map<string, unknown>([
    [`user/${USER}`, { id: USER, organisation: 'jia' }],
    ['node/jia-1', { organisation: 'jia' }],
    ['node/jia-2', { organisation: 'jia' }],
    ['node/yi-1', { organisation: 'yi' }],
  ]);
  nodes = new Map([
    ['yi-1', given],
    ['jia-1', given],
  ]);
  shelf = await Shelf.openInMemory(new MemoryDisk(), 'shelf', { chainId, key: () => given.salt });
  copies = await IdentityCopies.open(shelf);
  const onError = (error: unknown) => expect(error).toBeUndefined();
  collector = new IdentityCollector({ host, copies, now: () => now, onError });
});
afterEach(async () => {
  await collector.stop();
  await shelf.close();
});

const seal = (code = 0) =>
  collector.committed({
    ...{ height: 1, time: 1, results: [code] },
    transactions: [
      { message: { type: 'identitySeal', value: { userId: USER, envelope } } },
    ] as never,
  });
const sealed = () =>
  entries.set(`identityEnvelope/${USER}`, { userId: USER, envelopes: [envelope] });

describe('a sealed identity', () => {
  it('is fetched after its block, once, from its own organisation', async () => {
    await look();
    sealed();
    seal(44);
    await look();
    expect(asked).toEqual([]);
    seal();
    await look();
    seal();
    await look();
    expect([asked, told]).toEqual([['jia-1'], [`jia-1 ${USER} done`]]);
    expect(await copies.get(USER, commitment)).toEqual(given);
  });

  it('is found by looking through the chain, too', async () => {
    sealed();
    await look();
    expect(await isHeld()).toBe(true);
  });

  it.each([
    ['another content', { ...given, content: Uint8Array.of(8) }],
    ['a salt of another length', { ...given, salt: new Uint8Array(31) }],
    ['more than an identity has', { ...given, content: new Uint8Array(64 * 1024 + 1) }],
  ])(
    'is not believed with %s, which is said once, and had from another node',
    async (_w, wrong) => {
      nodes = new Map([['jia-1', wrong]]);
      sealed();
      for (let minute = 0; minute < 3; minute += 1) {
        await look();
        now += MINUTE_MS;
      }
      expect([asked.length, told, await isHeld()]).toEqual([3, [`jia-1 ${USER} refused`], false]);
      nodes.set('jia-2', given);
      await look();
      expect([told.at(-1), await isHeld()]).toEqual([`jia-2 ${USER} done`, true]);
    },
  );

  it('is asked for again when its organisation could not be reached', async () => {
    nodes = new Map([['yi-1', given]]);
    sealed();
    await look();
    nodes.set('jia-2', given);
    await look();
    expect(await isHeld()).toBe(false);
    now += MINUTE_MS;
    await look();
    expect([asked, await isHeld()]).toEqual([['jia-2'], true]);
  });

  it('goes with the person, also after a new start, and is not fetched again', async () => {
    sealed();
    await look();
    copies = await IdentityCopies.open(shelf);
    expect([copies.has(USER), copies.has('u-0124')]).toEqual([true, false]);
    await copies.shred(USER);
    expect([copies.has(USER), await isHeld()]).toEqual([false, false]);
    entries.set(`erasure/${USER}`, { userId: USER, shredAt: now });
    now += 10 * MINUTE_MS;
    await look();
    expect([asked, await isHeld()]).toEqual([['jia-1'], false]);
  });
});

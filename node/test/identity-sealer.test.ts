// From the vault to the chain: who is sealed when, what is durable before, and what is done again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeIdentitySeal } from '@mingjing/client';
import { bytesToHex, envelopeKeyOf } from '@mingjing/crypto';
import { randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import type { Host } from '@mingjing/host';
import { dealEpoch } from '@mingjing/host/look-through';
import { PersonKeyFile } from '@mingjing/journal';
import {
  defaultParameters,
  identityCommitment,
  parseTransaction,
  type RecordEnvelope,
  recipientKeyId,
  verificationAnswerCodec,
} from '@mingjing/protocol';
import { Shelf } from '@mingjing/storage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Identity } from '../src/management/users/identity.ts';
import { IdentitySealer } from '../src/management/users/identity-sealer.ts';
import type { SealingTask } from '../src/management/users/sealing-thread.ts';
import { Vault } from '../src/management/users/vault.ts';

const CHAIN = 'trial-0123456789abcdef';
const USER = 'u-0123456789abcdef0123';
const identity: Identity = {
  ...{ kind: 'mobile', number: '13000000000', name: '测试甲子', salt: 'a1'.repeat(32) },
};
const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const epoch = (number: number) =>
  dealEpoch({
    ...{ number, authority: 'authority' },
    officers: { threshold: 1, holders: ['inspector-1'] },
    custodians: { threshold: 1, holders: ['jia'] },
  }).epoch;
const own = envelopeKeyOf(bytes(7)).publicKey;
const answer = verificationAnswerCodec.encode({
  ...{ chainName: 'trial', verifierKey: bytes(1), userKey: bytes(2), synthetic: true },
  ...{ verifiedAt: 1, expiresAt: 2 },
  identityCommitment: identityCommitment('trial', Buffer.from(identity.salt, 'hex'), identity),
});
const statement = signerFromSeed(bytes(9));

let folder: string;
let vault: Vault;
let sealer: IdentitySealer;
let now: number;
let entries: Map<string, unknown>;
/** Whether the chain takes what is submitted. */
let takes: boolean;
/** What happened, in order. */
let told: string[];

const envelopes = () =>
  (entries.get(`identityEnvelope/${USER}`) as { envelopes: RecordEnvelope[] } | undefined)
    ?.envelopes ?? [];

/** Seals in this thread: what a real one says is in the tests with real programs. */
const here = {
  compose: async ({ document, options }: SealingTask) =>
    composeIdentitySeal(document, { ...options, random: randomBytes }),
  close: async () => undefined,
};

const host = {
  ...{ nodeId: 'jia-validator', genesis: { name: 'trial', suite: 1 } },
  journal: { append: async ({ event }: { event: string }) => void told.push(event) },
  logger: { error: vi.fn(), warn: vi.fn() },
  statements: { keyId: () => bytes(3), sign: statement.sign },
  replica: {
    chain: {
      ...{ chainId: CHAIN, height: 1 },
      state: {
        get time() {
          return now;
        },
        parameters: defaultParameters,
        registry: {
          get: (kind: string, id: string) => entries.get(`${kind}/${id}`),
          all: (kind: string) =>
            [...entries].filter(([name]) => name.startsWith(`${kind}/`)).map(([, value]) => value),
        },
      },
    },
    submissions: {
      wait: (_id: Uint8Array, hear: (fate: object) => void) => {
        queueMicrotask(() => hear({ type: 'committed', code: 0 }));
        return () => undefined;
      },
    },
    submit: async ([item]: { transaction: Uint8Array }[]) => {
      const parsed = parseTransaction(item?.transaction ?? bytes(0), CHAIN, defaultParameters);
      if (!parsed.ok || parsed.value.message.type !== 'identitySeal') throw new Error('no seal');
      const { envelope, userId } = parsed.value.message.value;
      const kept = await vault.seals.content(bytesToHex(envelope.ciphertext));
      told.push(kept === undefined ? 'submitted too early' : `submitted ${userId}`);
      if (!takes) return [{ ok: false, reason: 'pool-full' }];
      entries.set(`identityEnvelope/${USER}`, { envelopes: [...envelopes(), envelope] });
      return [{ ok: true }];
    },
  },
} as unknown as Host;

async function keep(said: Identity, earlier: Identity[] = []): Promise<void> {
  await vault.shelf.change([
    ...(await vault.put(USER, { identity: said, earlier })),
    vault.seals.queue.put(USER, { since: now }),
  ]);
}

/** One look, and what came of it. */
async function look(): Promise<string[]> {
  told = [];
  sealer.look();
  await sealer.idle();
  return told;
}
const SEALED = ['identity-sealed', `submitted ${USER}`];
const isQueued = async () => (await vault.seals.queue.get(USER)) !== undefined;
const stateNow = () => sealer.stateOf(USER, { identity, earlier: [] });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-sealer-'));
  [now, takes, told] = [1_000_000, true, []];
  entries = new Map<string, unknown>([
    ['node/jia-validator', { organisation: 'jia' }],
    ['organisation/jia', { id: 'jia', region: 'CN-44' }],
    ['authority/authority', { id: 'authority', jurisdiction: 'CN-44', revokedHeight: 0 }],
    ['epoch/1', epoch(1)],
    ['currentEpoch/authority', { number: 1 }],
    ['envelopeHolder/organisation/jia', { keyId: recipientKeyId(own) }],
    [`envelopeKey/${recipientKeyId(own)}`, { publicKey: own, revokedHeight: 0 }],
    [`user/${USER}`, { id: USER, organisation: 'jia', answer }],
  ]);
  const keys = await PersonKeyFile.open({ path: join(folder, 'keys') });
  const key = () => bytes(1);
  const shelf = await Shelf.open(join(folder, 'vault'), { chainId: CHAIN, key });
  vault = await Vault.open({ shelf, keys, chainId: CHAIN, matchKey: key });
  sealer = new IdentitySealer(host, vault, () => now, here);
});
afterEach(async () => {
  await sealer.stop();
  await vault.shelf.close();
  rmSync(folder, { recursive: true, force: true });
  expect(host.logger.error).not.toHaveBeenCalled();
});

describe('an identity', () => {
  it('is sealed once: its entry, its ciphertext, and only then its transaction', async () => {
    await keep(identity);
    expect(await look()).toEqual(SEALED);
    expect([await stateNow(), await isQueued()]).toEqual(['sealed', false]);
    expect(await look()).toEqual([]);
  });

  it('waits for an epoch and for a key of its organisation', async () => {
    const { authority } = { authority: entries.get('currentEpoch/authority') };
    entries.delete('currentEpoch/authority');
    await keep(identity);
    expect([await look(), await stateNow(), await isQueued()]).toEqual([[], 'no-epoch', true]);
    entries.set('currentEpoch/authority', authority);
    const holder = entries.get('envelopeHolder/organisation/jia');
    entries.delete('envelopeHolder/organisation/jia');
    expect([await look(), await stateNow()]).toEqual([[], 'no-organisation-key']);
    expect(await sealer.lacksKey()).toBe(true);
    entries.set('envelopeHolder/organisation/jia', holder);
    expect([await look(), await sealer.lacksKey()]).toEqual([SEALED, false]);
  });

  it('is sealed anew after a correction, and to a later epoch', async () => {
    await keep(identity);
    await look();
    const other: Identity = { ...identity, number: '13000000001', salt: 'b2'.repeat(32) };
    await keep(other, [identity]);
    expect(await look()).toEqual(SEALED);
    expect(envelopes().map((each) => each.epoch)).toEqual([1, 1]);
    // Both stay openable: an order may be about either.
    for (const { ciphertext } of envelopes()) {
      expect(await vault.seals.content(bytesToHex(ciphertext))).toBeDefined();
    }
    const file = {
      ...({ id: USER, type: 'person', publicKey: '', possession: '', registeredAt: 0 } as const),
      ...{ consents: [], answers: [], corrections: [], shreddedAt: null },
    };
    await vault.shelf.change([vault.files.put(USER, file)]);
    entries.set('epoch/2', epoch(2)).set('currentEpoch/authority', { number: 2 });
    expect(await look()).toEqual(SEALED);
    expect(envelopes().map((each) => each.epoch)).toEqual([1, 1, 2]);
  });

  it('is sealed again after a refusal, when the first transaction is over', async () => {
    takes = false;
    await keep(identity);
    expect(await look()).toEqual(SEALED);
    const [first] = await vault.seals.of(USER);
    takes = true;
    expect([await look(), await isQueued()]).toEqual([[], true]);
    now += defaultParameters.replayWindowMs;
    expect(await look()).toEqual(SEALED);
    expect([await stateNow(), await isQueued()]).toEqual(['sealed', false]);
    expect(await vault.seals.content(first?.commitment ?? '')).toBeUndefined();
  });

  it('of somebody who is erased is not sealed, nor of who is no user yet', async () => {
    await keep(identity);
    entries.set(`erasure/${USER}`, { userId: USER });
    expect([await look(), await stateNow(), await isQueued()]).toEqual([[], 'erased', false]);
    entries.delete(`erasure/${USER}`);
    entries.delete(`user/${USER}`);
    await keep(identity);
    await vault.shelf.change([vault.pending.put(USER, { since: now, replacesKey: false })]);
    expect([await look(), await stateNow(), await isQueued()]).toEqual([[], 'not-on-chain', true]);
  });
});

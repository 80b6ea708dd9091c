// Between the vault and the chain: what is submitted again, what is taken, and what is discarded.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { PersonKeyFile } from '@mingjing/journal';
import { type Message, type VerificationAnswer, verificationAnswerCodec } from '@mingjing/protocol';
import { Shelf } from '@mingjing/storage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pending } from '../src/management/users/pending.ts';
import type { UserFile } from '../src/management/users/user-file.ts';
import { Vault } from '../src/management/users/vault.ts';

const DAY_MS = 24 * 60 * 60_000;
const USER = 'u-0123456789abcdef0123';
const bytes = (length: number) => new Uint8Array(length).fill(1);
const identity = {
  kind: 'mobile',
  number: '13000000000',
  name: null,
  salt: '01'.repeat(32),
} as const;

let folder: string;
let vault: Vault;
let pending: Pending;
let now = 0;
/** What the chain has of the user, and what was submitted and journalled. */
let onChain: { answer: Uint8Array } | undefined;
const submitted: Message[] = [];
const told: string[] = [];

const host = {
  nodeId: 'jia-validator',
  journal: { append: async ({ event }: { event: string }) => told.push(event) },
  logger: { error: (fields: { err: unknown }) => expect(fields.err).toBeUndefined() },
  replica: {
    chain: { height: 1, state: { registry: { get: () => onChain } } },
    submitOwn: vi.fn(async (message: Message) => {
      submitted.push(message);
      return undefined;
    }),
  },
} as unknown as Host;

function answerAt(verifiedAt: number, expiresAt: number): Uint8Array {
  const answer: VerificationAnswer = {
    ...{ chainName: 'trial', verifierKey: bytes(32), userKey: bytes(32), synthetic: true },
    ...{ identityCommitment: bytes(32), verifiedAt, expiresAt },
  };
  return verificationAnswerCodec.encode(answer);
}

async function keep(answer: Uint8Array, replacesKey = false): Promise<UserFile> {
  const kept = { answer: bytesToHex(answer), signature: 'ab'.repeat(64), receivedAt: now };
  const file: UserFile = {
    ...{ id: USER, type: 'person', publicKey: '02'.repeat(32), possession: '03'.repeat(64) },
    ...{ registeredAt: now, consents: [], answers: [kept], corrections: [], shreddedAt: null },
  };
  await vault.shelf.change([
    ...(await vault.put(USER, { identity, earlier: [] })),
    ...[vault.files.put(USER, file), vault.pending.put(USER, { since: now, replacesKey })],
  ]);
  return file;
}

const isWaiting = async () => (await vault.pending.get(USER)) !== undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-pending-'));
  [now, onChain] = [1_000_000, undefined];
  submitted.length = 0;
  told.length = 0;
  const key = () => bytes(32);
  const chainId = 'trial-0000000000000000';
  const keys = await PersonKeyFile.open({ path: join(folder, 'keys') });
  const shelf = await Shelf.open(join(folder, 'vault'), { chainId, key });
  vault = await Vault.open({ shelf, keys, chainId, matchKey: key });
  pending = new Pending(host, vault, () => now);
});
afterEach(async () => {
  await pending.stop();
  await vault.shelf.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a registration', () => {
  it('is submitted again until the chain has it', async () => {
    const answer = answerAt(now, now + 365 * DAY_MS);
    await keep(answer);
    await pending.look();
    await pending.look();
    expect(submitted.map(({ type }) => type)).toEqual(['identityRegister', 'identityRegister']);
    onChain = { answer };
    await pending.look();
    expect([submitted.length, await isWaiting()]).toEqual([2, false]);
    expect(await vault.read(USER)).toMatchObject({ identity });
  });

  it.each([
    ['the chain does not take it in a week', 365 * DAY_MS, 7 * DAY_MS],
    ['its answer expires', DAY_MS, DAY_MS],
  ])('leaves nothing of the person when %s', async (_name, validMs, laterMs) => {
    await keep(answerAt(now, now + validMs));
    now += laterMs - 1;
    await pending.look();
    expect(vault.has(USER)).toBe(true);
    now += 1;
    await pending.look();
    expect([vault.has(USER), await isWaiting()]).toEqual([false, false]);
    expect(await vault.files.get(USER)).toBeUndefined();
    expect(await vault.ownerOf(identity)).toBeUndefined();
    expect(told).toEqual(['registration-discarded']);
  });
});

describe('a later answer', () => {
  const before = () => answerAt(now - 5, now + DAY_MS);

  it('is a renewal, with the new key of who lost his', async () => {
    onChain = { answer: before() };
    await keep(answerAt(now, now + DAY_MS));
    await pending.look();
    await keep(answerAt(now, now + DAY_MS), true);
    await pending.look();
    const [renewal, replacement] = submitted;
    expect(renewal).toMatchObject({ type: 'identityRenew', value: { userId: USER } });
    expect(renewal?.value).not.toHaveProperty('key');
    expect(replacement?.value).toMatchObject({ key: { publicKey: new Uint8Array(32).fill(2) } });
  });

  it('is given up when it expires, and the user stays', async () => {
    onChain = { answer: before() };
    await keep(answerAt(now, now + DAY_MS));
    now += 8 * DAY_MS;
    await pending.look();
    expect([vault.has(USER), await isWaiting(), told]).toEqual([true, false, []]);
  });
});

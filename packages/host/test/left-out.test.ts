import { composeTransaction } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { generateSeed, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { ResultCode } from '@mingjing/execution';
import { defaultParameters, type Envelope } from '@mingjing/protocol';
import type { NetworkHandler } from '@mingjing/replica';
import { beforeEach, expect, it } from 'vitest';
import { LeftOut } from '../src/left-out.ts';

const CHAIN_ID = 'trial-0123456789abcdef';
const key = signerFromSeed(generateSeed());
/** A chain that knows one key. */
const chain = {
  chainId: CHAIN_ID,
  state: { parameters: defaultParameters, registry: { get: () => ({ holder: 'user-1' }) } },
} as unknown as Parameters<LeftOut['refused']>[0];

let now: number;
let entries: { reason?: string; actor?: object; object?: string; counts?: readonly number[] }[];
let passed: Envelope[];
let leftOut: LeftOut;
let handler: NetworkHandler;

beforeEach(() => {
  now = 1_800_000_000_000;
  entries = [];
  passed = [];
  const journal = { append: async (entry: object) => entries.push(entry) as never };
  const onError = (error: unknown) => {
    throw error;
  };
  leftOut = new LeftOut({ journal, now: () => now, onError });
  handler = leftOut.before({
    connected: () => undefined,
    disconnected: () => undefined,
    request: async () => ({}),
    envelope: (_, envelope) => passed.push(envelope),
  });
});

function transaction(): Uint8Array {
  const message = { type: 'retentionErase', value: { userId: 'user-1' } } as const;
  return composeTransaction({
    ...{ chainId: CHAIN_ID, keyId: keyId(key.publicKey), sign: key.sign, message },
    ...{ validUntil: now + 60_000, unique: randomBytes(16) },
  }).bytes;
}

/** A peer passes one on, and the state refuses it. */
function refusedOf(peer: string): void {
  const bytes = transaction();
  handler.envelope(peer, { poolBatch: { items: [{ transaction: bytes, attachments: [] }] } });
  leftOut.refused(chain, bytes, ResultCode.userNotActive);
}

it('names who passed on what, and who signed it', () => {
  refusedOf('node-b');
  expect(passed).toHaveLength(1);
  expect(entries).toEqual([
    {
      ...{ source: 'security', event: 'transaction-left-out', result: 'refused' },
      ...{ reason: 'userNotActive', actor: { type: 'node', id: 'node-b' }, object: 'user-1' },
      ...{ transactionId: expect.any(Uint8Array), counts: [1] },
    },
  ]);
});

it('names them of what a vote on the parameters made too large', () => {
  const { parameters } = chain.state;
  const lowered = { ...chain.state, parameters: { ...parameters, transactionBytesMax: 10 } };
  const bytes = transaction();
  handler.envelope('node-b', { poolBatch: { items: [{ transaction: bytes, attachments: [] }] } });
  leftOut.refused({ chainId: CHAIN_ID, state: lowered }, bytes, ResultCode.badField);
  expect(entries).toMatchObject([{ object: 'user-1', transactionId: expect.any(Uint8Array) }]);
});

it('says nothing of what a client brought, which has entries of its own', () => {
  leftOut.refused(chain, transaction(), ResultCode.userNotActive);
  expect(entries).toEqual([]);
});

it('counts what a peer passes on beyond twenty in a minute, and tells it with the next', () => {
  for (let n = 0; n < 25; n += 1) refusedOf('node-b');
  expect(entries).toHaveLength(20);
  refusedOf('node-c');
  expect(entries.at(-1)).toMatchObject({ actor: { id: 'node-c' }, counts: [1] });
  now += 60_000;
  refusedOf('node-b');
  refusedOf('node-b');
  expect(entries.slice(-2)).toMatchObject([{ counts: [6] }, { counts: [1] }]);
});

it('is not silenced by a clock that is set back', () => {
  for (let n = 0; n < 21; n += 1) refusedOf('node-b');
  now -= 3_600_000;
  refusedOf('node-b');
  expect(entries).toHaveLength(21);
});

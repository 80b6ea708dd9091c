// Records of a time when the chain allowed more, read after a vote lowered what it allows.
import { bytesToHex, publicKeyFromSeedPortable } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import { blockCodec, defaultParameters, RegistryKind } from '@mingjing/protocol';
import { expect, it } from 'vitest';
import { author, chainId, commit, firstSeats, genesis } from '../../packages/proofs/test/chain.ts';
import { privateRecord } from '../../packages/proofs/test/private-record.ts';
import { DayFeeder } from '../src/day/day-feeder.ts';
import { subjectOf } from '../src/desk/look-through/subject.ts';
import { blockReader } from '../src/desk/rules/block-reader.ts';
import { authorOf, findRecord, latestRecords } from '../src/reading/records.ts';

const LOWERED = { ...defaultParameters, attachmentsPerTransactionMax: 8 };

const many = privateRecord(12);
const few = privateRecord(2);

/** A node on a chain of one block, as far as readers of blocks ask it. */
function hostAfterTheVote(results: readonly number[]): Host {
  const { certificate, headerBytes } = commit(firstSeats, { height: 1 });
  const transactions = [many.transaction, few.transaction];
  const none = new Uint8Array(0);
  const block = blockCodec.encode({ header: headerBytes, parentCertificate: none, transactions });
  const holder = { holder: 'user-1', holderKind: RegistryKind.user };
  const entries: Record<string, object> = {
    key: { ...holder, publicKey: publicKeyFromSeedPortable(author.seed) },
    user: { organisation: 'org-a' },
  };
  const registry = { get: (kind: string) => entries[kind] };
  const store = {
    block: async (height: number) =>
      height === 1 ? { height, block, certificate, results } : undefined,
    findTransaction: async () => ({ height: 1, index: 0 }),
    validatorChanges: async () => [],
  };
  const held = { hasAttachments: async (asked: readonly unknown[]) => asked.map(() => true) };
  const contents = {
    isTakenDown: () => false,
    store: { ...held, attachment: async () => undefined },
  };
  const chain = { chainId, height: 1, state: { chainId, registry, parameters: LOWERED } };
  const journal = { durableSize: () => 0, readRange: async () => [] };
  return { genesis, store, journal, replica: { chain, contents } } as unknown as Host;
}

const { done } = ResultCode;

it('a record with more attachments than may be now is found and listed', async () => {
  const host = hostAfterTheVote([done, done]);
  expect(await findRecord(host, many.id)).toMatchObject({ id: bytesToHex(many.id), category: 1 });
  const { records } = await latestRecords(host, undefined, 10);
  expect(records.map(({ view }) => view.id)).toEqual([few.id, many.id].map(bytesToHex));
  expect(await authorOf(host, many.id)).toBe('user-1');
});

it('what is sealed of it is found', async () => {
  const found = await subjectOf(hostAfterTheVote([done, done]), many.id, () => true);
  expect(found).toMatchObject({ organisation: 'org-a', envelope: { epoch: 1 } });
});

it('rules read it, and each transaction of its block with its own result', async () => {
  const results = [done, ResultCode.userFrozen];
  const block = await blockReader(hostAfterTheVote(results)).block(1);
  expect(
    block?.transactions.map(({ recordCount, attachments }) => [recordCount, attachments.length]),
  ).toEqual([
    [1, 12],
    [1, 2],
  ]);
  expect(block?.results).toEqual(results);
});

it('it is counted among the records of the day', async () => {
  const now = genesis.time + 2000;
  const day = new DayFeeder(hostAfterTheVote([done, done]), [], now);
  await day.step(now);
  expect(day.axis.view(now).counts.records.at(-1)).toBe(2);
});

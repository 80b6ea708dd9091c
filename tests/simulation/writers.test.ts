import { BlockDraft, ResultCode } from '@mingjing/execution';
import { verifyReceipt } from '@mingjing/proofs';
import {
  genesisCodec,
  genesisHash,
  type Message,
  type ParsedTransaction,
  type PoolItem,
  SanctionGrade,
  verificationAnswerCodec,
  verificationSignable,
} from '@mingjing/protocol';
import {
  answerFor,
  publication,
  REVIEWER,
  SUBJECT,
  securityAdminOf,
  signed,
  VALIDATORS,
  VERIFIER,
  worldKey,
  worldVerifier,
} from '@mingjing/simulator';
import { afterEach, expect, test, vi } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

afterEach(() => vi.restoreAllMocks());

/** How a user comes to write no more, with a publication of his in every validator's pool. */
interface Way {
  readonly code: ResultCode;
  readonly refusal: string;
  arrange(quiet: QuietWorld): Promise<void>;
}

const WAYS: Readonly<Record<'suspended' | 'closed' | 'lapsed', Way>> = {
  suspended: {
    ...{ code: ResultCode.userNotActive, refusal: 'result-userNotActive' },
    arrange: (quiet) => race(quiet, bySuspending(quiet)),
  },
  closed: {
    ...{ code: ResultCode.userNotActive, refusal: 'result-userNotActive' },
    async arrange(quiet) {
      const closing = { userId: SUBJECT, grade: SanctionGrade.close, reason: 1, basis: 16 };
      const value = { ...closing, expiresAt: 0 };
      const imposed = byOfficer(quiet, REVIEWER, { type: 'sanctionImpose', value });
      const sanctionId = await quiet.submit('node-a', imposed);
      await quiet.reach(1);
      const message: Message = { type: 'sanctionConfirm', value: { sanctionId } };
      await race(quiet, byOfficer(quiet, securityAdminOf('org-a'), message));
    },
  },
  lapsed: {
    ...{ code: ResultCode.userNotVerified, refusal: 'result-userNotVerified' },
    async arrange(quiet) {
      await quiet.submit('node-a', lapsing(quiet));
      await quiet.reach(1);
      await quiet.pass(LAPSES_MS);
      // What no node takes from its own clients, a peer that does no better passes on.
      const items = [publication(quiet.writing(), [100], SUBJECT)];
      for (const name of VALIDATORS) {
        quiet.world.node(name).replica?.handler.envelope('node-f', { poolBatch: { items } });
      }
    },
  },
};
const EACH = Object.entries(WAYS);

/** Well after the block of a renewal. */
const LAPSES_MS = 2000;

function byOfficer(quiet: QuietWorld, officer: string, message: Message): PoolItem {
  const writing = quiet.writing();
  return signed(writing, worldKey(officer, 'officer', writing.kind), message);
}

function bySuspending(quiet: QuietWorld): PoolItem {
  const value = { userId: SUBJECT, grade: SanctionGrade.suspend, reason: 1, basis: 16 };
  const expiresAt = quiet.writing().validUntil + 3_600_000;
  return byOfficer(quiet, REVIEWER, { type: 'sanctionImpose', value: { ...value, expiresAt } });
}

/** A renewal on an answer that is good for a moment. */
function lapsing(quiet: QuietWorld): PoolItem {
  const writing = quiet.writing();
  const before = verificationAnswerCodec.decode(answerFor(SUBJECT).answer);
  const verifiedAt = Math.floor(quiet.world.clock.time) + 1;
  const { statement, signing } = verificationSignable({
    ...{ chainName: before.chainName, verifierKey: before.verifierKey, userKey: before.userKey },
    ...{ identityCommitment: before.identityCommitment, synthetic: before.synthetic },
    ...{ verifiedAt, expiresAt: verifiedAt + LAPSES_MS },
  });
  const answerSignature = worldKey(VERIFIER, 'verifier', writing.kind).signReal(signing);
  const value = { userId: SUBJECT, answer: statement, answerSignature };
  const key = worldKey(SUBJECT, 'user', writing.kind);
  return signed(writing, key, { type: 'identityRenew', value });
}

/** What ends a user's writing, and what he publishes meanwhile: each is admitted by itself. */
async function race(quiet: QuietWorld, ending: PoolItem): Promise<void> {
  const items = [ending, publication(quiet.writing(), [100], SUBJECT)];
  const answers = await quiet.world.node('node-a').replica?.submit(items);
  expect(answers?.map(({ ok }) => ok)).toEqual([true, true]);
}

/** It has come to that, and blocks were made for whatever is in the pools. */
async function comeTo(quiet: QuietWorld, way: Way): Promise<void> {
  await quiet.pass(500);
  await way.arrange(quiet);
  await quiet.reach(1);
  await quiet.pass(3000);
}

const published = (quiet: QuietWorld, name: string) =>
  quiet.blocks(name).flatMap(({ executed: { outcome, transactions } }) =>
    transactions.flatMap(({ id, message }, at) => {
      return message.type === 'recordsPublish' ? [{ id, code: outcome.results[at] }] : [];
    }),
  );

test.each(EACH)('an honest proposer leaves out what a user writes who is %s', async (_, way) => {
  const quiet = new QuietWorld();
  await comeTo(quiet, way);
  for (const name of VALIDATORS) expect(published(quiet, name)).toEqual([]);
  expect(quiet.world.nodes.map(({ replica }) => replica?.pool.size)).toEqual([0, 0, 0, 0, 0]);
  const again = quiet.submit('node-b', publication(quiet.writing(), [], SUBJECT));
  await expect(again).rejects.toThrow(way.refusal);
});

test.each(EACH)('of a careless proposer it is a refused result of who is %s', async (_, way) => {
  // Every correct node takes such a block: whether it is valid hangs on the state before it alone.
  vi.spyOn(BlockDraft.prototype, 'applyUnlessRefused').mockImplementation(function (
    this: BlockDraft,
    transaction: ParsedTransaction,
  ) {
    this.apply(transaction);
    return ResultCode.done;
  });
  const quiet = new QuietWorld({ signatures: 'ed25519' });
  await comeTo(quiet, way);
  for (const name of VALIDATORS) {
    expect(published(quiet, name)).toMatchObject([{ code: way.code }]);
    expect(quiet.world.node(name).replica?.chain.state.records.size).toBe(0);
  }
  const [refused] = published(quiet, 'node-b');
  const receipt = await quiet.world.node('node-b').replica?.receipt(refused?.id as Uint8Array);
  const { verify } = worldVerifier('ed25519');
  const check = verifyReceipt(receipt ?? new Uint8Array(), {
    trustedGenesisHash: genesisHash(genesisCodec.encode(quiet.world.options.genesis)),
    verify: (publicKey, message, signature) => verify({ publicKey, message, signature }),
  });
  expect(check).toMatchObject({ ok: true, value: { resultCode: way.code, records: [] } });
});

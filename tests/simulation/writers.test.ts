import { BlockDraft, ResultCode } from '@mingjing/execution';
import { verifyReceipt } from '@mingjing/proofs';
import {
  genesisCodec,
  genesisHash,
  type ParsedTransaction,
  type PoolItem,
  SanctionGrade,
} from '@mingjing/protocol';
import {
  publication,
  REVIEWER,
  SUBJECT,
  signed,
  VALIDATORS,
  worldKey,
  worldVerifier,
} from '@mingjing/simulator';
import { afterEach, expect, test, vi } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

afterEach(() => vi.restoreAllMocks());

/** A suspension, and what its subject publishes at the same time: each is admitted by itself. */
function race(quiet: QuietWorld): PoolItem[] {
  const writing = quiet.writing();
  const value = { userId: SUBJECT, grade: SanctionGrade.suspend, reason: 1, basis: 16 };
  const sanction = { ...value, expiresAt: writing.validUntil + 3_600_000 };
  const key = worldKey(REVIEWER, 'officer', writing.kind);
  return [
    signed(writing, key, { type: 'sanctionImpose', value: sanction }),
    publication(writing, [100], SUBJECT),
  ];
}

async function submitted(quiet: QuietWorld, items: PoolItem[]): Promise<void> {
  await quiet.pass(500);
  const answers = await quiet.world.node('node-a').replica?.submit(items);
  expect(answers?.map(({ ok }) => ok)).toEqual([true, true]);
  await quiet.reach(1);
  await quiet.pass(3000);
}

test('an honest proposer leaves out what a suspended user wrote; no pool keeps it', async () => {
  const quiet = new QuietWorld();
  await submitted(quiet, race(quiet));
  const taken = quiet.blocks('node-c').flatMap(({ executed }) => executed.transactions);
  expect(taken.map(({ message }) => message.type)).toEqual(['sanctionImpose']);
  expect(quiet.world.nodes.map(({ replica }) => replica?.pool.size)).toEqual([0, 0, 0, 0, 0]);
  const again = quiet.submit('node-b', publication(quiet.writing(), [], SUBJECT));
  await expect(again).rejects.toThrow('result-userNotActive');
});

test('in the block of a careless proposer it is a refused result without effect', async () => {
  // Every correct node takes such a block: whether it is valid hangs on the state before it alone.
  vi.spyOn(BlockDraft.prototype, 'applyUnlessRefused').mockImplementation(function (
    this: BlockDraft,
    transaction: ParsedTransaction,
  ) {
    this.apply(transaction);
    return ResultCode.done;
  });
  const quiet = new QuietWorld({ signatures: 'ed25519' });
  await submitted(quiet, race(quiet));
  for (const name of VALIDATORS) {
    const [first] = quiet.blocks(name);
    expect(first?.executed.outcome.results).toEqual([ResultCode.done, ResultCode.userNotActive]);
    expect(quiet.world.node(name).replica?.chain.state.records.size).toBe(0);
  }
  const refused = quiet.blocks('node-b')[0]?.executed.transactions[1];
  const receipt = await quiet.world.node('node-b').replica?.receipt(refused?.id as Uint8Array);
  const { verify } = worldVerifier('ed25519');
  const check = verifyReceipt(receipt ?? new Uint8Array(), {
    trustedGenesisHash: genesisHash(genesisCodec.encode(quiet.world.options.genesis)),
    verify: (publicKey, message, signature) => verify({ publicKey, message, signature }),
  });
  expect(check).toMatchObject({
    ok: true,
    value: { resultCode: ResultCode.userNotActive, records: [] },
  });
});

// A vote lowers what a transaction may have while one that has more waits in the pools: no block
// may carry it, for whoever fetches that block parses it under the lowered limits.
import { ResultCode } from '@mingjing/execution';
import {
  frameCodec,
  type ModerationOrder,
  OrderKind,
  type Parameters,
  type ParsedTransaction,
  type PoolItem,
  parseTransaction,
  proposerOf,
  recordId,
  validatorAt,
  widestParameters,
} from '@mingjing/protocol';
import type { Fate, Replica } from '@mingjing/replica';
import {
  AUTHOR,
  FOLLOWER,
  INSPECTOR,
  publication,
  signed,
  simulatedGenesis,
  VALIDATORS,
  type Writing,
  worldKey,
} from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { ballots, carry, propose } from './carry.ts';
import { QuietWorld } from './quiet-world.ts';

const EVERYONE = [...VALIDATORS, FOLLOWER];
const TIME_MS = 30_000;

function replicaOf(quiet: QuietWorld, node: string): Replica {
  const { replica } = quiet.world.node(node);
  if (replica === undefined) throw new Error(`${node} is down`);
  return replica;
}

function parsed(quiet: QuietWorld, { transaction }: PoolItem): ParsedTransaction {
  const read = parseTransaction(transaction, quiet.world.chainId, widestParameters);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

function proposerAt(quiet: QuietWorld, height: number): string | undefined {
  const { validators } = replicaOf(quiet, 'node-a').chain.state;
  return validatorAt(validators, proposerOf(validators, height, 0))?.nodeId;
}

/** What becomes of a transaction at a node, as its submitter is told. */
function fatesOf(quiet: QuietWorld, node: string, item: PoolItem): Fate[] {
  const fates: Fate[] = [];
  replicaOf(quiet, node).submissions.wait(parsed(quiet, item).id, (fate) => fates.push(fate));
  return fates;
}

/** A record with a subject of 64 characters, so many times. */
function records(writing: Writing, count: number): PoolItem {
  const record = { category: 1, subject: 's'.repeat(64), attachments: [] };
  const value = { records: Array.from({ length: count }, () => record) };
  const key = worldKey(AUTHOR, 'user', writing.kind);
  return signed(writing, key, { type: 'recordsPublish', value });
}

/** An order that names each of a record's attachments: it has more than 4096 bytes. */
function takedown(quiet: QuietWorld, { id, attachments }: ParsedTransaction): PoolItem {
  const writing = quiet.writing();
  const value: ModerationOrder = {
    ...{ kind: OrderKind.takedown, userId: '', recordId: recordId(id, 0) },
    commitments: attachments.map(({ commitment }) => commitment),
    ...{ lifts: new Uint8Array(0), effectiveHeight: 0, expiresAt: 0, drill: true },
    deadline: writing.validUntil + 3_600_000,
    ...{ basis: 1, reason: 1, caseHash: new Uint8Array(32).fill(1) },
  };
  const key = worldKey(INSPECTOR, 'officer', writing.kind);
  return signed(writing, key, { type: 'moderationOrder', value });
}

/** A world in which all but the last of the ballots that lower limits are in blocks. */
async function beforeTheLast(lowered: Partial<Parameters>) {
  // One transaction in a block: what is submitted last waits for the one after the decision.
  const genesis = simulatedGenesis({ transactionsMax: 1 });
  const quiet = new QuietWorld({ genesis });
  await quiet.pass(500);
  const setParameters = { ...genesis.parameters, ...lowered };
  const cast = ballots(quiet, await propose(quiet, { setParameters }));
  for (const ballot of cast.slice(0, -1)) {
    await quiet.submit('node-a', ballot);
    await quiet.reach(quiet.world.maxHeight + 1);
  }
  return { quiet, last: cast.slice(-1) };
}

describe('a transaction that exceeds limits lowered while it waited', () => {
  it.each([
    [
      'an attachment too large',
      { attachmentSizeMax: 1024 },
      (w: Writing) => publication(w, [5000]),
    ],
    [
      'too many attachments',
      { attachmentsPerTransactionMax: 1 },
      (w: Writing) => publication(w, [1, 1]),
    ],
    ['too many bytes', { transactionBytesMax: 4096 }, (w: Writing) => records(w, 80)],
  ])('%s: it is refused, and everyone goes on', async (_name, lowered, exceeding) => {
    const { quiet, last } = await beforeTheLast(lowered);
    quiet.world.node('node-d').crash();
    const item = exceeding(quiet.writing());
    const fates = fatesOf(quiet, 'node-a', item);
    const submitted = replicaOf(quiet, 'node-a').submit([...last, item]);
    await quiet.until(() => fates.length > 0, TIME_MS);
    expect((await submitted).map(({ ok }) => ok)).toEqual([true, true]);
    expect(replicaOf(quiet, 'node-a').chain.state.parameters).toMatchObject(lowered);
    expect(fates).toEqual([{ type: 'refused', code: ResultCode.badField }]);
    void quiet.world.node('node-d').start();
    const height = quiet.world.maxHeight + 2;
    for (const node of ['node-a', 'node-b']) await quiet.publish(node, [10]);
    await quiet.reach(height, TIME_MS, EVERYONE);
    expect(quiet.accusations).toEqual([]);
  });

  it('no voter takes a block with it, and its proposer is named', async () => {
    const { quiet, last } = await beforeTheLast({ attachmentSizeMax: 1024 });
    // The others still have it in their pools when the turn of this proposer comes.
    while (proposerAt(quiet, quiet.world.maxHeight + 2) !== 'node-a') {
      await quiet.publish('node-a', [10]);
      await quiet.reach(quiet.world.maxHeight + 1);
    }
    const item = publication(quiet.writing(), [5000]);
    const { idKey, hashKey } = parsed(quiet, item);
    const { pool, chain } = replicaOf(quiet, 'node-a');
    void replicaOf(quiet, 'node-a').submit([...last, item]);
    await quiet.until(() => pool.getByKey(hashKey) !== undefined, TIME_MS);
    const entry = pool.remove({ idKey });
    if (entry === undefined) throw new Error('it is not in the pool');
    // This proposer looks at nothing that it could measure.
    pool.add({ ...entry, transaction: { ...entry.transaction, attachments: [] } });
    expect(chain.state.parameters.attachmentSizeMax).toBeGreaterThan(5000);
    await quiet.until(() => quiet.accusations.length >= 3, TIME_MS);
    await quiet.publish('node-b', [10]);
    await quiet.reach(quiet.world.maxHeight + 1, TIME_MS, EVERYONE);
    expect(new Set(quiet.accusations.map((each) => each.split(' ').slice(1).join(' ')))).toEqual(
      new Set(['node-a block-limits']),
    );
    const ids = quiet
      .blocks(FOLLOWER)
      .flatMap(({ executed }) => executed.transactions.map((each) => each.idKey));
    expect(ids).not.toContain(idKey);
  });

  it('an order: whoever follows does not wait for a block with it any more', async () => {
    // What the follower has in its pool nobody else hears.
    const passes = (from: string, _to: string, frame: Uint8Array) => {
      const read = from === FOLLOWER ? frameCodec.parse(frame) : undefined;
      return !read?.ok || !read.value.envelopes.some(({ poolBatch }) => poolBatch);
    };
    const genesis = simulatedGenesis({ attachmentsPerTransactionMax: 256 });
    const quiet = new QuietWorld({ genesis, planted: { passes } });
    await quiet.pass(500);
    const many = publication(quiet.writing(), new Array(150).fill(1));
    await quiet.submit('node-a', many);
    await quiet.reach(1, TIME_MS, EVERYONE);
    const order = takedown(quiet, parsed(quiet, many));
    const fates = fatesOf(quiet, FOLLOWER, order);
    await quiet.submit(FOLLOWER, order);
    await carry(quiet, { setParameters: { ...genesis.parameters, transactionBytesMax: 4096 } });
    await quiet.reach(quiet.world.maxHeight, TIME_MS, EVERYONE);
    await quiet.until(() => fates.length > 0, 1000);
    expect(fates).toEqual([{ type: 'refused', code: ResultCode.badField }]);
    expect(replicaOf(quiet, FOLLOWER).pool.orders()).toEqual([]);
  });
});

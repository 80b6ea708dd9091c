// A transaction that a proposer leaves out waits on: the proposal may never be committed, and the
// proposer's clock may be wrong. It leaves the pools when the committed state refuses it, only.
import {
  EvidenceKind,
  frameCodec,
  signedStatement,
  Tag,
  VoteType,
  voteStatementCodec,
} from '@mingjing/protocol';
import type { Fate } from '@mingjing/replica';
import { registration, VALIDATORS, worldKey } from '@mingjing/simulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

const NODE = 'node-a';
const USER = 'person-1';

let quiet: QuietWorld;
/** Whether nobody hears what the node has in its pool, nor what it proposes. */
let isCutOff: boolean;
let proposals: number;

beforeEach(async () => {
  [isCutOff, proposals] = [false, 0];
  const passes = (from: string, _to: string, frame: Uint8Array) => {
    const parsed = frameCodec.parse(frame);
    if (!isCutOff || from !== NODE || !parsed.ok) return true;
    const { envelopes } = parsed.value;
    proposals += envelopes.filter(({ proposal }) => proposal).length;
    return !envelopes.some(({ poolBatch, proposal }) => poolBatch ?? proposal);
  };
  quiet = new QuietWorld({ planted: { passes } });
  await quiet.pass(500);
});

const replica = () => {
  const { replica: found } = quiet.world.node(NODE);
  if (found === undefined) throw new Error('the node is down');
  return found;
};

/** Submits a registration of the same user each time; answers what becomes of it. */
async function register(validityMs: number): Promise<Fate[]> {
  const fates: Fate[] = [];
  const id = await quiet.submit(NODE, registration(quiet.writing(validityMs), NODE, USER));
  replica().submissions.wait(id, (fate) => fates.push(fate));
  return fates;
}

/** Until the node has proposed once more, and everybody has gone on without it. */
async function proposesInVain(): Promise<void> {
  const before = proposals;
  await quiet.until(() => proposals > before, 40_000);
  await quiet.pass(2000);
}

describe('left out of a proposal', () => {
  it('for another in it, it is in a later block when that other one is in none', async () => {
    isCutOff = true;
    const first = await register(15_000);
    const second = await register(60_000);
    await proposesInVain();
    expect([first, second]).toEqual([[], []]);
    await quiet.until(() => first.length > 0, 40_000);
    expect(first).toEqual([{ type: 'expired' }]);
    isCutOff = false;
    await quiet.until(() => second.length > 0, 40_000);
    expect(second).toMatchObject([{ type: 'committed', code: 0 }]);
  });

  it('for another in it, it is refused once that other one is in a block', async () => {
    isCutOff = true;
    const first = await register(60_000);
    const second = await register(60_000);
    await proposesInVain();
    isCutOff = false;
    await quiet.until(() => first.length + second.length > 1, 40_000);
    expect(first).toMatchObject([{ type: 'committed', code: 0 }]);
    expect(second).toMatchObject([{ type: 'refused' }]);
    expect(replica().pool.size).toBe(0);
  });

  it('by a clock that is wrong, it is in a later block when the clock is right again', async () => {
    isCutOff = true;
    const fates = await register(120_000);
    quiet.world.node(NODE).clockOffsetMs += 600_000;
    await proposesInVain();
    quiet.world.node(NODE).clockOffsetMs -= 600_000;
    expect(fates).toEqual([]);
    isCutOff = false;
    await quiet.until(() => fates.length > 0, 60_000);
    expect(fates).toMatchObject([{ type: 'committed', code: 0 }]);
  });
});

describe("a node's own evidence", () => {
  /** Two prevotes of node-d for the first height. */
  function twoPrevotes() {
    const key = worldKey('node-d', 'vote', 'keyed-hash');
    const { chainId } = quiet.world;
    const [first, second] = [1, 2].map((fill) =>
      voteStatementCodec.encode({
        type: VoteType.prevote,
        height: 1,
        round: 0,
        blockId: new Uint8Array(32).fill(fill),
      }),
    ) as [Uint8Array, Uint8Array];
    const sign = (statement: Uint8Array) => key.sign(signedStatement(Tag.vote, chainId, statement));
    const signatures = { firstSignature: sign(first), secondSignature: sign(second) };
    const value = {
      ...{ first, second, voteKey: key.id, kind: EvidenceKind.votes },
      ...signatures,
    };
    return { type: 'misbehaviourEvidence' as const, value };
  }

  it('is in a block although the chain stood still for longer than it was valid', async () => {
    for (const name of ['node-c', 'node-d']) quiet.world.node(name).crash();
    const half = replica().chain.state.parameters.replayWindowMs / 2;
    void replica().submitOwn(twoPrevotes());
    await quiet.pass(half + 10_000);
    expect(quiet.world.maxHeight).toBe(0);
    for (const name of ['node-c', 'node-d']) void quiet.world.node(name).start();
    const evidence = () => replica().chain.state.registry.all('evidence');
    await quiet.until(() => evidence().length > 0, 120_000);
    expect(evidence()).toMatchObject([{ nodeId: 'node-d', height: 1 }]);
    await quiet.pass(5000);
    const sizes = VALIDATORS.map((name) => quiet.world.node(name).replica?.pool.size);
    expect(sizes).toEqual([0, 0, 0, 0]);
  });
});

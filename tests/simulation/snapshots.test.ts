import { RefusalCode } from '@mingjing/protocol';
import type { Request, Response } from '@mingjing/replica';
import { FOLLOWER } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { carry } from './carry.ts';
import { HEIGHTS, SNAPSHOT_AT, SnapshotWorld } from './snapshot-world.ts';

const refusal = { refusal: { code: RefusalCode.notHeld } };

describe('joining by a snapshot', () => {
  it('goes on from a snapshot, follows, and fetches the older blocks', async () => {
    const quiet = new SnapshotWorld();
    await quiet.history();
    quiet.join();
    await quiet.untilJoined();
    const heights = quiet.blocks(FOLLOWER).map(({ executed }) => executed.header.height);
    expect(heights).toEqual([11, 12]);
    await quiet.untilComplete();
    const root = quiet.world.node('node-a').replica?.chain.state.stateRoot;
    expect(quiet.joining?.chain.state.stateRoot).toEqual(root);
    expect(quiet.journal).toMatchObject([
      { event: 'snapshot-joined', result: 'done', height: SNAPSHOT_AT },
    ]);
    expect(quiet.accusations).toEqual([]);
  });

  it('gives the same receipts as the others once the blocks are here', async () => {
    const quiet = new SnapshotWorld();
    await quiet.history(6);
    await carry(quiet, { setVotingPower: { nodeId: 'node-c', power: 12 } });
    const late = await quiet.publish('node-a', [300]);
    await quiet.history(HEIGHTS + 2);
    quiet.join();
    await quiet.untilComplete();
    await quiet.untilJoined();
    const theirs = await quiet.world.node('node-a').replica?.receipt(late);
    expect(theirs).toBeDefined();
    // Certificates differ from node to node: what they certify does not.
    expect((await quiet.joining?.receipt(late))?.length).toBeGreaterThan(0);
    await quiet.until(() => quiet.joining?.gaps().length === 0, 5000);
  });

  it('makes the same snapshot as the others, and serves it', async () => {
    const quiet = new SnapshotWorld();
    await quiet.history();
    quiet.join();
    await quiet.untilComplete();
    await quiet.history(15);
    const names = () => ['node-a', 'node-b', FOLLOWER].map((node) => quiet.shelf(node).list()[0]);
    await quiet.until(() => names().every((offer) => offer?.height === 15), 5000);
    const [a, b, f] = names();
    expect([b, f]).toEqual([a, a]);
  });

  it('takes the blocks when nobody has a snapshot', async () => {
    const quiet = new SnapshotWorld();
    await quiet.history(3);
    quiet.join();
    await quiet.untilJoined(15_000);
    expect(quiet.blocks(FOLLOWER).map(({ executed }) => executed.header.height)).toEqual([1, 2, 3]);
    expect(quiet.joining?.missingBlocks()).toBeUndefined();
  });

  it('is whole again after a crash at any moment', async () => {
    const quiet = new SnapshotWorld();
    await quiet.history();
    const node = quiet.world.node(FOLLOWER);
    for (let life = 0; life < 20; life += 1) {
      void node.start();
      await quiet.pass(1 + 6 * life);
      node.crash();
    }
    void node.start();
    await quiet.untilJoined();
    await quiet.untilComplete();
    const root = quiet.world.node('node-a').replica?.chain.state.stateRoot;
    expect(node.replica?.chain.state.stateRoot).toEqual(root);
    expect(quiet.accusations).toEqual([]);
  });
});

describe('the author of a record that was published before the snapshot', () => {
  /** Old blocks come from nobody; receipts as `answer` says. */
  function hiding(answer: (node: string, response: Omit<Response, 'id'>) => typeof response) {
    const hides = { old: true };
    const answered = (node: string, request: Request, response: Omit<Response, 'id'>) => {
      if (hides.old && request.blocks?.results) return refusal;
      return request.receipt ? answer(node, response) : response;
    };
    return { quiet: new SnapshotWorld({ answered }), hides };
  }

  it('comes as a receipt while the block is not here', async () => {
    const { quiet } = hiding((_node, response) => response);
    const first = await quiet.history();
    quiet.join();
    await quiet.untilJoined();
    await quiet.withdraw(first);
    await quiet.reach(HEIGHTS + 1, 8000, ['node-a', FOLLOWER]);
    const { results } = quiet.blocks(FOLLOWER).at(-1)?.executed.outcome ?? {};
    expect([results, quiet.joining?.missingBlocks()]).toEqual([[0], { from: 1, to: 9 }]);
    expect(quiet.accusations).toEqual([]);
  });

  it('is waited for when nobody gives it, until the block it is in is here', async () => {
    const { quiet, hides } = hiding(() => refusal);
    const first = await quiet.history();
    quiet.join();
    await quiet.untilJoined();
    await quiet.withdraw(first);
    await quiet.reach(HEIGHTS + 1);
    await quiet.pass(3000);
    expect(quiet.joining?.chain.height).toBe(HEIGHTS);
    hides.old = false;
    await quiet.untilJoined();
    expect(quiet.accusations).toEqual([]);
  });

  it('is believed of no receipt that does not hold, and its sender is named', async () => {
    let liar: string | undefined;
    const { quiet } = hiding((node, response) => {
      liar ??= node;
      if (node !== liar || !response.receipt) return response;
      const receipt = Uint8Array.from(response.receipt.receipt);
      receipt[receipt.length - 100] = (receipt.at(-100) ?? 0) ^ 1;
      return { receipt: { receipt } };
    });
    const first = await quiet.history();
    quiet.join();
    await quiet.untilJoined();
    await quiet.withdraw(first);
    await quiet.reach(HEIGHTS + 1, 8000, ['node-a', FOLLOWER]);
    expect(quiet.accusations).toEqual([`node-f ${liar} receipt-invalid`]);
  });
});

describe('a validator that joins by a snapshot', () => {
  it('votes when every block is here, and not before', async () => {
    const hides = { old: true };
    const quiet = new SnapshotWorld({
      joiner: 'node-d',
      answered: (_node, request, response) =>
        hides.old && request.blocks?.results ? refusal : response,
    });
    await quiet.history();
    quiet.join();
    await quiet.untilJoined();
    await quiet.history(14);
    // A validator hears of a block by the votes for the next one.
    await quiet.until(() => (quiet.joining?.chain.height ?? 0) >= 13, 5000);
    const isVoting = () =>
      quiet.sent.some(({ from, envelope }) => from === 'node-d' && envelope.vote);
    expect(isVoting()).toBe(false);
    hides.old = false;
    await quiet.untilComplete();
    await quiet.history(16);
    await quiet.until(isVoting, 10_000);
    expect(quiet.accusations).toEqual([]);
  });
});

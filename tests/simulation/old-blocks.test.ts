// A vote lowers what a transaction may have. Blocks from before it stay what they are: their
// contents are opened, served, fetched and missed as before.
import { receiptCodec } from '@mingjing/protocol';
import type { Replica } from '@mingjing/replica';
import { FOLLOWER, type PlantedFault } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { carry } from './carry.ts';
import { QuietWorld } from './quiet-world.ts';
import { SnapshotWorld } from './snapshot-world.ts';

/** Attachments of one transaction: later no more than one is allowed. */
const SIZES = [300, 200];

const settled = async <T>(quiet: QuietWorld, promise: Promise<T> | undefined) => {
  let value: T | undefined;
  void promise?.then((found) => {
    value = found;
  });
  await quiet.until(() => value !== undefined, 1000);
  return value as T;
};

function replicaOf(quiet: QuietWorld, node: string): Replica {
  const { replica } = quiet.world.node(node);
  if (replica === undefined) throw new Error(`${node} is down`);
  return replica;
}

async function lower(quiet: QuietWorld): Promise<void> {
  const { parameters } = replicaOf(quiet, 'node-a').chain.state;
  await carry(quiet, { setParameters: { ...parameters, attachmentsPerTransactionMax: 1 } });
  await quiet.reach(quiet.world.maxHeight);
}

/** How many contents of a transaction a node can open. */
async function opened(quiet: QuietWorld, node: string, id: Uint8Array): Promise<number> {
  const receipt = await settled(quiet, replicaOf(quiet, node).receipt(id));
  return receiptCodec.decode(receipt as Uint8Array).attachments.length;
}

describe('what stands in a block from before a limit was lowered', () => {
  it('is opened by its receipt, and served with its contents', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    const id = await quiet.publish('node-a', SIZES);
    await quiet.reach(1);
    await lower(quiet);
    expect(await opened(quiet, 'node-b', id)).toBe(SIZES.length);
    const blocks = { from: 1, count: 1, attachments: true, results: true };
    const { handler } = replicaOf(quiet, 'node-b');
    const answer = await settled(quiet, handler.request(FOLLOWER, { id: 1, blocks }));
    expect(answer.blocks?.blocks[0]?.attachments.map(({ content }) => content.length)).toEqual(
      SIZES,
    );
  });

  it('is missed by a node that starts without its contents, and fetched', async () => {
    let isForgetting = true;
    const ports: PlantedFault['ports'] = (node, given) => {
      if (node !== FOLLOWER || !isForgetting) return given;
      const { store } = given;
      const putAttachments = async () => undefined;
      const forgetful = new Proxy(store, {
        get: (target, key) => {
          if (key === 'putAttachments') return putAttachments;
          const member: unknown = Reflect.get(target, key);
          return typeof member === 'function' ? member.bind(target) : member;
        },
      });
      return { ...given, store: forgetful };
    };
    const quiet = new QuietWorld({ planted: { ports } });
    await quiet.pass(500);
    const id = await quiet.publish('node-a', SIZES);
    await quiet.reach(1);
    await lower(quiet);
    await quiet.reach(quiet.world.maxHeight, 10_000, [FOLLOWER]);
    expect(await opened(quiet, FOLLOWER, id)).toBe(0);
    isForgetting = false;
    quiet.world.node(FOLLOWER).crash();
    void quiet.world.node(FOLLOWER).start();
    await quiet.until(() => quiet.world.node(FOLLOWER).replica !== undefined, 1000);
    await quiet.until(() => replicaOf(quiet, FOLLOWER).gaps().length === SIZES.length, 1000);
    await quiet.publish('node-a');
    await quiet.until(() => replicaOf(quiet, FOLLOWER).gaps().length === 0, 10_000);
    expect(await opened(quiet, FOLLOWER, id)).toBe(SIZES.length);
  });

  it('comes with its contents to a node that joined by a later snapshot', async () => {
    const quiet = new SnapshotWorld();
    await quiet.history(1);
    const id = await quiet.publish('node-a', SIZES);
    await quiet.reach(2);
    await lower(quiet);
    await quiet.history();
    quiet.join();
    await quiet.untilJoined();
    await quiet.untilComplete();
    expect(await opened(quiet, quiet.joiner, id)).toBe(SIZES.length);
    expect(quiet.accusations).toEqual([]);
  });
});

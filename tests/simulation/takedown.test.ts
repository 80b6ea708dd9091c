// Content that an order takes down, in a whole network: gone, and asked for by nobody.
import { bytesToHex } from '@mingjing/crypto';
import { RefusalCode, type Request, recordId } from '@mingjing/protocol';
import {
  AUTHOR,
  FOLLOWER,
  INSPECTOR,
  publication,
  type SimulatedNode,
  signed,
  VALIDATORS,
  worldKey,
} from '@mingjing/simulator';
import { openMemoryStore } from '@mingjing/storage';
import { describe, expect, it } from 'vitest';
import { type QuietOptions, QuietWorld } from './quiet-world.ts';

const SIZES = [100, 200_000];
const NOTHING = new Uint8Array(0);

/** A network in which every node holds what was published, and an inspector who may order. */
class Scene {
  readonly quiet: QuietWorld;
  transaction: Uint8Array = NOTHING;
  commitments: Uint8Array[] = [];
  orderId: Uint8Array = NOTHING;

  constructor(options: QuietOptions = {}) {
    this.quiet = new QuietWorld(options);
  }

  async publish(): Promise<this> {
    await this.quiet.pass(500);
    this.transaction = await this.quiet.publish('node-a', SIZES);
    await this.quiet.reach(1);
    const [block] = this.quiet.blocks('node-a');
    const refs = block?.executed.transactions[0]?.attachments ?? [];
    this.commitments = refs.map(({ commitment }) => commitment);
    await this.quiet.pass(15_000);
    return this;
  }

  /** Takes the record down; resolves when the validators that are up know. */
  async takeDown(names: readonly string[] = VALIDATORS): Promise<void> {
    const { quiet } = this;
    const value = {
      ...{ kind: 1, userId: '', recordId: recordId(this.transaction, 0), commitments: [] },
      ...{ lifts: NOTHING, effectiveHeight: 0, expiresAt: 0, basis: 1, reason: 1, drill: false },
      ...{ deadline: Math.floor(quiet.world.clock.time) + 60_000 },
      caseHash: new Uint8Array(32).fill(1),
    };
    const key = worldKey(INSPECTOR, 'officer', 'keyed-hash');
    const item = signed(quiet.writing(), key, { type: 'moderationOrder', value });
    this.orderId = await quiet.submit('node-a', item);
    const nodes = names.map((name) => quiet.world.node(name));
    await quiet.until(() => nodes.every((node) => this.isTold(node)), 20_000);
    await quiet.pass(100);
  }

  isTold({ replica }: SimulatedNode): boolean {
    return this.commitments.every((commitment) => replica?.contents.isTakenDown(commitment));
  }

  node(name: string): SimulatedNode {
    return this.quiet.world.node(name);
  }

  /** What lies on the disk of a node. */
  async held(name: string): Promise<readonly boolean[]> {
    const store = await openMemoryStore(this.node(name).disk);
    return store.hasAttachments(this.commitments);
  }

  /** What a node says of each content to whoever asks. */
  async said(name: string): Promise<(string | undefined)[]> {
    const { contents } = this.node(name).replica ?? {};
    const asking = this.commitments.map(async (each) => (await contents?.find(each))?.type);
    let answers: (string | undefined)[] | undefined;
    void Promise.all(asking).then((all) => {
      answers = all;
    });
    await this.quiet.until(() => answers !== undefined, 1000);
    return answers ?? [];
  }
}

const ALL = [...VALIDATORS, FOLLOWER];

describe('content that was taken down', () => {
  it('is on no disk any more, and every node names the order', async () => {
    const scene = await new Scene().publish();
    for (const name of ALL) expect(await scene.held(name)).toEqual([true, true]);
    for (const name of ALL) expect(await scene.said(name)).toEqual(['held', 'held']);
    await scene.takeDown(ALL);
    for (const name of ALL) {
      expect(await scene.held(name)).toEqual([false, false]);
      expect(await scene.said(name)).toEqual(['taken-down', 'taken-down']);
      const { replica } = scene.node(name);
      const [first = NOTHING] = scene.commitments;
      const { orderId = NOTHING } = replica?.contents.tombstone(first) ?? {};
      expect(bytesToHex(orderId)).toBe(bytesToHex(scene.orderId));
      expect(replica?.gaps()).toEqual([]);
      expect(await replica?.receipt(scene.transaction)).toBeDefined();
    }
    expect(scene.quiet.accusations).toEqual([]);
  });

  it('is given to no peer, with its block or by itself', async () => {
    const scene = await new Scene().publish();
    await scene.takeDown(ALL);
    const { handler } = scene.node('node-b').replica ?? {};
    for (const commitment of scene.commitments) {
      const request = { id: 1, attachment: { commitment } } as Request;
      const answer = await handler?.request('node-c', request);
      expect(answer).toEqual({ refusal: { code: RefusalCode.notHeld } });
    }
    const blocks = { from: 1, count: 1, attachments: true };
    const answer = await handler?.request('node-c', { id: 2, blocks });
    expect(answer?.blocks?.blocks.map(({ attachments }) => attachments)).toEqual([[]]);
  });

  it.each([true, false])('is never asked for by a node that begins later: %s', async (isDown) => {
    const scene = await new Scene({ nodes: VALIDATORS }).publish();
    if (isDown) await scene.takeDown();
    // Some heartbeats, so that the publication lies well behind the tip.
    await scene.quiet.pass(40_000);
    let asked = 0;
    for (const name of VALIDATORS) {
      const { handler } = scene.node(name).replica ?? {};
      if (handler === undefined) throw new Error('it is up');
      const request = handler.request.bind(handler);
      handler.request = (peer, question) => {
        if (question.attachment) asked += 1;
        return request(peer, question);
      };
    }
    void scene.node(FOLLOWER).start();
    const height = scene.quiet.world.maxHeight;
    await scene.quiet.reach(height, 20_000, [FOLLOWER]);
    await scene.quiet.pass(15_000);
    // What still stands is asked for: the same node, and the same way.
    expect(asked > 0).toBe(!isDown);
    expect(await scene.held(FOLLOWER)).toEqual([!isDown, !isDown]);
    expect(scene.node(FOLLOWER).replica?.gaps()).toEqual([]);
  });

  it('is shown at no moment by a node that was away, and gone when it knows', async () => {
    const scene = await new Scene().publish();
    scene.node('node-d').crash();
    await scene.takeDown(['node-a', 'node-b', 'node-c']);
    await scene.quiet.pass(12_000);
    expect(await scene.held('node-d')).toEqual([true, true]);
    void scene.node('node-d').start();
    const seen = new Set<string | undefined>();
    const isKnown = () => scene.isTold(scene.node('node-d'));
    for (let step = 0; step < 2000 && !isKnown(); step += 1) {
      await scene.quiet.pass(5);
      if (scene.node('node-d').replica !== undefined) {
        for (const type of await scene.said('node-d')) seen.add(type);
      }
    }
    expect(isKnown()).toBe(true);
    expect(seen).toContain('closed');
    expect([...seen].filter((type) => type !== 'closed' && type !== 'taken-down')).toEqual([]);
    await scene.quiet.pass(100);
    expect(await scene.held('node-d')).toEqual([false, false]);
  });

  it('comes in with no transaction again, from clients and from peers', async () => {
    const scene = await new Scene().publish();
    const again = publication(scene.quiet.writing(), [50], AUTHOR);
    await scene.takeDown(ALL);
    const { message } = scene.quiet.blocks('node-a')[0]?.executed.transactions[0] ?? {};
    if (message === undefined) throw new Error('it was published');
    const key = worldKey(AUTHOR, 'user', 'keyed-hash');
    const renamed = signed(scene.quiet.writing(), key, message);
    await expect(scene.quiet.submit('node-b', renamed)).rejects.toThrow('result-takenDown');
    const { handler, pool } = scene.node('node-c').replica ?? {};
    handler?.envelope('node-b', { poolBatch: { items: [renamed, again] } });
    await scene.quiet.pass(20);
    expect(
      [...(pool?.entries() ?? [])].map(({ transaction }) => bytesToHex(transaction.bytes)),
    ).toEqual([bytesToHex(again.transaction)]);
  });
});

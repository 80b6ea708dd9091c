import type { Message } from '@mingjing/protocol';
import type { CatchUpOptions, JournalEvent, Request, Response } from '@mingjing/replica';
import {
  AUTHOR,
  FOLLOWER,
  type PlantedFault,
  signed,
  VALIDATORS,
  worldKey,
} from '@mingjing/simulator';
import { MemorySnapshots } from '@mingjing/storage';
import { describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

const HEIGHTS = 12;
const SNAPSHOT_AT = 10;

type Answer = (node: string, request: Request, response: Omit<Response, 'id'>) => typeof response;

/** Validators that make snapshots, and a node that will join by one; `answered` may lie. */
class SnapshotWorld extends QuietWorld {
  readonly journal: JournalEvent[];

  constructor({ answered, joiner = FOLLOWER }: { answered?: Answer; joiner?: string } = {}) {
    const shelves = new Map<string, MemorySnapshots>();
    const journal: JournalEvent[] = [];
    const planted: PlantedFault = {
      ports: (node, ports) => {
        const snapshots = shelves.get(node) ?? new MemorySnapshots();
        shelves.set(node, snapshots);
        const append = async (event: JournalEvent) => {
          if (node === joiner) journal.push(event);
        };
        return { ...ports, snapshots, journal: { append } };
      },
      ...(answered === undefined ? {} : { answered }),
    };
    const catchUp = (node: string): CatchUpOptions => ({
      snapshotPace: { blocks: 5, periodMs: 0 },
      join: node === joiner ? 'snapshot' : 'blocks',
    });
    super({ planted, catchUp, nodes: VALIDATORS.filter((name) => name !== joiner) });
    this.journal = journal;
  }

  get follower() {
    return this.world.node(FOLLOWER).replica;
  }

  /** A dozen blocks with one publication each; answers the id of the first. */
  async history(): Promise<Uint8Array> {
    await this.pass(500);
    const first = await this.publish('node-a', [300]);
    const others = VALIDATORS.filter((name) => this.world.node(name).isUp);
    await this.reach(1, 8000, others);
    for (let height = 2; height <= HEIGHTS; height += 1) {
      await this.publish('node-a', [300]);
      await this.reach(height, 8000, others);
    }
    return first;
  }

  async change(id: Uint8Array, type: 'recordsWithdraw' | 'recordsAmend'): Promise<Uint8Array> {
    const recordId = Uint8Array.from([...id, 0, 0, 0, 0]);
    const record = { category: 1, subject: 'a/2', attachments: [] };
    const message: Message =
      type === 'recordsWithdraw'
        ? { type, value: { recordId, reason: 0 } }
        : { type, value: { recordId, record } };
    const key = worldKey(AUTHOR, 'user', 'keyed-hash');
    return this.submit('node-a', signed(this.writing(), key, message));
  }
}

describe('joining by a snapshot', () => {
  it('goes on from a snapshot, follows, and fetches the older blocks', async () => {
    const quiet = new SnapshotWorld();
    await quiet.history();
    void quiet.world.node(FOLLOWER).start();
    await quiet.until(() => quiet.follower?.chain.height === HEIGHTS, 5000);
    const heights = quiet.blocks(FOLLOWER).map(({ executed }) => executed.header.height);
    expect(heights).toEqual([11, 12]);
    await quiet.until(() => quiet.follower?.missingBlocks() === undefined, 5000);
    expect(quiet.follower?.chain.state.stateRoot).toEqual(
      quiet.world.node('node-a').replica?.chain.state.stateRoot,
    );
    expect(quiet.journal).toMatchObject([
      { event: 'snapshot-joined', result: 'done', height: SNAPSHOT_AT },
      { event: 'snapshot-made' },
    ].slice(0, 1));
    expect(quiet.accusations).toEqual([]);
  });

  it('gives the same receipts as the others once the blocks are here', async () => {
    const quiet = new SnapshotWorld();
    const first = await quiet.history();
    void quiet.world.node(FOLLOWER).start();
    await quiet.until(() => quiet.follower?.missingBlocks() === undefined, 8000);
    await quiet.until(() => quiet.follower?.chain.height === HEIGHTS, 5000);
    const receipt = await quiet.follower?.receipt(first);
    expect(receipt).toBeDefined();
    expect(quiet.follower?.gaps()).toEqual([]);
  });
});

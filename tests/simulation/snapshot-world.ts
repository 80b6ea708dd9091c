import type { Message } from '@mingjing/protocol';
import type {
  CatchUpOptions,
  JournalEvent,
  ReplicaPorts,
  Request,
  Response,
} from '@mingjing/replica';
import {
  AUTHOR,
  FOLLOWER,
  type PlantedFault,
  signed,
  VALIDATORS,
  worldKey,
} from '@mingjing/simulator';
import { MemorySnapshots } from '@mingjing/storage';
import { QuietWorld } from './quiet-world.ts';

/** Height that `history` comes to, and of the latest snapshot then. */
export const HEIGHTS = 12;
export const SNAPSHOT_AT = 10;

type Answer = (node: string, request: Request, response: Omit<Response, 'id'>) => typeof response;

export interface SnapshotWorldOptions {
  /** What a node answers may be replaced: then it lies. */
  readonly answered?: Answer;
  readonly joiner?: string;
  readonly ports?: (node: string, ports: ReplicaPorts) => ReplicaPorts;
}

/** Validators that make snapshots, and a node that will join by one. */
export class SnapshotWorld extends QuietWorld {
  readonly journal: JournalEvent[];
  readonly joiner: string;
  readonly #shelves: Map<string, MemorySnapshots>;

  constructor({ answered, joiner = FOLLOWER, ports: change }: SnapshotWorldOptions = {}) {
    const shelves = new Map<string, MemorySnapshots>();
    const journal: JournalEvent[] = [];
    const planted: PlantedFault = {
      ports: (node, ports) => {
        const snapshots = shelves.get(node) ?? new MemorySnapshots();
        shelves.set(node, snapshots);
        const append = async (event: JournalEvent) => {
          if (node === joiner) journal.push(event);
        };
        const own = { ...ports, snapshots, journal: { append } };
        return change?.(node, own) ?? own;
      },
      ...(answered === undefined ? {} : { answered }),
    };
    const catchUp = (node: string): CatchUpOptions => ({
      snapshotPace: { blocks: 5, periodMs: 0 },
      join: node === joiner ? 'snapshot' : 'blocks',
    });
    super({ planted, catchUp, nodes: VALIDATORS.filter((name) => name !== joiner) });
    this.journal = journal;
    this.joiner = joiner;
    this.#shelves = shelves;
  }

  /** The replica that joins. */
  get joining() {
    return this.world.node(this.joiner).replica;
  }

  shelf(node: string): MemorySnapshots {
    const shelf = this.#shelves.get(node);
    if (shelf === undefined) throw new Error(`${node} was never started`);
    return shelf;
  }

  join(): void {
    void this.world.node(this.joiner).start();
  }

  /** Every node but the one that joins. */
  get others(): string[] {
    return VALIDATORS.filter((name) => name !== this.joiner);
  }

  /** One publication in each of a dozen blocks; answers the id of the first. */
  async history(heights = HEIGHTS): Promise<Uint8Array> {
    await this.pass(500);
    const first = await this.publish('node-a', [300]);
    await this.reach(1, 8000, this.others);
    while (this.world.maxHeight < heights) {
      await this.publish('node-a', [300]);
      await this.reach(this.world.maxHeight + 1, 8000, this.others);
    }
    return first;
  }

  /** The author withdraws the first record of a transaction. */
  async withdraw(transactionId: Uint8Array): Promise<void> {
    const recordId = Uint8Array.from([...transactionId, 0, 0, 0, 0]);
    const message: Message = { type: 'recordsWithdraw', value: { recordId, reason: 0 } };
    const key = worldKey(AUTHOR, 'user', 'keyed-hash');
    await this.submit('node-a', signed(this.writing(), key, message));
  }

  async untilJoined(withinMs = 10_000): Promise<void> {
    await this.until(() => this.joining?.chain.height === this.world.maxHeight, withinMs);
  }

  async untilComplete(withinMs = 10_000): Promise<void> {
    const isComplete = () => !!this.joining?.chain.height && !this.joining.missingBlocks();
    await this.until(isComplete, withinMs);
  }
}

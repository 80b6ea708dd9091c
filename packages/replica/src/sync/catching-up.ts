import type { ParsedTransaction } from '@mingjing/protocol';
import { Authors } from '../chain/authors.ts';
import type { Chain } from '../chain/chain.ts';
import { bytesKey } from '../chain/limits.ts';
import type { AttachmentItem, ReplicaPorts } from '../ports.ts';
import type { TaskQueue } from '../queue.ts';
import { Backfill, type BackfillEvents } from './backfill.ts';
import { type CheckedBlock, checkBlock } from './check-block.ts';
import type { OpenedBlock } from './open-block.ts';
import { Joiner } from './snapshot/join.ts';
import { defaultPace, SnapshotMaker, type SnapshotPace } from './snapshot/make.ts';
import { type Applied, BlockSync } from './sync.ts';

/** Blocks below the best known tip whose signatures are verified whatever is trusted. */
const SIGNATURE_MARGIN = 64;

/** How this node catches up with the others. */
export interface CatchUpOptions {
  /**
   * What of an old block is believed. `signatures`: nothing, every signature is verified again.
   * `certificate`: a quorum vouched for the signatures; all roots are still re-computed.
   */
  readonly trust?: 'signatures' | 'certificate';
  /** How an empty node begins: with the first block, or with a snapshot of its peers. */
  readonly join?: 'blocks' | 'snapshot';
  /** When this node makes snapshots. */
  readonly snapshotPace?: SnapshotPace;
}

export interface CatchUpEvents {
  /** Commits in the queue's turn; `kept` are commitments stored with the block. */
  commit(
    block: CheckedBlock,
    kept: ReadonlySet<string>,
    attachments: readonly AttachmentItem[],
  ): Promise<void>;
  /** An older block is here; its attachments may not be. */
  older(height: number, transactions: readonly ParsedTransaction[]): Promise<void>;
  /** The chain went on to a snapshot's height. */
  joined(): void;
  /** Every block since the first is here. */
  complete(): Promise<void>;
  misbehaviour(peer: string, reason: string): void;
}

/** All ways in which a node gets what others have: blocks, a snapshot, older blocks. */
export class CatchingUp {
  readonly blocks: BlockSync;
  readonly authors: Authors;
  readonly #chain: Chain;
  readonly #ports: ReplicaPorts;
  readonly #options: CatchUpOptions;
  readonly #queue: TaskQueue;
  readonly #events: CatchUpEvents;
  readonly #backfill: Backfill;
  readonly #joiner: Joiner;
  readonly #maker: SnapshotMaker;
  #isJoining: boolean;

  constructor(
    parts: { chain: Chain; ports: ReplicaPorts; options: CatchUpOptions; queue: TaskQueue },
    events: CatchUpEvents,
  ) {
    const { chain, ports, options, queue } = parts;
    this.#chain = chain;
    this.#ports = ports;
    this.#options = options;
    this.#queue = queue;
    this.#events = events;
    const { misbehaviour } = events;
    const stalled = (peer: string) => this.#stalled(peer);
    this.authors = new Authors(chain, ports, (peer) => misbehaviour(peer, 'receipt-invalid'));
    const apply = (peer: string, blocks: readonly OpenedBlock[]) => this.#apply(peer, blocks);
    this.blocks = new BlockSync(chain, ports, { apply, misbehaviour, stalled });
    this.#joiner = new Joiner(chain, ports, { misbehaviour, stalled });
    const write: BackfillEvents['write'] = (blocks, items) => this.#writeOlder(blocks, items);
    this.#backfill = new Backfill(chain, ports, {
      ...{ write, misbehaviour, stalled },
      older: events.older,
    });
    const beside = (task: () => Promise<void>) => queue.beside(task);
    this.#maker = new SnapshotMaker(chain, ports, options.snapshotPace ?? defaultPace, beside);
    this.#isJoining = options.join === 'snapshot' && chain.height === 0;
    if (this.#isJoining) this.blocks.pause();
  }

  /** Whether every block since the first is here, so that anything can be judged. */
  get isComplete(): boolean {
    return !this.#isJoining && this.missing() === undefined;
  }

  /** Heights whose blocks are not here; undefined: all are. */
  missing(): { readonly from: number; readonly to: number } | undefined {
    return this.#backfill.missing();
  }

  start(): void {
    if (!this.isComplete) this.#queue.beside(() => this.#begin());
  }

  stop(): void {
    this.blocks.stop();
    this.#joiner.stop();
    this.#backfill.stop();
  }

  /** A block was committed and the next one is not. */
  committed(height: number, time: number): Promise<void> {
    return this.#maker.committed(height, time);
  }

  async #begin(): Promise<void> {
    if (this.#isJoining) {
      const isJoined = await this.#joiner.run();
      this.#isJoining = false;
      if (isJoined) this.#events.joined();
      this.blocks.resume();
    }
    await this.#backfill.run();
    if (this.isComplete) await this.#events.complete();
  }

  #apply(peer: string, blocks: readonly OpenedBlock[]): Promise<Applied> {
    return this.#queue.ask(async () => {
      for (const opened of blocks) {
        // Consensus may have committed it in the meantime: then it is late, not wrong.
        if (opened.header.height <= this.#chain.height) continue;
        const checked = await checkBlock(this.#chain, opened, {
          ports: this.#ports,
          authors: this.authors,
          isVerifyingSignatures: this.#isVerifying(opened.header.height),
        });
        if (!checked.ok) {
          if (checked.reason === 'author-unknown') return 'later';
          this.#events.misbehaviour(peer, `sync-${checked.reason}`);
          return 'refused';
        }
        const { attachments } = checked.value;
        if (attachments.length > 0) await this.#ports.store.putAttachments(attachments);
        const kept = new Set(attachments.map(({ commitment }) => bytesKey(commitment)));
        await this.#events.commit(checked.value, kept, attachments);
      }
      return 'done';
    });
  }

  #isVerifying(height: number): boolean {
    if (this.#options.trust !== 'certificate') return true;
    return height + SIGNATURE_MARGIN > this.blocks.bestHeight;
  }

  #writeOlder(...[blocks, attachments]: Parameters<BackfillEvents['write']>): Promise<void> {
    return this.#queue.ask(async () => {
      if (attachments.length > 0) await this.#ports.store.putAttachments(attachments);
      await this.#ports.store.putOlder(blocks);
    });
  }

  #stalled(peer: string): void {
    this.#queue.beside(() =>
      this.#ports.journal.append({
        source: 'network',
        event: 'sync-peer-stalled',
        result: 'failed',
        peer,
        height: this.#chain.height,
      }),
    );
  }
}

import { tombstoneOf, tombstones, tombstonesSet } from '@mingjing/execution';
import type { Tombstone } from '@mingjing/protocol';
import type { Chain, CommittedBlock } from '../chain/chain.ts';
import { bytesKey } from '../chain/limits.ts';
import type { ReplicaPorts, Store, StoredAttachment } from '../ports.ts';
import { ContentGate, type GateParts } from './gate.ts';
import { guardedStore } from './guarded-store.ts';
import { Takedowns, type TakenDown } from './takedowns.ts';

/** What can be said of a content to whoever asks. */
export type FoundContent =
  | ({ readonly type: 'held' } & StoredAttachment)
  | { readonly type: 'not-held' }
  /** By the order that the tombstone names. */
  | { readonly type: 'taken-down'; readonly tombstone: Tombstone }
  /** This node does not know yet what was taken down while it was away. */
  | { readonly type: 'closed' };

export interface ContentsParts extends GateParts {
  readonly chain: Chain;
  readonly ports: ReplicaPorts;
}

export interface ContentsEvents {
  /** Contents may leave this node from now on. */
  opened(): void;
  /** These are not to be found anywhere in this node any more. */
  takenDown(commitments: readonly Uint8Array[]): void;
  /** Contents that are held are about to be deleted. */
  deletes(): void;
  /** Runs a task that nobody waits for; what it throws stops the node. */
  beside(task: () => Promise<void>): void;
}

/** The contents that this node holds, and which of them it may show. */
export class Contents {
  /** The store as everything in this node is to use it. */
  readonly store: Store;
  readonly gate: ContentGate;
  readonly #chain: Chain;
  readonly #takedowns: Takedowns;
  readonly #events: ContentsEvents;

  constructor(parts: ContentsParts, events: ContentsEvents) {
    this.#chain = parts.chain;
    this.#events = events;
    this.#takedowns = new Takedowns(parts.ports.store, () => events.deletes());
    this.gate = new ContentGate(parts, events.opened);
    this.store = guardedStore(parts.ports.store, (commitment) => this.isTakenDown(commitment));
  }

  /** Deletes what an earlier life did not come to, or what a restore brought back. */
  start(): void {
    this.gate.start();
    this.deleteAll();
  }

  stop(): void {
    this.gate.stop();
  }

  /** Whether nothing that was taken down is still being deleted. */
  get isClear(): boolean {
    return this.#takedowns.isIdle;
  }

  /** The state's word on a content, after the latest block. */
  tombstone(commitment: Uint8Array): Tombstone | undefined {
    return tombstoneOf(this.#chain.state.registry, commitment);
  }

  isTakenDown(commitment: Uint8Array): boolean {
    return this.tombstone(commitment) !== undefined;
  }

  /** A content for whoever may read this node's contents. */
  async find(commitment: Uint8Array): Promise<FoundContent> {
    const held = await this.store.attachment(commitment);
    const tombstone = this.tombstone(commitment);
    if (tombstone !== undefined) return { type: 'taken-down', tombstone };
    if (!this.gate.isOpen) return { type: 'closed' };
    return held === undefined ? { type: 'not-held' } : { type: 'held', ...held };
  }

  /**
   * Resolves when nothing of what the order took down is held any more, durably: with the number of
   * contents that were deleted for it since the start.
   */
  carryOut(order: TakenDown): Promise<number> {
    return this.#takedowns.carryOut(order);
  }

  /** A block was committed: what it took down goes from memory at once, and then from the disk. */
  committed({ executed }: CommittedBlock): void {
    this.gate.review();
    const fresh = tombstonesSet(this.#chain.state.registry, executed.outcome.registry);
    if (fresh.length === 0) return;
    this.#events.takenDown(fresh.map(({ commitment }) => commitment));
    this.#delete(fresh);
  }

  /** The same for a state that did not come block by block. */
  deleteAll(): void {
    this.#delete(tombstones(this.#chain.state.registry));
  }

  #delete(fallen: readonly Tombstone[]): void {
    if (fallen.length === 0) return;
    const orders = new Map<string, { orderId: Uint8Array; commitments: Uint8Array[] }>();
    for (const { orderId, commitment } of fallen) {
      const key = bytesKey(orderId);
      const order = orders.get(key) ?? { orderId, commitments: [] };
      orders.set(key, order);
      order.commitments.push(commitment);
    }
    this.#events.beside(async () => {
      for (const order of orders.values()) await this.carryOut(order);
    });
  }
}

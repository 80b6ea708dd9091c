import type {
  AttachmentItem,
  BlockCommit,
  FrozenState,
  OlderBlock,
  Store,
  StoredAttachment,
  StoredBlock,
  StoredChange,
  StoredState,
  StoreInstall,
} from '@mingjing/replica';
import { AttachmentStore } from './attachment-store.ts';
import { ChainStore, type ChainStoreOptions } from './chain-store.ts';
import { checkFormat } from './format.ts';
import type { Entry, KeyValue } from './key-value.ts';
import type { Tip } from './tip.ts';

/**
 * A store as it was at one moment. A block's attachments are durable before the block, so the
 * attachments, whose moment is the later one, have all that the blocks name and the store holds.
 */
export interface StoreView {
  /** Undefined: nothing is committed yet. */
  readonly tip: Tip | undefined;
  readonly chain: AsyncGenerator<readonly Entry[]>;
  readonly attachments: AsyncGenerator<readonly Entry[]>;
}

/** The replica's store over two databases: the chain with its state, and the attachments. */
export class NodeStore implements Store {
  readonly #chain: ChainStore;
  readonly #attachments: AttachmentStore;

  constructor(chain: ChainStore, attachments: AttachmentStore) {
    this.#chain = chain;
    this.#attachments = attachments;
  }

  /** The height committed last; undefined: nothing is committed yet. */
  latestHeight(): number | undefined {
    return this.#chain.latestHeight();
  }

  /** The first height it holds: above 1 when it began with a state from elsewhere. */
  firstHeight(): number | undefined {
    return this.#chain.firstHeight();
  }

  /**
   * Every value is checked against what was written, but an entry of the registry whose key was
   * damaged on disk is simply not there: the caller holds the state root against the header.
   */
  loadState(): Promise<StoredState | undefined> {
    return this.#chain.loadState();
  }

  commit(commit: BlockCommit): Promise<void> {
    return this.#chain.commit(commit);
  }

  block(height: number): Promise<StoredBlock | undefined> {
    return this.#chain.block(height);
  }

  findTransaction(id: Uint8Array): Promise<{ height: number; index: number } | undefined> {
    return this.#chain.findTransaction(id);
  }

  validatorChanges(): Promise<readonly StoredChange[]> {
    return this.#chain.validatorChanges();
  }

  recordLeaves(from: number, to: number): Promise<readonly Uint8Array[]> {
    return this.#chain.recordLeaves(from, to);
  }

  heldFrom(): number {
    return this.#chain.heldFrom();
  }

  freeze(): Promise<FrozenState | undefined> {
    return this.#chain.freeze();
  }

  install(): Promise<StoreInstall> {
    return this.#chain.install();
  }

  putOlder(blocks: readonly OlderBlock[]): Promise<void> {
    return this.#chain.putOlder(blocks);
  }

  putAttachments(items: readonly AttachmentItem[]): Promise<void> {
    return this.#attachments.putAttachments(items);
  }

  attachment(commitment: Uint8Array): Promise<StoredAttachment | undefined> {
    return this.#attachments.attachment(commitment);
  }

  hasAttachments(commitments: readonly Uint8Array[]): Promise<readonly boolean[]> {
    return this.#attachments.hasAttachments(commitments);
  }

  /**
   * Deletes content and salt of each; when it resolves no file of the store holds them, and what a
   * view saw of them was waited for. A crash in between is made good at the next opening.
   */
  deleteAttachments(commitments: readonly Uint8Array[]): Promise<void> {
    return this.#attachments.deleteAttachments(commitments);
  }

  /** Both databases as they are now, while commits go on; to be read to the end or returned. */
  view(): StoreView {
    const { tip, entries } = this.#chain.view();
    return { tip, chain: entries, attachments: this.#attachments.entries() };
  }

  async close(): Promise<void> {
    await this.#chain.close();
    await this.#attachments.close();
  }
}

/**
 * Opens the two databases, one after the other, and what they hold; closes what it opened when
 * something is wrong with the rest.
 */
export async function loadNodeStore(
  openers: { chain: () => Promise<KeyValue>; attachments: () => Promise<KeyValue> },
  options: ChainStoreOptions,
): Promise<NodeStore> {
  const opened: KeyValue[] = [];
  try {
    for (const open of [openers.chain, openers.attachments]) {
      const database = await open();
      opened.push(database);
      await checkFormat(database);
    }
    const [chain, attachments] = opened as [KeyValue, KeyValue];
    const store = await ChainStore.load(chain, options);
    return new NodeStore(store, await AttachmentStore.load(attachments));
  } catch (error) {
    for (const database of opened) await database.close();
    throw error;
  }
}

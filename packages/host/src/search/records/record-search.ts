import { setImmediate as otherWork } from 'node:timers/promises';
import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { tombstones, tombstonesSet } from '@mingjing/execution';
import type { Tombstone } from '@mingjing/protocol';
import type { CommittedBlock, Replica } from '@mingjing/replica';
import {
  type Blinder,
  checkQuery,
  type IndexStatistics,
  leafMark,
  matches,
  type QueryRefusal,
  type SearchHit,
  type SearchIndex,
  type SearchQuery,
} from '@mingjing/search';
import { type NodeStore, StorageError } from '@mingjing/storage';
import { judgeRow } from '../indexed-log.ts';
import { LogIndexer } from '../log-indexer.ts';
import { type FoundRecord, RecordLog, RecordLogError } from './record-log.ts';
import { RecordPlaces } from './record-places.ts';

/** Looks made for one page when hits turn out not to be meant; then the page stays short. */
const ROUNDS_MAX = 4;
/** Records whose contents were not here are looked at again this often. */
const LATE_MS = 10_000;
/** Blocks counted before other work gets its turn. */
const SLICE = 16;

export type RecordSearchResult =
  | { readonly ok: false; readonly refusal: QueryRefusal }
  /**
   * The index said something that the chain contradicts, and is being built anew; or this node does
   * not know yet what was taken down while it was away.
   */
  | { readonly ok: false; readonly refusal: 'index-damaged' | 'contents-closed' }
  | {
      readonly ok: true;
      /** Newest first, each as its block has it. */
      readonly hits: readonly FoundRecord[];
      readonly nextCursor: string | null;
      readonly isPartial: boolean;
      /** Records below this position are found. */
      readonly indexed: number;
      readonly size: number;
    };

export interface RecordSearchOptions {
  readonly index: SearchIndex;
  readonly blinder: Blinder;
  /** File in which it is kept where records stand. */
  readonly placesPath: string;
  readonly replica: Pick<Replica, 'chain' | 'contents'>;
  readonly store: Pick<NodeStore, 'block' | 'recordLeaves' | 'heldFrom' | 'findTransaction'>;
  /** The index was not as the chain says and is built anew. */
  onRebuild(reason: string): Promise<unknown>;
  /** The index has all records again after that. */
  onRebuilt(): void;
  onError(error: unknown): void;
}

/** Search over the records of the chain. The index proposes; blocks and record tree decide. */
export class RecordSearch {
  readonly #options: RecordSearchOptions;
  readonly #places: RecordPlaces;
  readonly #log: RecordLog;
  readonly #indexer: LogIndexer<FoundRecord>;
  #counting: Promise<void> = Promise.resolve();
  #late: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: RecordSearchOptions) {
    const { blinder, index, onError, placesPath, replica, store } = options;
    this.#options = options;
    const { chain, contents } = replica;
    this.#places = new RecordPlaces(placesPath, async (height) => {
      return (await this.#log.blockAt(height))?.count;
    });
    this.#log = new RecordLog({
      ...{ chainId: chain.chainId, store, contents, places: this.#places },
      registry: () => chain.state.registry,
    });
    this.#indexer = new LogIndexer<FoundRecord>({
      ...{ index, blinder, onError, logs: [this.#log] },
      isUnreadable: (error) => error instanceof StorageError || error instanceof RecordLogError,
      onRebuild: (reason) => {
        return options.onRebuild(reason);
      },
      onRebuilt: () => options.onRebuilt(),
    });
  }

  /** Follows the chain from now on; what was taken down before goes first. */
  start(): void {
    this.#count();
    // What was not counted yet must not look as if the index were ahead of the chain.
    this.#counting.then(() => {
      if (this.#isStopped) return;
      this.#indexer.start();
      this.#withdraw(tombstones(this.#options.replica.chain.state.registry));
    }, this.#options.onError);
    this.#late = setInterval(() => {
      this.#count();
      this.#indexer.review({ result: 'missing' });
    }, LATE_MS);
  }

  /** A block is in the store. */
  committed({ executed }: CommittedBlock): void {
    this.#count();
    const { registry } = this.#options.replica.chain.state;
    this.#withdraw(tombstonesSet(registry, executed.outcome.registry));
  }

  /** Records by their contents and what the chain says of them. */
  async search(query: Omit<SearchQuery, 'origins' | 'kind'>): Promise<RecordSearchResult> {
    const { contents } = this.#options.replica;
    const checked = checkQuery(query);
    if (!checked.ok) return checked;
    if (!contents.gate.isOpen) return { ok: false, refusal: 'contents-closed' };
    const { limit } = checked.value;
    const hits: FoundRecord[] = [];
    let [cursor, isPartial] = [query.cursor ?? null, false];
    for (let round = 0; round < ROUNDS_MAX && hits.length < limit; round += 1) {
      const more = { ...query, limit: limit - hits.length, ...(cursor && { cursor }) };
      const page = await this.#options.index.query(more);
      if (!page.ok) return page;
      for (const found of await Promise.all(page.hits.map((hit) => this.#opened(hit)))) {
        if (found === 'damaged') return { ok: false, refusal: 'index-damaged' };
        if (matches(found.document, checked.value)) hits.push(found);
      }
      cursor = page.nextCursor;
      isPartial = page.isPartial;
      if (cursor === null || isPartial) break;
    }
    const { indexed, size } = this.progress();
    return { ok: true, hits, nextCursor: cursor, isPartial, indexed, size };
  }

  /** A record by its id as its block has it; undefined: none, or it was not counted yet. */
  async find(id: Uint8Array): Promise<FoundRecord | undefined> {
    const place = await this.#options.store.findTransaction(id.subarray(0, 32));
    const at = place && (await this.#log.positionOf(id, place));
    const [found] = at === undefined ? [] : await this.#log.read(at, at + 1);
    return found;
  }

  /** How far the chain was counted, and the records indexed. */
  progress() {
    const [log] = this.#indexer.progress();
    const { height, size } = this.#places;
    return { height, size, indexed: log?.indexed ?? 0 };
  }

  /** Resolves when all records that are in the store at the call are indexed, or could not be. */
  async caughtUp(): Promise<void> {
    this.#count();
    await this.#counting;
    await this.#indexer.caughtUp();
  }

  /** Calls once when all records that are in the store now are indexed, or could not be. */
  whenCaughtUp(done: () => void): void {
    this.#counting.then(() => this.#indexer.whenCaughtUp(done), this.#options.onError);
  }

  /** Compares all of the index with the chain and itself; what is wrong is built anew. */
  verify(): Promise<boolean> {
    return this.#indexer.verify();
  }

  statistics(): Promise<IndexStatistics> {
    return this.#options.index.statistics();
  }

  async close(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#late);
    await this.#counting;
    await this.#indexer.stop();
    await this.#options.index.close();
  }

  /** Counts what is new; while older blocks are still to come nobody knows any position. */
  #count(): void {
    const { onError, replica, store } = this.#options;
    this.#counting = this.#counting.then(async () => {
      if (store.heldFrom() > 1 || this.#isStopped) return;
      let blocks = 0;
      try {
        await this.#places.follow(replica.chain.height, async () => {
          blocks += 1;
          if (blocks % SLICE === 0) await otherWork();
          return !this.#isStopped;
        });
      } catch (error) {
        onError(error);
      }
    });
  }

  /** The record a hit points to, from its block; one that the chain contradicts is never shown. */
  async #opened(hit: SearchHit): Promise<FoundRecord | 'damaged'> {
    const found = await this.#read(hit.position);
    if (found === undefined) return this.#damaged('no-such-record');
    if (!equalBytes(leafMark(found.document.leafHash), hit.leaf))
      return this.#damaged('other-leaf');
    const verdict = judgeRow(this.#log, found, hit.digest, this.#options.blinder);
    if (verdict === 'wrong') return this.#damaged('other-content');
    if (verdict === 'stale')
      this.#indexer.refresh(this.#log.origin, hit.position, hit.position + 1);
    return found;
  }

  async #read(position: number): Promise<FoundRecord | undefined> {
    try {
      const [found] = await this.#log.read(position, position + 1);
      return found;
    } catch (error) {
      if (!(error instanceof RecordLogError)) throw error;
      this.#count();
      return undefined;
    }
  }

  /** Has rows made anew that were made of contents which are gone. */
  #withdraw(fallen: readonly Tombstone[]): void {
    for (const { commitment } of fallen) this.#indexer.review({ content: bytesToHex(commitment) });
  }

  #damaged(reason: string): 'damaged' {
    this.#indexer.damaged(reason);
    return 'damaged';
  }
}

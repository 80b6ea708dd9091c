import { equalBytes } from '@mingjing/crypto';
import { JournalError } from '@mingjing/journal';
import {
  Blinder,
  checkQuery,
  type IndexStatistics,
  leafMark,
  matches,
  type QueryRefusal,
  type SearchHit,
  type SearchIndex,
  type SearchQuery,
} from '@mingjing/search';
import { judgeRow } from './indexed-log.ts';
import { LogIndexer, type LogProgress } from './log-indexer.ts';
import {
  blindKeyOf,
  embeddedIndex,
  type IndexEvents,
  type IndexName,
  type IndexOpener,
  isAltered,
  reasonText,
} from './open-index.ts';
import { type FoundEntry, type OwnJournal, ownLogs, type SearchableLog } from './searchable-log.ts';

interface OpenedHit extends FoundEntry {
  readonly log: SearchableLog;
}

/** An entry that was found, opened from its log and proved to be in it. */
export interface ProvedHit extends OpenedHit {
  /** C2SP tlog-proof with the signed checkpoint it leads to. */
  readonly proof: string;
}

export type JournalSearchResult =
  | { readonly ok: false; readonly refusal: QueryRefusal }
  /** The index said something that its log contradicts; it is being built anew. */
  | { readonly ok: false; readonly refusal: 'index-damaged' }
  | {
      readonly ok: true;
      /** Newest first. */
      readonly hits: readonly ProvedHit[];
      readonly nextCursor: string | null;
      readonly isPartial: boolean;
      /** How far each log is indexed: what is newer is not found yet. */
      readonly logs: readonly LogProgress[];
    };

export interface JournalSearchOptions {
  /** File of the index. */
  readonly path: string;
  /** By default the embedded index. */
  readonly openIndex?: IndexOpener;
  readonly own: OwnJournal;
  readonly events?: IndexEvents;
  onError(error: unknown): void;
}

/** Looks made for one page when hits turn out not to be meant; then the page stays short. */
const ROUNDS_MAX = 4;

/** Search over the logs that a program holds, own and copied. The index proposes; they decide. */
export class JournalSearch {
  readonly indexer: LogIndexer<FoundEntry>;
  readonly #index: SearchIndex;
  readonly #blinder: Blinder;
  readonly #logs: Map<string, SearchableLog>;

  constructor(index: SearchIndex, blinder: Blinder, options: JournalSearchOptions) {
    const { onError, own } = options;
    const logs = ownLogs(own);
    this.#index = index;
    this.#blinder = blinder;
    this.#logs = new Map(logs.map((log) => [log.origin, log]));
    const onRebuild = (reason: string) => noteRebuild(own, 'journal', reason, options.events);
    const onRebuilt = () => options.events?.rebuilt?.('journal');
    const isUnreadable = (error: unknown) => error instanceof JournalError;
    this.indexer = new LogIndexer({
      ...{ index, logs, blinder, isUnreadable, onRebuild, onRebuilt, onError },
    });
  }

  /** Opens the index of a home and follows the own journal from now on. */
  static async open(options: JournalSearchOptions): Promise<JournalSearch> {
    const { events, own, path, openIndex = embeddedIndex } = options;
    const blindKey = blindKeyOf(own.keys.tagKey);
    const place = { name: 'journal', path, chainId: own.chainId, blindKey } as const;
    const { index, replaced } = await openIndex(place);
    const search = new JournalSearch(index, new Blinder(blindKey), options);
    search.indexer.start();
    if (replaced === undefined) return search;
    await noteRebuild(own, 'journal', replaced, events);
    search.indexer.whenCaughtUp(() => events?.rebuilt?.('journal'));
    return search;
  }

  /** Searches further logs, such as those of a copy, from now on. */
  hold(logs: readonly SearchableLog[]): void {
    for (const log of logs) this.#logs.set(log.origin, log);
    this.indexer.add(logs);
  }

  /** Searches these logs no more; none is read any more when it resolves. */
  async release(logs: readonly SearchableLog[]): Promise<void> {
    for (const { origin } of logs) this.#logs.delete(origin);
    await this.indexer.remove(logs);
  }

  async search(query: SearchQuery): Promise<JournalSearchResult> {
    const checked = checkQuery(query);
    if (!checked.ok) return checked;
    if (query.origins?.some((origin) => !this.#logs.has(origin))) {
      return { ok: false, refusal: { field: 'origins', reason: 'unknown-value' } };
    }
    const { limit } = checked.value;
    const hits: OpenedHit[] = [];
    let [cursor, isPartial] = [query.cursor ?? null, false];
    for (let round = 0; round < ROUNDS_MAX && hits.length < limit; round += 1) {
      const more = { ...query, limit: limit - hits.length, ...(cursor && { cursor }) };
      const page = await this.#index.query(more);
      if (!page.ok) return page;
      for (const found of await Promise.all(page.hits.map((hit) => this.#open(hit)))) {
        if (found === 'damaged') return { ok: false, refusal: 'index-damaged' };
        if (found && matches(found.document, checked.value)) hits.push(found);
      }
      cursor = page.nextCursor;
      isPartial = page.isPartial;
      if (cursor === null || isPartial) break;
    }
    const proved = await this.#prove(hits);
    return { ok: true, hits: proved, nextCursor: cursor, isPartial, logs: this.indexer.progress() };
  }

  statistics(): Promise<IndexStatistics> {
    return this.#index.statistics();
  }

  async close(): Promise<void> {
    await this.indexer.stop();
    await this.#index.close();
  }

  /** The entry a hit points to, from its log; a hit that its log contradicts is never shown. */
  async #open(hit: SearchHit): Promise<OpenedHit | 'damaged' | undefined> {
    const log = this.#logs.get(hit.origin);
    // Indexed when its log was held, and shown when it is held again.
    return log && this.#whileHeld(log, () => this.#opened(log, hit));
  }

  async #opened(log: SearchableLog, hit: SearchHit): Promise<OpenedHit | 'damaged'> {
    const [found] = await log.read(hit.position, hit.position + 1);
    if (found === undefined) return this.#damaged('no-such-entry');
    const { document } = found;
    if (!equalBytes(leafMark(document.leafHash), hit.leaf)) return this.#damaged('other-leaf');
    const verdict = judgeRow(log, found, hit.digest, this.#blinder);
    if (verdict === 'wrong') return this.#damaged('other-content');
    // What the index found it by is gone, and it is shown only when it is meant all the same.
    if (verdict === 'stale') this.indexer.refresh(log.origin, hit.position, hit.position + 1);
    return { ...found, log };
  }

  /** Proves the hits of each log together; those of a log that is held no more are left out. */
  async #prove(hits: readonly OpenedHit[]): Promise<ProvedHit[]> {
    const proofs = new Map<OpenedHit, string>();
    const proveAll = async (log: SearchableLog, found: readonly OpenedHit[]) => {
      const indices = found.map(({ document }) => document.position);
      const proved = await this.#whileHeld(log, () => log.prove(indices));
      for (const [i, proof] of (proved ?? []).entries()) proofs.set(found[i] as OpenedHit, proof);
    };
    await Promise.all(
      Array.from(
        Map.groupBy(hits, ({ log }) => log),
        ([log, found]) => proveAll(log, found),
      ),
    );
    return hits.flatMap((hit) => {
      const proof = proofs.get(hit);
      return proof === undefined ? [] : [{ ...hit, proof }];
    });
  }

  /** What reading a log gives; undefined when it failed and the log was released meanwhile. */
  async #whileHeld<T>(log: SearchableLog, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (this.#logs.get(log.origin) !== log) return undefined;
      throw error;
    }
  }

  #damaged(reason: string): 'damaged' {
    this.indexer.damaged(reason);
    return 'damaged';
  }
}

/** Says in the journal, and to the program, that an index is built anew. */
export function noteRebuild(
  { journal, nodeId }: Pick<OwnJournal, 'journal' | 'nodeId'>,
  index: IndexName,
  reason: string,
  events: IndexEvents = {},
): Promise<unknown> {
  if (isAltered(reason)) events.altered?.(index, reasonText(reason));
  return journal.append({
    ...{ source: 'maintenance', event: 'search-index-rebuilt', result: 'done' },
    ...{ reason: reasonText(reason), object: index },
    actor: { type: 'system', id: nodeId },
  });
}

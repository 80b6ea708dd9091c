import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { SearchError } from '../errors.ts';
import type { SearchQuery } from '../query/query.ts';
import type {
  IndexStatistics,
  IndexVerdict,
  LogPosition,
  OpenedIndex,
  SearchBatch,
  SearchIndex,
  SearchResult,
  SpanState,
} from '../search-index.ts';
import { removeIndex } from './index-writer.ts';
import type { Task } from './messages.ts';
import { WorkerLine } from './worker-line.ts';

/** Batches are large and wait for each other; a feeder has one under way. */
const WRITES_WAITING_MAX = 8;
const QUERIES_WAITING_MAX = 64;

export interface EmbeddedIndexOptions {
  /** File of the database; SQLite puts two more beside it. */
  readonly path: string;
  readonly chainId: string;
  /** 32 secret bytes, kept apart from the index; see `Blinder`. */
  readonly blindKey: Uint8Array;
}

/** The index in one file: SQLite FTS5 in two threads, one that writes and one that reads. */
export class EmbeddedIndex implements SearchIndex {
  readonly #path: string;
  readonly #writer: WorkerLine;
  readonly #reader: WorkerLine;
  #isClosed = false;
  /** Files are replaced: calls wait until that is done. */
  #rebuilding: Promise<void> = Promise.resolve();

  constructor(options: EmbeddedIndexOptions) {
    const { blindKey, chainId, path } = options;
    this.#path = path;
    const settings = { path, chainId, blindKey };
    this.#writer = new WorkerLine(
      { ...settings, role: 'write' },
      { waitingMax: WRITES_WAITING_MAX },
    );
    this.#reader = new WorkerLine(
      { ...settings, role: 'read' },
      { waitingMax: QUERIES_WAITING_MAX },
    );
  }

  /** Opens the index in a file, or begins it anew. Throws `SearchError` when the disk refuses. */
  static async open(options: EmbeddedIndexOptions): Promise<OpenedIndex<EmbeddedIndex>> {
    mkdirSync(dirname(options.path), { recursive: true, mode: 0o700 });
    const index = new EmbeddedIndex(options);
    try {
      await index.positions();
      return { index, replaced: undefined };
    } catch (error) {
      const replaced = error instanceof SearchError ? error.code : undefined;
      if (replaced === 'SEARCH_DAMAGED' || replaced === 'SEARCH_OUTDATED') {
        await index.rebuild();
        return { index, replaced };
      }
      await index.close();
      throw error;
    }
  }

  add(batch: SearchBatch): Promise<void> {
    return this.#write({ type: 'add', batch });
  }

  replace(batch: SearchBatch): Promise<void> {
    return this.#write({ type: 'replace', batch });
  }

  async query(query: SearchQuery): Promise<SearchResult> {
    await this.#ready();
    return this.#reader.call({ type: 'query', query });
  }

  positions(): Promise<LogPosition[]> {
    return this.#write({ type: 'positions' });
  }

  span(origin: string, first: number): Promise<SpanState> {
    return this.#write({ type: 'span', origin, first });
  }

  verify(): Promise<IndexVerdict> {
    return this.#write({ type: 'verify' });
  }

  statistics(): Promise<IndexStatistics> {
    return this.#write({ type: 'statistics' });
  }

  rebuild(): Promise<void> {
    const done = this.#ready().then(async () => {
      await this.#end();
      removeIndex(this.#path);
      await this.#writer.call({ type: 'positions' });
    });
    this.#rebuilding = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    await this.#rebuilding;
    this.#isClosed = true;
    await this.#end();
  }

  /** The side that writes closes last: only it can fold the write-ahead file in. */
  async #end(): Promise<void> {
    try {
      await this.#reader.end();
    } finally {
      await this.#writer.end();
    }
  }

  async #write<T>(task: Task): Promise<T> {
    await this.#ready();
    return this.#writer.call(task);
  }

  async #ready(): Promise<void> {
    await this.#rebuilding;
    if (this.#isClosed) throw new SearchError('SEARCH_CLOSED', 'the search index is closed');
  }
}

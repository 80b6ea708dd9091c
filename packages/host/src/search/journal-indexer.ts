import { assert, equalBytes } from '@mingjing/crypto';
import {
  type Blinder,
  EMPTY_DIGEST,
  indexedForm,
  rowDigest,
  SearchError,
  type SearchIndex,
  type SearchQuery,
  type SearchResult,
  SPAN,
  spanDigest,
} from '@mingjing/search';
import { type FoundEntry, hasLost, type SearchableLog } from './searchable-log.ts';

/** Entries of one write of the index; one is under way at a time. */
const BATCH = 512;
/** Entries of an actor that are looked up at once. */
const PAGE = 200;
/** New entries are looked for this often; a search sees them then. */
const FOLLOW_MS = 500;
/** More new entries than this since the last look: the node has better things to do, */
const BUSY_ENTRIES = 100;
/** and for so long after, since load comes in bursts. */
const BUSY_MS = 5000;
/**
 * Then one batch is written in the time of so many: a hundredth of a core. Whoever is busy writes
 * more entries than could be indexed beside them at any share, so the rest waits for a quiet time.
 */
const BUSY_SHARE = 100;
/** One span of 1,024 entries is compared with its log this often, in turn. */
const SCRUB_MS = 60_000;

export interface IndexerOptions {
  readonly index: SearchIndex;
  readonly logs: readonly SearchableLog[];
  readonly blinder: Blinder;
  /** The index was not as its logs say and is built anew. */
  onRebuild(reason: string): Promise<unknown>;
  onError(error: unknown): void;
}

/** How far one log is indexed. */
export interface LogProgress {
  readonly origin: string;
  readonly indexed: number;
  readonly size: number;
}

/**
 * Brings an index to what its logs hold, and keeps it there: a batch at a time, waiting for each,
 * so that a slow index delays itself and no act. What is wrong is built anew.
 */
export class JournalIndexer {
  readonly #options: IndexerOptions;
  readonly #indexed = new Map<string, number>();
  #timers: NodeJS.Timeout[] = [];
  #last: Promise<void> = Promise.resolve();
  #isStopped = false;
  /** Whether `#indexed` is what the index says; not after anything went wrong. */
  #isKnown = false;
  /** Why the index is to be built anew. */
  #damage: string | undefined;
  #scrubbed = { log: 0, first: 0 };
  /** Entries of all logs at the last look. */
  #seen = 0;
  #busyUntil = 0;
  /** When the next batch may be written while busy. */
  #restUntil = 0;

  constructor(options: IndexerOptions) {
    this.#options = options;
  }

  /** Follows the logs from now on, after the newest span of each was compared with its log. */
  start(): void {
    this.#seen = this.#entries();
    this.#queue(() => this.#compareEnds());
    this.#timers = [
      setInterval(() => this.#queue(() => this.#followWhenQuiet()), FOLLOW_MS),
      setInterval(() => this.#queue(() => this.#scrub()), SCRUB_MS),
    ];
  }

  /** Stops after the batch under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#last;
  }

  /** Resolves when all that was durable at the call is indexed, or could not be. */
  async caughtUp(): Promise<void> {
    this.#queue(() => this.#follow());
    await this.#last;
  }

  progress(): LogProgress[] {
    return this.#options.logs.map((log) => ({
      origin: log.origin,
      indexed: this.#indexed.get(log.origin) ?? 0,
      size: log.size(),
    }));
  }

  /** Has the index built anew: a hit, or a comparison, contradicts its log. */
  damaged(reason: string): void {
    this.#damage ??= reason;
    this.#queue(() => this.#follow());
  }

  /** Indexes entries of a log again whose bodies were disposed of. */
  refresh(origin: string, from: number, to: number): void {
    this.#queue(() => this.#refresh(origin, from, to));
  }

  /** Indexes again the entries of an actor whose personal groups stay closed from now on. */
  withdraw(actor: string): void {
    this.#queue(() => this.#withdraw(actor));
  }

  /** Compares all of the index with its logs and itself; what is wrong is built anew. */
  async verify(): Promise<boolean> {
    let isRight = true;
    this.#queue(async () => {
      const own = await this.#options.index.verify();
      isRight = own.ok;
      if (!own.ok) this.#damage ??= own.part;
      for (const log of this.#options.logs) {
        const end = this.#indexed.get(log.origin) ?? 0;
        for (let first = 0; first < end && isRight; first += SPAN) {
          isRight = await this.#compare(log, first);
        }
      }
    });
    await this.caughtUp();
    return isRight;
  }

  /** One thing after the other; a failure is told, and the next time it is tried again. */
  #queue(work: () => Promise<void>): void {
    this.#last = this.#last.then(async () => {
      if (this.#isStopped) return;
      try {
        await work();
        if (this.#damage !== undefined) await this.#rebuild();
      } catch (error) {
        this.#isKnown = false;
        if (error instanceof SearchError && error.code === 'SEARCH_DAMAGED') {
          this.#damage ??= error.code;
        }
        this.#options.onError(error);
      }
    });
  }

  async #rebuild(): Promise<void> {
    const reason = this.#damage ?? '';
    await this.#options.index.rebuild();
    this.#damage = undefined;
    this.#isKnown = false;
    await this.#options.onRebuild(reason);
    await this.#follow();
  }

  /** Indexes everything, or, while entries come in fast, a batch now and then. */
  async #followWhenQuiet(): Promise<void> {
    const now = performance.now();
    const entries = this.#entries();
    if (entries - this.#seen > BUSY_ENTRIES) this.#busyUntil = now + BUSY_MS;
    this.#seen = entries;
    if (now >= this.#busyUntil) return this.#follow();
    if (now < this.#restUntil) return;
    await this.#follow(1);
    this.#restUntil = performance.now() + BUSY_SHARE * (performance.now() - now);
  }

  #entries(): number {
    return this.#options.logs.reduce((sum, log) => sum + log.size(), 0);
  }

  async #follow(batches = Number.POSITIVE_INFINITY): Promise<void> {
    const { index, logs } = this.#options;
    let left = batches;
    if (!this.#isKnown) await this.#learnPositions();
    for (const log of logs) {
      const size = log.size();
      let next = this.#indexed.get(log.origin) ?? 0;
      if (next > size) this.#damage ??= 'ahead-of-log';
      const hasWork = left > 0 && this.#goesOn(next, size);
      let entries = hasWork ? await this.#read(log, next, size) : [];
      while (left > 0 && this.#goesOn(next, size)) {
        left -= 1;
        const documents = entries.map(({ document }) => document);
        const first = next;
        next += documents.length;
        // The next entries are read while these are written.
        [entries] = await Promise.all([
          left > 0 ? this.#read(log, next, size) : [],
          index.add({ origin: log.origin, first, documents }),
        ]);
        this.#indexed.set(log.origin, next);
      }
    }
  }

  async #refresh(origin: string, from: number, to: number): Promise<void> {
    const { index, logs } = this.#options;
    if (!this.#isKnown) await this.#learnPositions();
    const log = logs.find((each) => each.origin === origin);
    const end = Math.min(to, this.#indexed.get(origin) ?? 0);
    for (let first = from; log !== undefined && this.#goesOn(first, end); first += BATCH) {
      const documents = (await this.#read(log, first, end)).map(({ document }) => document);
      await index.replace({ origin, first, documents });
    }
  }

  async #withdraw(actor: string): Promise<void> {
    const { index } = this.#options;
    let cursor: string | null = '';
    while (cursor !== null && !this.#isStopped) {
      const query: SearchQuery = { actor, limit: PAGE, ...(cursor !== '' && { cursor }) };
      const page: SearchResult = await index.query(query);
      assert(page.ok, 'an actor of an entry is within the bounds of a query');
      for (const { origin, position } of page.hits) {
        await this.#refresh(origin, position, position + 1);
      }
      cursor = page.nextCursor;
    }
  }

  #goesOn(next: number, size: number): boolean {
    return next < size && !this.#isStopped && this.#damage === undefined;
  }

  async #learnPositions(): Promise<void> {
    const positions = await this.#options.index.positions();
    this.#indexed.clear();
    for (const { next, origin } of positions) this.#indexed.set(origin, next);
    this.#isKnown = true;
  }

  #read(log: SearchableLog, from: number, to: number): Promise<FoundEntry[]> {
    return log.read(from, Math.min(from + BATCH, to));
  }

  async #compareEnds(): Promise<void> {
    await this.#follow();
    for (const log of this.#options.logs) {
      const end = this.#indexed.get(log.origin) ?? 0;
      if (end > 0) await this.#compare(log, end - 1 - ((end - 1) % SPAN));
    }
  }

  async #scrub(): Promise<void> {
    if (performance.now() < this.#busyUntil) return;
    const { logs } = this.#options;
    const { first, log: number } = this.#scrubbed;
    const log = logs[number];
    if (log !== undefined && first < (this.#indexed.get(log.origin) ?? 0)) {
      await this.#compare(log, first);
      this.#scrubbed = { log: number, first: first + SPAN };
    } else {
      this.#scrubbed = { log: (number + 1) % logs.length, first: 0 };
    }
  }

  /** Holds one span of the index against the documents that its log gives now. */
  async #compare(log: SearchableLog, first: number): Promise<boolean> {
    const { blinder, index } = this.#options;
    const end = Math.min(first + SPAN, this.#indexed.get(log.origin) ?? 0, log.size());
    const entries = await log.read(first, end);
    const expected = entries.reduce(
      (sum, { document }) => spanDigest(sum, rowDigest(document, indexedForm(document, blinder))),
      EMPTY_DIGEST,
    );
    const { count, digest } = await index.span(log.origin, first);
    const isRight = count === entries.length && equalBytes(digest, expected);
    if (!isRight && count === entries.length && entries.some((entry) => hasLost(log, entry))) {
      // A crash may have come between the loss and the index.
      await this.#refresh(log.origin, first, end);
      return true;
    }
    if (!isRight) this.#damage ??= count === entries.length ? 'other-rows' : 'missing-rows';
    return isRight;
  }
}

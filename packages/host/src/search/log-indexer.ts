import { assert, equalBytes } from '@mingjing/crypto';
import {
  type Blinder,
  EMPTY_DIGEST,
  indexedForm,
  rowDigest,
  SearchError,
  type SearchHit,
  type SearchIndex,
  type SearchQuery,
  type SearchResult,
  SPAN,
  spanDigest,
} from '@mingjing/search';
import { type Found, type IndexedLog, judgeRow } from './indexed-log.ts';
import { type ScrubPlace, scrubTurn } from './scrub-turn.ts';

/** Entries of one write of the index; one is under way at a time. */
const BATCH = 2048;
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
/** Batches after which it is looked again whether the node is busy: a second or two. */
const QUIET_BATCHES = 16;
/** One span of 1,024 entries is compared with its log this often, in turn. */
const SCRUB_MS = 60_000;

/** Errors of an index that end with its being built anew. */
const REBUILT: ReadonlySet<string> = new Set(['SEARCH_DAMAGED', 'SEARCH_OUTDATED']);

export interface IndexerOptions<F extends Found> {
  readonly index: SearchIndex;
  /** Followed from the start; others come and go. */
  readonly logs: readonly IndexedLog<F>[];
  readonly blinder: Blinder;
  /** Whether an error says that one log cannot be read, which holds up no other. */
  isUnreadable(error: unknown): boolean;
  /** The index was not as its logs say and is built anew. */
  onRebuild(reason: string): Promise<unknown>;
  /** It has everything again after that. */
  onRebuilt(): void;
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
export class LogIndexer<F extends Found = Found> {
  readonly #options: IndexerOptions<F>;
  #logs: readonly IndexedLog<F>[];
  readonly #indexed = new Map<string, number>();
  #timers: NodeJS.Timeout[] = [];
  #last: Promise<void> = Promise.resolve();
  #isStopped = false;
  /** Whether `#indexed` is what the index says; not after anything went wrong. */
  #isKnown = false;
  /** Why the index is to be built anew. */
  #damage: string | undefined;
  /** Logs that could not be read the last time. */
  readonly #unreadable = new Set<string>();
  #scrubbed: ScrubPlace = { log: 0, first: 0 };
  /** Entries of all logs at the last look. */
  #seen = 0;
  #busyUntil = 0;
  /** When the next batch may be written while busy. */
  #restUntil = 0;

  constructor(options: IndexerOptions<F>) {
    this.#options = options;
    this.#logs = options.logs;
  }

  /** Follows the logs from now on, after the newest span of each was compared with its log. */
  start(): void {
    this.#seen = this.#entries();
    this.#queue(() => this.#followAndCompare());
    this.#timers = [
      setInterval(() => this.#queue(() => this.#followWhenQuiet()), FOLLOW_MS),
      setInterval(() => this.#queue(() => this.#scrub()), SCRUB_MS),
    ];
  }

  /** Follows further logs from now on, after the newest span of each was compared with its log. */
  add(logs: readonly IndexedLog<F>[]): void {
    this.#logs = [...this.#logs, ...logs];
    // What they have already is no load.
    this.#seen += entriesOf(logs);
    this.#queue(() => this.#compareEnds(logs));
  }

  /** Follows these logs no more; none of them is being read when it resolves. */
  async remove(logs: readonly IndexedLog<F>[]): Promise<void> {
    this.#logs = this.#logs.filter((log) => !logs.includes(log));
    for (const { origin } of logs) this.#unreadable.delete(origin);
    this.#seen -= entriesOf(logs);
    await this.#last;
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

  /** Calls once when all that is durable now is indexed, or could not be. */
  whenCaughtUp(done: () => void): void {
    this.#queue(async () => {
      await this.#follow();
      done();
    });
  }

  progress(): LogProgress[] {
    return this.#logs.map((log) => ({
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

  /** Holds the rows that a query finds against their logs, and makes anew which are stale. */
  review(query: SearchQuery): void {
    this.#queue(() => this.#review(query));
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
      for (const log of this.#logs) {
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
        if (error instanceof SearchError && REBUILT.has(error.code)) this.#damage ??= error.code;
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
    if (this.#damage === undefined && this.#isKnown) this.#options.onRebuilt();
  }

  /** Indexes everything, or, while entries come in fast, a batch now and then. */
  async #followWhenQuiet(): Promise<void> {
    const now = performance.now();
    const entries = this.#entries();
    if (entries - this.#seen > BUSY_ENTRIES) this.#busyUntil = now + BUSY_MS;
    this.#seen = entries;
    if (now >= this.#busyUntil) return this.#follow(QUIET_BATCHES);
    if (now < this.#restUntil) return;
    await this.#follow(1);
    this.#restUntil = performance.now() + BUSY_SHARE * (performance.now() - now);
  }

  #entries(): number {
    return entriesOf(this.#logs);
  }

  async #follow(batches = Number.POSITIVE_INFINITY): Promise<void> {
    if (!this.#isKnown) await this.#learnPositions();
    let left = batches;
    for (const log of this.#logs) {
      await this.#attempt(log, async () => {
        left -= await this.#followLog(log, left);
      });
    }
  }

  /** Indexes what is new in one log, in at most so many batches; how many it took. */
  async #followLog(log: IndexedLog<F>, batches: number): Promise<number> {
    const size = log.size();
    let next = this.#indexed.get(log.origin) ?? 0;
    if (next > size) this.#damage ??= 'ahead-of-log';
    const hasWork = batches > 0 && this.#goesOn(next, size);
    let entries = hasWork ? await this.#read(log, next, size) : [];
    let taken = 0;
    while (taken < batches && this.#goesOn(next, size)) {
      taken += 1;
      const documents = entries.map(({ document }) => document);
      const first = next;
      next += documents.length;
      // The next entries are read while these are written.
      [entries] = await Promise.all([
        taken < batches ? this.#read(log, next, size) : [],
        this.#options.index.add({ origin: log.origin, first, documents }),
      ]);
      this.#indexed.set(log.origin, next);
    }
    return taken;
  }

  /** Works on one log; one that cannot be read is told of once, and holds up no other. */
  async #attempt(log: IndexedLog<F>, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.#unreadable.delete(log.origin);
    } catch (error) {
      if (!this.#options.isUnreadable(error)) throw error;
      this.#isKnown = false;
      if (!this.#unreadable.has(log.origin)) this.#options.onError(error);
      this.#unreadable.add(log.origin);
    }
  }

  async #refresh(origin: string, from: number, to: number): Promise<void> {
    const { index } = this.#options;
    if (!this.#isKnown) await this.#learnPositions();
    const log = this.#logs.find((each) => each.origin === origin);
    const end = Math.min(to, this.#indexed.get(origin) ?? 0);
    for (let first = from; log !== undefined && this.#goesOn(first, end); first += BATCH) {
      const documents = (await this.#read(log, first, end)).map(({ document }) => document);
      await index.replace({ origin, first, documents });
    }
  }

  async #withdraw(actor: string): Promise<void> {
    await this.#eachHit({ actor }, ({ origin, position }) =>
      this.#refresh(origin, position, position + 1),
    );
  }

  async #review(query: SearchQuery): Promise<void> {
    await this.#eachHit(query, async ({ digest, origin, position }) => {
      const log = this.#logs.find((each) => each.origin === origin);
      const [found] = (await log?.read(position, position + 1)) ?? [];
      if (log === undefined || found === undefined) return;
      const verdict = judgeRow(log, found, digest, this.#options.blinder);
      if (verdict === 'wrong') this.#damage ??= 'other-content';
      if (verdict === 'stale') await this.#refresh(origin, position, position + 1);
    });
  }

  async #eachHit(query: SearchQuery, work: (hit: SearchHit) => Promise<void>): Promise<void> {
    let cursor: string | null = '';
    while (cursor !== null && !this.#isStopped && this.#damage === undefined) {
      const asked: SearchQuery = { ...query, limit: PAGE, ...(cursor !== '' && { cursor }) };
      const page: SearchResult = await this.#options.index.query(asked);
      assert(page.ok, 'what a document has is within the bounds of a query');
      for (const hit of page.hits) await work(hit);
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

  #read(log: IndexedLog<F>, from: number, to: number): Promise<F[]> {
    return log.read(from, Math.min(from + BATCH, to));
  }

  async #followAndCompare(): Promise<void> {
    await this.#follow();
    await this.#compareEnds(this.#logs);
  }

  async #compareEnds(logs: readonly IndexedLog<F>[]): Promise<void> {
    if (!this.#isKnown) await this.#learnPositions();
    for (const log of logs) {
      if (!this.#logs.includes(log)) continue;
      const end = Math.min(this.#indexed.get(log.origin) ?? 0, log.size());
      if (end === 0) continue;
      await this.#attempt(log, () => this.#compare(log, end - 1 - ((end - 1) % SPAN)));
    }
  }

  async #scrub(): Promise<void> {
    if (performance.now() < this.#busyUntil) return;
    const ends = this.#logs.map(({ origin }) => this.#indexed.get(origin) ?? 0);
    const turn = scrubTurn(this.#scrubbed, ends);
    const log = this.#logs[turn?.compared.log ?? 0];
    if (turn === undefined || log === undefined) return;
    this.#scrubbed = turn.next;
    await this.#attempt(log, () => this.#compare(log, turn.compared.first));
  }

  /** Holds one span of the index against the documents that its log gives now. */
  async #compare(log: IndexedLog<F>, first: number): Promise<boolean> {
    const { blinder, index } = this.#options;
    const end = Math.min(first + SPAN, this.#indexed.get(log.origin) ?? 0, log.size());
    const found = await log.read(first, end);
    const expected = found.reduce(
      (sum, { document }) => spanDigest(sum, rowDigest(document, indexedForm(document, blinder))),
      EMPTY_DIGEST,
    );
    const span = await index.span(log.origin, first);
    if (span.count !== found.length) {
      this.#damage ??= 'missing-rows';
      return false;
    }
    if (equalBytes(span.digest, expected)) return true;
    const verdicts = found.map((each, i) =>
      judgeRow(log, each, span.rows[i] ?? EMPTY_DIGEST, blinder),
    );
    if (verdicts.includes('wrong')) {
      this.#damage ??= 'other-rows';
      return false;
    }
    // A crash may have come between what happened to them and the index.
    for (const [i, verdict] of verdicts.entries()) {
      if (verdict === 'stale') await this.#refresh(log.origin, first + i, first + i + 1);
    }
    return true;
  }
}

function entriesOf(logs: readonly IndexedLog[]): number {
  return logs.reduce((sum, log) => sum + log.size(), 0);
}

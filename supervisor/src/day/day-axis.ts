/** What happened is counted by quarters of an hour, which days of every civil time begin with. */
export const BUCKET_MS = 15 * 60_000;
/** A day and the quarter that has begun. */
export const BUCKETS = 97;
/** Held at once: those shown, and the same again while what is late is added. */
const BUCKETS_KEPT = 2 * BUCKETS;
/** Orders that reads of a day carried out; beyond them the number is one too small for each. */
const ORDERS_KEPT = 500;
/** Days begin in Shanghai (UTC+8, without summer time). */
const DAY_OFFSET_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

export const DAY_KINDS = ['blocks', 'records', 'alarms', 'reads'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** What was counted of one kind; times are ms since the epoch. */
interface Counted {
  readonly byBucket: Map<number, number>;
  /** From here on everything is counted; later than now: nothing is yet. */
  since: number;
}

export interface DayView {
  /** Begin of the first bucket. */
  readonly from: number;
  readonly bucket_ms: number;
  /** By kind: a number for each bucket, null where not everything is counted yet. */
  readonly counts: Readonly<Record<DayKind, readonly (number | null)[]>>;
  /** Begin of the civil day, what was read since and under how many orders; null: not counted. */
  readonly today: {
    readonly from: number;
    readonly reads: number | null;
    readonly orders: number | null;
  };
}

/** The last 24 hours on one axis. Reads no clock: times are arguments, ms since the epoch. */
export class DayAxis {
  readonly #kinds: Readonly<Record<DayKind, Counted>>;
  /** When something was last read under an order, ms, by the order's id. */
  readonly #orders = new Map<string, number>();

  /** From `now` on everything is added; what was before is added from the records of it. */
  constructor(now: number) {
    const counted = (): Counted => ({ byBucket: new Map(), since: now });
    this.#kinds = { blocks: counted(), records: counted(), alarms: counted(), reads: counted() };
  }

  /** Counts what happened at a time; what is older than the axis is let go. */
  add(kind: DayKind, at: number, count = 1): void {
    const { byBucket } = this.#kinds[kind];
    const bucket = Math.floor(at / BUCKET_MS);
    byBucket.set(bucket, (byBucket.get(bucket) ?? 0) + count);
    // The oldest go: what comes late from the store is of the last day, too.
    if (byBucket.size > BUCKETS_KEPT) byBucket.delete(Math.min(...byBucket.keys()));
  }

  /** Counts a read; `order` is the id of the one that it carried out, empty where there is none. */
  addRead(at: number, order: string): void {
    this.add('reads', at);
    if (order === '') return;
    this.#orders.set(order, Math.max(at, this.#orders.get(order) ?? 0));
    if (this.#orders.size <= ORDERS_KEPT) return;
    const [oldest] = [...this.#orders].reduce((least, each) => (each[1] < least[1] ? each : least));
    this.#orders.delete(oldest);
  }

  /** All of a kind since then was added. */
  knownSince(kind: DayKind, since: number): void {
    this.#kinds[kind].since = Math.min(this.#kinds[kind].since, since);
  }

  /** Whether all of a kind that the axis shows at `now` was added. */
  isComplete(kind: DayKind, now: number): boolean {
    return this.#kinds[kind].since <= firstBucket(now) * BUCKET_MS;
  }

  view(now: number): DayView {
    const first = firstBucket(now);
    const of = (kind: DayKind) => countsOf(this.#kinds[kind], first);
    const counts = { blocks: of('blocks'), records: of('records'), alarms: of('alarms') };
    const today = Math.floor((now + DAY_OFFSET_MS) / DAY_MS) * DAY_MS - DAY_OFFSET_MS;
    const reads = of('reads');
    const readToday = sumOf(reads.slice(today / BUCKET_MS - first));
    const ordersToday = [...this.#orders.values()].filter((at) => at >= today).length;
    return {
      ...{ from: first * BUCKET_MS, bucket_ms: BUCKET_MS },
      counts: { ...counts, reads },
      today: { from: today, reads: readToday, orders: readToday === null ? null : ordersToday },
    };
  }
}

function firstBucket(now: number): number {
  return Math.floor(now / BUCKET_MS) - BUCKETS + 1;
}

function countsOf({ byBucket, since }: Counted, first: number): (number | null)[] {
  return Array.from({ length: BUCKETS }, (_, index) => {
    const bucket = first + index;
    const isKnown = since <= bucket * BUCKET_MS;
    // What has begun to be counted is shown; what may lack the most of it is not.
    return isKnown ? (byBucket.get(bucket) ?? 0) : (byBucket.get(bucket) ?? null);
  });
}

function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.includes(null) ? null : counts.reduce<number>((sum, each) => sum + (each ?? 0), 0);
}

import { ResultCode } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import type { Alarm } from '@mingjing/oversight';
import {
  blockCodec,
  headerCodec,
  type JournalSourceName,
  parseTransaction,
  widestParameters,
} from '@mingjing/protocol';
import type { CommittedBlock } from '@mingjing/replica';
import { BUCKET_MS, BUCKETS, DayAxis } from './day-axis.ts';
import { ownReadIn, READ_SOURCES } from './own-reads.ts';

/** Blocks of an earlier run read in one step: a few ms of work, and a day within minutes. */
const BLOCKS_A_STEP = 128;
/** Their transactions, after which a step ends all the same. */
const TRANSACTIONS_A_STEP = 1024;
/** Entries of a log read in one step, each way. */
const ENTRIES_A_STEP = 128;

type StoredBlock = NonNullable<Awaited<ReturnType<Host['store']['block']>>>;

interface LogPlace {
  readonly source: JournalSourceName;
  /** Read from here on while the program runs. */
  next: number;
  /** Below it lies what earlier runs wrote; 0: all of the day was read. */
  before: number;
}

/**
 * Keeps the axis of the last day: what comes is added as it comes, what earlier runs left is read
 * back step by step, so that a start waits for nothing.
 */
export class DayFeeder {
  readonly axis: DayAxis;
  readonly #host: Host;
  readonly #logs: readonly LogPlace[];
  /** What was committed up to here is read back. */
  readonly #began: number;
  /** Next block to be read back; 0: all of the day was read. */
  #height: number;
  #isStepping = false;

  constructor(host: Host, alarms: readonly Alarm[], now: number) {
    this.#host = host;
    this.axis = new DayAxis(now);
    this.#began = host.replica.chain.height;
    this.#height = this.#began;
    this.#logs = READ_SOURCES.map((source) => {
      const size = host.journal.durableSize(source);
      return { source, next: size, before: size };
    });
    for (const { since } of alarms) this.axis.add('alarms', since);
    this.axis.knownSince('alarms', 0);
  }

  committed({ executed: { header, transactions, outcome } }: CommittedBlock): void {
    if (header.height <= this.#began) return;
    const records = transactions.map(({ recordCount }, index) =>
      outcome.results[index] === ResultCode.done ? recordCount : 0,
    );
    this.#addBlock(header.time, sum(records));
  }

  raised({ since }: Alarm): void {
    this.axis.add('alarms', since);
  }

  /** Reads a little more of what is not counted yet; throws what store and journal throw. */
  async step(now: number): Promise<void> {
    if (this.#isStepping) return;
    this.#isStepping = true;
    try {
      await this.#readBlocks(now);
      for (const log of this.#logs) await this.#readOn(log);
      for (const log of this.#logs) await this.#readBack(log, now);
      if (this.#logs.every(({ before }) => before === 0)) this.axis.knownSince('reads', 0);
    } finally {
      this.#isStepping = false;
    }
  }

  #addBlock(time: number, records: number): void {
    this.axis.add('blocks', time);
    if (records > 0) this.axis.add('records', time, records);
  }

  async #readBlocks(now: number): Promise<void> {
    let transactions = 0;
    for (let read = 0; read < BLOCKS_A_STEP && transactions < TRANSACTIONS_A_STEP; read += 1) {
      if (this.#height === 0) break;
      const stored = await this.#host.store.block(this.#height);
      // A node that joined by a snapshot has no blocks below it: there is nothing more to count.
      const time = stored === undefined ? 0 : this.#takeBlock(stored, now);
      transactions += stored?.results.length ?? 0;
      this.#height = time < firstShown(now) ? 0 : this.#height - 1;
      this.#blocksKnownSince(time);
    }
    if (this.#height === 0) this.#blocksKnownSince(0);
  }

  #blocksKnownSince(time: number): void {
    for (const kind of ['blocks', 'records'] as const) this.axis.knownSince(kind, time);
  }

  #takeBlock({ block, results }: StoredBlock, now: number): number {
    const { chainId } = this.#host.replica.chain;
    const { header, transactions } = blockCodec.decode(block);
    const { time } = headerCodec.decode(header);
    if (time < firstShown(now)) return time;
    const records = transactions.map((bytes, index) => {
      if (results[index] !== ResultCode.done) return 0;
      const parsed = parseTransaction(bytes, chainId, widestParameters);
      return parsed.ok ? parsed.value.recordCount : 0;
    });
    this.#addBlock(time, sum(records));
    return time;
  }

  async #readOn(log: LogPlace): Promise<void> {
    const { journal } = this.#host;
    const to = Math.min(journal.durableSize(log.source), log.next + ENTRIES_A_STEP);
    if (to === log.next) return;
    const entries = await journal.readRange(log.source, log.next, to);
    for (const { body } of entries) this.#takeEntry(body);
    log.next = to;
  }

  async #readBack(log: LogPlace, now: number): Promise<void> {
    if (log.before === 0) return;
    const from = Math.max(0, log.before - ENTRIES_A_STEP);
    const entries = await this.#host.journal.readRange(log.source, from, log.before);
    for (const { body } of entries) this.#takeEntry(body);
    const oldest = entries[0]?.stub.time ?? 0;
    log.before = oldest < firstShown(now) ? 0 : from;
  }

  #takeEntry(body: Parameters<typeof ownReadIn>[0] | undefined): void {
    const read = body === undefined ? undefined : ownReadIn(body);
    if (read !== undefined) this.axis.addRead(read.at, read.order);
  }
}

function firstShown(now: number): number {
  return now - BUCKETS * BUCKET_MS;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, each) => total + each, 0);
}

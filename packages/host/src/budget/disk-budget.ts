import { type Journal, ROOM_RESERVE_BYTES } from '@mingjing/journal';
import { SOURCE_NAMES } from '@mingjing/protocol';
import type { Logger } from '@mingjing/telemetry';
import type { BudgetConfig } from './budget-config.ts';
import { type DiskPort, machineDisk } from './disk-port.ts';
import {
  estimateSpace,
  type FreeSample,
  type SpaceEstimate,
  type SpaceLevel,
} from './space-estimate.ts';

/** Looking at a file costs some 40 µs, and there are thousands; in between it counts itself. */
const MEASURE_MS = 300_000;
/** Free space is remembered once an hour, for a week. */
const SAMPLE_MS = 3_600_000;
const SAMPLES_MAX = 168;
/** A warning that nobody followed is said again. */
const REMIND_MS = 86_400_000;

export interface DiskBudgetOptions {
  readonly journal: Journal;
  readonly nodeId: string;
  /** Folder of the journal. */
  readonly folder: string;
  readonly config: BudgetConfig;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly disk?: DiskPort;
  readonly now?: () => number;
}

/** An estimate, and when it was made, ms. */
export type MeasuredSpace = SpaceEstimate & { readonly at: number };

/**
 * Watches the room of a journal: measures now and then, warns early in the journal and the program
 * log, and tells the journal how much its budget leaves. It removes nothing.
 */
export class DiskBudget {
  readonly #options: DiskBudgetOptions;
  readonly #disk: DiskPort;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #measuring: Promise<void> = Promise.resolve();
  #earlier: readonly FreeSample[] = [];
  #firstTime: number | undefined;
  #space: MeasuredSpace | undefined;
  /** What was said last, and when. */
  #told: { readonly level: SpaceLevel; readonly at: number } = { level: 'ample', at: 0 };

  constructor(options: DiskBudgetOptions) {
    this.#options = options;
    this.#disk = options.disk ?? machineDisk;
    this.#now = options.now ?? (() => Date.now());
  }

  /** The latest measure; undefined before the first. */
  get space(): MeasuredSpace | undefined {
    return this.#space;
  }

  /** Measures, so that the bound holds from the start, and then every five minutes. */
  async start(): Promise<void> {
    await this.measure();
    this.#timer = setInterval(() => {
      this.#measuring = this.measure().catch((error: unknown) =>
        this.#options.logger.error({ err: error }, 'the room of the journal was not measured'),
      );
    }, MEASURE_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#measuring;
  }

  /** Measures once, and says what changed; rejects when the disk does not answer. */
  async measure(): Promise<void> {
    const { config, folder, journal } = this.#options;
    const { budget_bytes: budgetBytes, warn_days: warnDays } = config;
    const now = this.#now();
    const freeBytes = await this.#disk.freeBytes(folder);
    const space = estimateSpace({
      ...{ now, freeBytes, budgetBytes, warnDays, earlier: this.#earlier },
      files: await this.#disk.files(folder),
      firstTime: await this.#firstEntryTime(),
      reserveBytes: budgetBytes === undefined ? 0 : ROOM_RESERVE_BYTES,
    });
    this.#space = { ...space, at: now };
    this.#remember({ at: now, bytes: freeBytes });
    if (budgetBytes !== undefined) journal.room.set(budgetBytes - space.usedBytes);
    await this.#tell(space, now);
  }

  #remember(sample: FreeSample): void {
    const last = this.#earlier.at(-1);
    if (last !== undefined && sample.at - last.at < SAMPLE_MS) return;
    this.#earlier = [...this.#earlier, sample].slice(-SAMPLES_MAX);
  }

  async #firstEntryTime(): Promise<number | undefined> {
    if (this.#firstTime !== undefined) return this.#firstTime;
    const { journal } = this.#options;
    const times: number[] = [];
    for (const source of SOURCE_NAMES) {
      const [first] = await journal.readRange(source, 0, 1);
      if (first !== undefined) times.push(first.stub.time);
    }
    this.#firstTime = times.length === 0 ? undefined : Math.min(...times);
    return this.#firstTime;
  }

  /** One entry and one line for each change, and again each day while there is too little. */
  async #tell(space: SpaceEstimate, now: number): Promise<void> {
    const { level } = space;
    const isSame = level === this.#told.level;
    const isReminder = level !== 'ample' && now - this.#told.at >= REMIND_MS;
    // What is not known yet takes no warning back, and is none itself.
    if (level === 'unknown' || (isSame && !isReminder)) return;
    this.#say(space);
    try {
      await this.#note(space);
      this.#told = { level, at: now };
    } catch (error) {
      // The measure stands all the same; with the next one it is tried again.
      this.#options.logger.error({ err: error }, 'the room of the journal was not journalled');
    }
  }

  async #note(space: SpaceEstimate): Promise<void> {
    const { journal, nodeId } = this.#options;
    const { daysLeft, growthPerDay, level, limit, neededBytes, reason, roomBytes } = space;
    await journal.append({
      ...({ source: 'maintenance', event: `journal-space-${level}`, result: 'done' } as const),
      ...(level === 'ample' ? {} : { reason: `${reason}-of-${limit}` }),
      actor: { type: 'system', id: nodeId },
      counts: [roomBytes, daysLeft ?? 0, growthPerDay ?? 0, neededBytes ?? 0],
    });
  }

  #say(space: SpaceEstimate): void {
    const { logger } = this.#options;
    if (space.level === 'ample') logger.info({ space }, 'the journal has room enough');
    else if (space.level === 'low') logger.warn({ space }, 'the room of the journal runs low');
    else logger.error({ space }, 'acts will be refused soon: the journal has hardly any room');
  }
}

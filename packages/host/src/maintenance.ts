import type { Journal } from '@mingjing/journal';
import { JournalSource, type WitnessedLog } from '@mingjing/protocol';
import type { Replica } from '@mingjing/replica';
import type { BlockEntries } from './block-entries.ts';
import { takeActs } from './home-acts.ts';
import type { PeerActs } from './peer-acts.ts';

/** One heartbeat entry states the last index of every source (design, section 8). */
const HEARTBEAT_MS = 30_000;
/** Due checkpoints and the minute of strangers are looked at this often. */
const TICK_MS = 5000;
/** A node anchors at most once in this time, and only when more than heartbeats is new. */
const ANCHOR_MS = 60_000;
/** While only heartbeats are new. */
const QUIET_ANCHOR_MS = 600_000;

/** Refusals are short ASCII words. */
const REASON_CHARS_MAX = 64;

/** Logs that grow while nobody does anything: their news can wait. */
const QUIET_SOURCES: readonly number[] = [JournalSource.maintenance, JournalSource.network];

export interface MaintenanceParts {
  readonly journal: Journal;
  readonly replica: Replica;
  readonly nodeId: string;
  readonly peerActs: PeerActs;
  readonly blockEntries: BlockEntries;
  /** Where commands leave their acts. */
  readonly actsFolder: string;
  readonly onError: (error: unknown) => void;
}

/** The journal's housekeeping: heartbeats, checkpoints, anchors, and opening it again. */
export class Maintenance {
  readonly #journal: Journal;
  readonly #replica: Replica;
  readonly #nodeId: string;
  readonly #peerActs: PeerActs;
  readonly #blockEntries: BlockEntries;
  readonly #actsFolder: string;
  readonly #onError: (error: unknown) => void;
  /** What this node verified of others' logs, to be stated in its anchors. */
  witnessed: () => WitnessedLog[] = () => [];
  readonly #timers: NodeJS.Timeout[] = [];
  /** What is under way, by the act that a timer begins. */
  readonly #running = new Map<() => Promise<unknown>, Promise<void>>();
  readonly #startedAt = Date.now();
  #anchoredAt = 0;
  #anchoredSizes = new Map<string, number>();
  /** When the journal was found to take nothing, ms; until its being opened again is told. */
  #failedAt: number | undefined;

  constructor(parts: MaintenanceParts) {
    const { journal, replica, nodeId, peerActs, blockEntries, actsFolder, onError } = parts;
    this.#journal = journal;
    this.#replica = replica;
    this.#nodeId = nodeId;
    this.#peerActs = peerActs;
    this.#blockEntries = blockEntries;
    this.#actsFolder = actsFolder;
    this.#onError = onError;
  }

  start(): void {
    this.#every(HEARTBEAT_MS, () => this.#journal.heartbeat());
    this.#every(TICK_MS, () => this.#tick());
  }

  async #tick(): Promise<void> {
    await this.#reopenIfFailed();
    this.#peerActs.tick();
    // Before entries that a full journal does not take: checkpoints are due all the same.
    await this.#journal.tick();
    await takeActs(this.#actsFolder, this.#journal);
    await this.#blockEntries.tellMissed();
  }

  /** A disk that takes something again needs nobody who starts the program anew. */
  async #reopenIfFailed(): Promise<void> {
    if (this.#journal.failure !== undefined) {
      this.#failedAt ??= Date.now();
      await this.#journal.reopen();
    }
    if (this.#failedAt === undefined) return;
    await this.#journal.append({
      ...{ source: 'maintenance', event: 'journal-reopened', result: 'done' },
      actor: { type: 'system', id: this.#nodeId },
      counts: [this.#failedAt, Date.now()],
    });
    this.#failedAt = undefined;
  }

  /** Anchors when one is due; called when a block was committed, so that it rides in the next. */
  anchorIfDue(): void {
    this.#anchor().catch(this.#onError);
  }

  async #anchor(): Promise<void> {
    const now = Date.now();
    const since = now - Math.max(this.#anchoredAt, this.#startedAt - ANCHOR_MS + TICK_MS);
    if (since < ANCHOR_MS) return;
    const logs = this.#journal.logs().filter(({ size }) => size > 0);
    const witnessed = this.witnessed();
    const sizes = new Map([
      ...logs.map(({ source, size }) => [`${this.#nodeId}/${source}`, size] as const),
      ...witnessed.map(({ nodeId, source, size }) => [`${nodeId}/${source}`, size] as const),
    ]);
    const isQuiet = (log: string) => QUIET_SOURCES.some((source) => log.endsWith(`/${source}`));
    const isNews = [...sizes].some(
      ([log, size]) => !isQuiet(log) && size !== this.#anchoredSizes.get(log),
    );
    if (logs.length === 0 || (!isNews && since < QUIET_ANCHOR_MS)) return;
    const before = this.#anchoredSizes;
    this.#anchoredAt = now;
    this.#anchoredSizes = sizes;
    const value = { nodeId: this.#nodeId, logs, witnessed };
    const answer = await this.#replica.submitOwn({ type: 'retentionAnchor', value });
    if (answer === undefined || answer.ok) return;
    // It is still news, and tried again when the next one is due.
    this.#anchoredSizes = before;
    await this.#noteRefused(answer.reason);
  }

  async #noteRefused(reason: string): Promise<void> {
    const actor = { type: 'system', id: this.#nodeId } as const;
    const what = { source: 'maintenance', event: 'anchor-refused', result: 'refused' } as const;
    await this.#journal.append({ ...what, reason: reason.slice(0, REASON_CHARS_MAX), actor });
  }

  /** Resolves when nothing of it is under way any more. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#running.values());
  }

  #every(ms: number, act: () => Promise<unknown>): void {
    this.#timers.push(setInterval(() => this.#begin(act), ms));
  }

  /** An act that takes longer is not begun again before it has ended. */
  #begin(act: () => Promise<unknown>): void {
    if (this.#running.has(act)) return;
    const ended = act()
      .then(() => undefined, this.#onError)
      .finally(() => this.#running.delete(act));
    this.#running.set(act, ended);
  }
}

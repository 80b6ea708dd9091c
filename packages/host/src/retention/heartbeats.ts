import type { Journal } from '@mingjing/journal';
import { frameGroupCodec } from '@mingjing/protocol';

/** Entries of one read: between two reads others have their turn. */
const READ_ENTRIES = 512;
const HEARTBEAT = 'heartbeat';

/** What the maintenance log says of its own going on. */
export interface HeartbeatTally {
  readonly heartbeats: number;
  readonly longestPauseMs: number;
}

/**
 * Running totals over the maintenance log: its heartbeats, and the longest time between one and the
 * next, by the times that the entries state. They are of all entries whose bodies are still here,
 * from the first on; of a body that was disposed of nobody can say whether it was a heartbeat. A
 * program reads each entry once: all there are at the first question, then what is new.
 */
export class Heartbeats {
  readonly #journal: Pick<Journal, 'readRange' | 'durableSize'>;
  #next = 0;
  #heartbeats = 0;
  #lastTime: number | undefined;
  #longestPauseMs = 0;
  #reading: Promise<HeartbeatTally> | undefined;

  constructor(journal: Pick<Journal, 'readRange' | 'durableSize'>) {
    this.#journal = journal;
  }

  /** The totals over all entries durable now; throws what reading the journal throws. */
  tally(): Promise<HeartbeatTally> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<HeartbeatTally> {
    const size = this.#journal.durableSize('maintenance');
    while (this.#next < size) {
      const to = Math.min(this.#next + READ_ENTRIES, size);
      const entries = await this.#journal.readRange('maintenance', this.#next, to);
      const frames = entries.flatMap(({ body }) =>
        body === undefined ? [] : [frameGroupCodec.decode(body.frame.stored)],
      );
      // Nothing is waited for from here on, and nothing fails: each entry counts once.
      for (const { event, time } of frames) if (event === HEARTBEAT) this.#count(time);
      this.#next = to;
    }
    return { heartbeats: this.#heartbeats, longestPauseMs: this.#longestPauseMs };
  }

  // A clock that was set back makes no pause.
  #count(time: number): void {
    this.#heartbeats += 1;
    const pauseMs = time - (this.#lastTime ?? time);
    this.#longestPauseMs = Math.max(this.#longestPauseMs, pauseMs);
    this.#lastTime = time;
  }
}

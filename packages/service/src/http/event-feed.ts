import { Readable } from 'node:stream';
import { assert } from '@mingjing/crypto';
import { Problem } from './problem.ts';

export interface EventFeedOptions {
  /** Tells this run of the program from others, so that an old id is never taken for a new one. */
  readonly epoch: string;
  /** Events kept for readers that come back. */
  readonly keptMax?: number;
  /** Each holds a connection and a buffer. */
  readonly readersMax?: number;
  /** A reader that lets more than this wait is cut off, and resumes when it can. */
  readonly bufferBytesMax?: number;
  /** Proxies drop connections on which nothing moves for a minute. */
  readonly heartbeatMs?: number;
}

/** Server-sent events to any number of readers, each resuming where it stopped. */
export interface EventFeed {
  publish(type: string, data: unknown): void;
  /**
   * A reader's stream, beginning after `lastEventId` (header `Last-Event-ID`). When events between
   * are no longer kept, it begins with the event `reset`: read the state anew. Throws the problem
   * `too-many-streams`.
   */
  open(lastEventId: string | undefined): Readable;
  readonly readerCount: number;
  /** Ends all readers. */
  close(): void;
}

const KEPT_MAX = 256;
const READERS_MAX = 100;
const BUFFER_BYTES_MAX = 256 * 1024;
const HEARTBEAT_MS = 15_000;
const RETRY_SECONDS = '5';
const OPENING = 'retry: 2000\n\n';
const RESET = 'event: reset\ndata: {}\n\n';
const HEARTBEAT = ': alive\n\n';
const EVENT_TYPE = /^[a-z][a-z-]*$/;
const EPOCH = /^[A-Za-z0-9]{1,32}$/;

/** A feed with nothing published yet; it runs a timer only while somebody reads. */
export function createEventFeed(options: EventFeedOptions): EventFeed {
  assert(EPOCH.test(options.epoch), 'an epoch is letters and digits');
  return new Feed(options);
}

/** Anybody may end a reader's stream: what is published after that is not for him. */
class Reader extends Readable {
  #isOver = false;

  override push(chunk: Buffer | string | null): boolean {
    if (this.#isOver) return false;
    this.#isOver = chunk === null;
    return super.push(chunk);
  }

  override _read(): void {}
}

class Feed implements EventFeed {
  readonly #epoch: string;
  readonly #keptMax: number;
  readonly #readersMax: number;
  readonly #bufferBytesMax: number;
  readonly #heartbeatMs: number;
  readonly #readers = new Set<Readable>();
  /** The last events in wire form; the first of them has number `#last - length + 1`. */
  readonly #kept: Buffer[] = [];
  #last = 0;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(options: EventFeedOptions) {
    this.#epoch = options.epoch;
    this.#keptMax = options.keptMax ?? KEPT_MAX;
    this.#readersMax = options.readersMax ?? READERS_MAX;
    this.#bufferBytesMax = options.bufferBytesMax ?? BUFFER_BYTES_MAX;
    this.#heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS;
  }

  get readerCount(): number {
    return this.#readers.size;
  }

  publish(type: string, data: unknown): void {
    assert(EVENT_TYPE.test(type), 'an event type is lower-case words');
    this.#last++;
    const id = `${this.#epoch}-${this.#last}`;
    const event = Buffer.from(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
    this.#kept.push(event);
    if (this.#kept.length > this.#keptMax) this.#kept.shift();
    for (const reader of this.#readers) this.#give(reader, event);
  }

  open(lastEventId: string | undefined): Readable {
    if (this.#readers.size >= this.#readersMax) {
      throw new Problem(503, 'too-many-streams', { headers: { 'retry-after': RETRY_SECONDS } });
    }
    const reader = new Reader();
    this.#readers.add(reader);
    reader.once('close', () => this.#forget(reader));
    reader.push(OPENING);
    for (const event of this.#missedSince(lastEventId)) reader.push(event);
    this.#heartbeat ??= setInterval(() => {
      for (const each of this.#readers) this.#give(each, Buffer.from(HEARTBEAT));
    }, this.#heartbeatMs);
    return reader;
  }

  close(): void {
    for (const reader of this.#readers) {
      reader.push(null);
      this.#forget(reader);
    }
  }

  #missedSince(lastEventId: string | undefined): readonly (Buffer | string)[] {
    if (lastEventId === undefined) return [];
    const [epoch, number = ''] = lastEventId.split('-');
    const seen = /^[0-9]{1,15}$/.test(number) ? Number(number) : -1;
    const count = this.#last - seen;
    const isKept = epoch === this.#epoch && seen >= 0 && count >= 0 && count <= this.#kept.length;
    if (!isKept) return [RESET];
    const missed = count === 0 ? [] : this.#kept.slice(-count);
    const bytes = missed.reduce((sum, event) => sum + event.length, 0);
    return bytes > this.#bufferBytesMax ? [RESET] : missed;
  }

  #give(reader: Readable, event: Buffer): void {
    if (reader.readableLength + event.length > this.#bufferBytesMax) reader.destroy();
    else reader.push(event);
  }

  #forget(reader: Readable): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }
}

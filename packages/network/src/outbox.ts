import type { Clock } from '@mingjing/replica';
import type { EncodedEnvelope } from './envelope-bytes.ts';
import { poolEntryBytes, writePoolEntry } from './envelope-bytes.ts';
import { allocateFrame, FRAME_HEADER_BYTES } from './frame-reader.ts';
import {
  GATHER_BYTES_MAX,
  MERGED_ITEMS_MAX,
  OUTBOX_BYTES_MAX,
  POOL_DELAY_MS,
  POOL_READY_BYTES,
} from './limits.ts';

export interface OutboxPorts {
  readonly clock: Pick<Clock, 'now' | 'schedule'>;
  /** Takes one frame, header included. */
  readonly write: (frame: Uint8Array) => void;
  /** True while earlier frames still wait for the socket; then `drained` will be called. */
  readonly isBlocked: () => boolean;
  readonly onDropped: () => void;
  /** Not even dropping every pool batch makes room: the peer is lost. */
  readonly onOverflow: () => void;
}

/** One envelope, or the pool batches joined to it. */
interface Entry {
  readonly first: EncodedEnvelope;
  /** With pool batches only. */
  readonly batch: { readonly runs: Uint8Array[]; itemsBytes: number; count: number } | undefined;
  bytes: number;
}

/**
 * What waits for one peer. Everything queued in one turn of the event loop leaves in one frame;
 * pool batches that follow each other closely wait a little and become one batch. Order is kept:
 * a vote takes along whatever was queued before it.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #bytesMax: number;
  #entries: Entry[] = [];
  #bytes = 0;
  #lastFlush = Number.NEGATIVE_INFINITY;
  #immediate: NodeJS.Immediate | undefined;
  #cancelDelay: (() => void) | undefined;
  #isClosed = false;

  constructor(ports: OutboxPorts, bytesMax = OUTBOX_BYTES_MAX) {
    this.#ports = ports;
    this.#bytesMax = bytesMax;
  }

  get queuedBytes(): number {
    return this.#bytes;
  }

  push(envelope: EncodedEnvelope): void {
    if (this.#isClosed || !this.#makeRoom(envelope)) return;
    this.#append(envelope);
    if (envelope.pool === undefined || this.#bytes >= POOL_READY_BYTES) this.#flushSoon();
    else this.#flushWithCompany();
  }

  /** The socket takes bytes again. */
  drained(): void {
    if (this.#entries.length > 0) this.#flushSoon();
  }

  close(): void {
    this.#isClosed = true;
    this.#entries = [];
    this.#bytes = 0;
    this.#forgetSchedule();
  }

  #makeRoom(envelope: EncodedEnvelope): boolean {
    const fits = () => this.#bytes + envelope.entry.length <= this.#bytesMax;
    if (fits()) return true;
    if (envelope.pool !== undefined) {
      this.#ports.onDropped();
      return false;
    }
    this.#entries = this.#entries.filter((entry) => {
      if (entry.batch === undefined || fits()) return true;
      this.#bytes -= entry.bytes;
      this.#ports.onDropped();
      return false;
    });
    if (!fits()) this.#ports.onOverflow();
    return fits();
  }

  #append(envelope: EncodedEnvelope): void {
    const last = this.#entries.at(-1);
    if (last === undefined || !join(last, envelope)) {
      const { entry, pool } = envelope;
      const batch = pool && {
        runs: [pool.items],
        itemsBytes: pool.items.length,
        count: pool.count,
      };
      this.#entries.push({ first: envelope, batch, bytes: entry.length });
      this.#bytes += entry.length;
    } else {
      const before = last.bytes;
      last.bytes = poolEntryBytes(last.batch?.itemsBytes ?? 0);
      this.#bytes += last.bytes - before;
    }
  }

  #flushSoon(): void {
    this.#immediate ??= setImmediate(() => this.#flush());
  }

  /** From idle at once; in a busy time when `POOL_DELAY_MS` have passed since the last frame. */
  #flushWithCompany(): void {
    if (this.#immediate !== undefined || this.#cancelDelay !== undefined) return;
    const waitMs = this.#lastFlush + POOL_DELAY_MS - this.#ports.clock.now();
    if (waitMs <= 0) this.#flushSoon();
    else this.#cancelDelay = this.#ports.clock.schedule(waitMs, () => this.#flush());
  }

  #flush(): void {
    this.#forgetSchedule();
    let next = 0;
    while (next < this.#entries.length && !this.#ports.isBlocked()) {
      next = this.#writeFrame(next);
      // Writing may close the stream, and this outbox with it.
      if (this.#isClosed) return;
    }
    if (next === 0) return;
    this.#entries = this.#entries.slice(next);
    this.#lastFlush = this.#ports.clock.now();
  }

  /** Joins entries from `first` on into one frame; answers the index behind them. */
  #writeFrame(first: number): number {
    let bodyBytes = 0;
    let end = first;
    for (; end < this.#entries.length; end++) {
      const { bytes } = this.#entries[end] as Entry;
      if (end > first && bodyBytes + bytes > GATHER_BYTES_MAX) break;
      bodyBytes += bytes;
    }
    this.#bytes -= bodyBytes;
    this.#ports.write(frameOf(this.#entries.slice(first, end), bodyBytes));
    return end;
  }

  #forgetSchedule(): void {
    clearImmediate(this.#immediate);
    this.#immediate = undefined;
    this.#cancelDelay?.();
    this.#cancelDelay = undefined;
  }
}

/** Lays a pool batch behind the items of the last one, when both are batches and stay small. */
function join(last: Entry, { pool }: EncodedEnvelope): boolean {
  const { batch } = last;
  if (batch === undefined || pool === undefined) return false;
  if (batch.itemsBytes + pool.items.length > GATHER_BYTES_MAX) return false;
  if (batch.count + pool.count > MERGED_ITEMS_MAX) return false;
  batch.runs.push(pool.items);
  batch.itemsBytes += pool.items.length;
  batch.count += pool.count;
  return true;
}

function frameOf(entries: readonly Entry[], bodyBytes: number): Uint8Array {
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isUnjoined(only)) return only.first.frame;
  const frame = allocateFrame(bodyBytes);
  let offset = FRAME_HEADER_BYTES;
  for (const entry of entries) {
    if (entry.batch === undefined || isUnjoined(entry)) {
      frame.set(entry.first.entry, offset);
      offset += entry.bytes;
    } else {
      offset = writePoolEntry(frame, offset, entry.batch.runs, entry.batch.itemsBytes);
    }
  }
  return frame;
}

function isUnjoined({ batch }: Entry): boolean {
  return batch === undefined || batch.runs.length === 1;
}

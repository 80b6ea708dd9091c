import type { Stream } from '@libp2p/interface';
import type { Clock } from '@mingjing/replica';
import { isStreamState } from './end-connection.ts';
import { type FrameFault, FrameReader } from './frame-reader.ts';
import { STALL_MS, WRITE_PIECE_BYTES } from './limits.ts';

export interface FramedStreamHandler {
  /** One received frame; false when the link is closed and nothing more is wanted. */
  frame(body: Uint8Array): boolean;
  /** All that was written has gone to the socket, after it had to wait. */
  drained(): void;
  fault(fault: FrameFault | 'frame-truncated'): void;
  /** The stream is over, or the peer takes nothing any more. */
  ended(): void;
}

/** A libp2p stream that speaks frames both ways and queues what the socket does not take yet. */
export class FramedStream {
  readonly #stream: Stream;
  readonly #handler: FramedStreamHandler;
  readonly #clock: Pick<Clock, 'schedule'>;
  readonly #reader: FrameReader;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #progress = 0;
  #cancelStallCheck: (() => void) | undefined;
  #isClosed = false;

  constructor(
    stream: Stream,
    bytesMax: number,
    clock: Pick<Clock, 'schedule'>,
    handler: FramedStreamHandler,
  ) {
    this.#stream = stream;
    this.#handler = handler;
    this.#clock = clock;
    this.#reader = new FrameReader(bytesMax, (body) => handler.frame(body));
    stream.addEventListener('drain', () => this.#pump());
    stream.addEventListener('close', () => this.#end(false));
    stream.addEventListener('remoteCloseWrite', () => this.#end(true));
    stream.addEventListener('message', (event) => this.#receive(event.data));
  }

  get isBlocked(): boolean {
    return this.#queue.length > 0 || this.#stream.writableNeedsDrain;
  }

  get queuedBytes(): number {
    return this.#queuedBytes + this.#stream.writeBufferLength;
  }

  write(frame: Uint8Array): void {
    if (this.#isClosed) return;
    this.#queue.push(frame);
    this.#queuedBytes += frame.length;
    this.#pump();
  }

  /** Stops reading and writing; the connection is closed by the caller. */
  close(): void {
    this.#isClosed = true;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#cancelStallCheck?.();
    this.#cancelStallCheck = undefined;
  }

  #receive(data: Uint8Array | Iterable<Uint8Array>): void {
    for (const chunk of data instanceof Uint8Array ? [data] : data) {
      if (this.#isClosed) return;
      const fault = this.#reader.push(chunk);
      if (fault !== undefined) this.#handler.fault(fault);
    }
  }

  #pump(): void {
    const hadQueue = this.#queue.length > 0;
    while (this.#queue.length > 0 && !this.#stream.writableNeedsDrain) {
      if (this.#isClosed || this.#stream.writeStatus !== 'writable') return;
      this.#sendPiece(this.#queue[0] as Uint8Array);
    }
    if (this.isBlocked) this.#watchForStall();
    else if (hadQueue || this.#cancelStallCheck !== undefined) this.#settle();
  }

  #sendPiece(frame: Uint8Array): void {
    const piece = frame.subarray(0, WRITE_PIECE_BYTES);
    if (piece.length === frame.length) this.#queue.shift();
    else this.#queue[0] = frame.subarray(piece.length);
    this.#queuedBytes -= piece.length;
    this.#progress++;
    try {
      this.#stream.send(piece);
    } catch (error) {
      // The connection was closed under the stream, which has not heard of it yet.
      if (!isStreamState(error)) throw error;
      this.#handler.ended();
    }
  }

  #settle(): void {
    if (this.#cancelStallCheck === undefined) return;
    this.#cancelStallCheck();
    this.#cancelStallCheck = undefined;
    this.#handler.drained();
  }

  #watchForStall(): void {
    if (this.#cancelStallCheck !== undefined || this.#isClosed) return;
    const before = this.#progress;
    this.#cancelStallCheck = this.#clock.schedule(STALL_MS, () => {
      this.#cancelStallCheck = undefined;
      if (this.#progress === before) this.#handler.ended();
      else this.#watchForStall();
    });
  }

  #end(isOrderly: boolean): void {
    if (this.#isClosed) return;
    // Ending the stream inside a frame is a fault; a connection that broke may break anywhere.
    if (isOrderly && this.#reader.isInsideFrame) this.#handler.fault('frame-truncated');
    else this.#handler.ended();
  }
}

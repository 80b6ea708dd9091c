/**
 *      0      4                4 + n
 *      +------+----------------+
 *      | n    | body (n bytes) |   n: big-endian, 1 .. limit
 *      +------+----------------+
 */
export const FRAME_HEADER_BYTES = 4;
/** First allocation for an incomplete frame: a peer gets no memory for a length it only claims. */
const HELD_BYTES_FIRST = 64 * 1024;

export type FrameFault = 'frame-empty' | 'frame-too-large';

/** Cuts a byte stream into frames. Holds one incomplete frame at most. */
export class FrameReader {
  readonly #bytesMax: number;
  readonly #onFrame: (body: Uint8Array) => boolean;
  #held = new Uint8Array(0);
  #heldBytes = 0;
  #wantedBytes = FRAME_HEADER_BYTES;
  #isStopped = false;

  /**
   * `onFrame` gets views into the received bytes, not to be written to; it answers false to stop
   * the reader for good.
   */
  constructor(bytesMax: number, onFrame: (body: Uint8Array) => boolean) {
    this.#bytesMax = bytesMax;
    this.#onFrame = onFrame;
  }

  /** True between the first and the last byte of a frame. */
  get isInsideFrame(): boolean {
    return this.#heldBytes > 0;
  }

  /** Feeds what arrived. After a fault the reader is stopped. */
  push(arrived: Uint8Array): FrameFault | undefined {
    if (this.#isStopped) return undefined;
    let rest = arrived;
    while (this.#heldBytes > 0) {
      rest = this.#hold(rest);
      if (this.#heldBytes < this.#wantedBytes) return undefined;
      const fault = this.#completeHeld();
      if (fault !== undefined || this.#isStopped) return fault;
    }
    return this.#cut(rest);
  }

  /** Frames that lie whole in `chunk` are handed on without a copy; a rest is held. */
  #cut(chunk: Uint8Array): FrameFault | undefined {
    let start = 0;
    while (chunk.length - start >= FRAME_HEADER_BYTES) {
      const length = lengthAt(chunk, start);
      const fault = this.#check(length);
      if (fault !== undefined) return fault;
      const end = start + FRAME_HEADER_BYTES + length;
      if (end > chunk.length) {
        this.#wantedBytes = FRAME_HEADER_BYTES + length;
        this.#hold(chunk.subarray(start));
        return undefined;
      }
      if (!this.#deliver(chunk, start + FRAME_HEADER_BYTES, length)) return undefined;
      start = end;
    }
    if (start < chunk.length) {
      this.#wantedBytes = FRAME_HEADER_BYTES;
      this.#hold(chunk.subarray(start));
    }
    return undefined;
  }

  /** The held bytes reached the wanted number: either the header, or the whole frame. */
  #completeHeld(): FrameFault | undefined {
    if (this.#wantedBytes === FRAME_HEADER_BYTES) {
      const length = lengthAt(this.#held, 0);
      this.#wantedBytes = FRAME_HEADER_BYTES + length;
      return this.#check(length);
    }
    const frame = this.#held;
    const length = this.#wantedBytes - FRAME_HEADER_BYTES;
    this.#held = new Uint8Array(0);
    this.#heldBytes = 0;
    this.#deliver(frame, FRAME_HEADER_BYTES, length);
    return undefined;
  }

  /** Copies up to the wanted number of bytes; answers what is left. */
  #hold(chunk: Uint8Array): Uint8Array {
    const taken = Math.min(chunk.length, this.#wantedBytes - this.#heldBytes);
    const needed = this.#heldBytes + taken;
    if (this.#held.length < needed) {
      const roomy = Math.max(needed, 2 * this.#held.length, HELD_BYTES_FIRST);
      const grown = new Uint8Array(Math.min(this.#wantedBytes, roomy));
      grown.set(this.#held.subarray(0, this.#heldBytes));
      this.#held = grown;
    }
    this.#held.set(chunk.subarray(0, taken), this.#heldBytes);
    this.#heldBytes = needed;
    return chunk.subarray(taken);
  }

  #check(length: number): FrameFault | undefined {
    if (length > 0 && length <= this.#bytesMax) return undefined;
    this.#isStopped = true;
    return length === 0 ? 'frame-empty' : 'frame-too-large';
  }

  #deliver(bytes: Uint8Array, start: number, length: number): boolean {
    // A plain Uint8Array, also where the transport hands out Buffers: one type for the codec.
    const body = new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
    if (!this.#onFrame(body)) this.#isStopped = true;
    return !this.#isStopped;
  }
}

function lengthAt(bytes: Uint8Array, start: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + start, FRAME_HEADER_BYTES).getUint32(0);
}

/** A frame with its header written; the caller fills the `bodyBytes` behind it. */
export function allocateFrame(bodyBytes: number): Uint8Array {
  const frame = new Uint8Array(FRAME_HEADER_BYTES + bodyBytes);
  new DataView(frame.buffer).setUint32(0, bodyBytes);
  return frame;
}

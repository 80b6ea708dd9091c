import { type Checked, type EncodingRefusal, type Frame, frameCodec } from '@mingjing/protocol';
import type { Envelope } from '@mingjing/replica';

/**
 * Messages as bytes and back. A message to several peers is encoded once, and its bytes are parsed
 * once for all that get them: nobody may change what it was given.
 */
export class Frames {
  readonly #encoded = new WeakMap<Envelope, Uint8Array>();
  readonly #parsed = new WeakMap<Uint8Array, Checked<Frame, EncodingRefusal>>();

  of(envelope: Envelope): Uint8Array {
    let frame = this.#encoded.get(envelope);
    if (frame === undefined) {
      frame = frameCodec.encode({ envelopes: [envelope] });
      this.#encoded.set(envelope, frame);
    }
    return frame;
  }

  parsed(frame: Uint8Array): Checked<Frame, EncodingRefusal> {
    let parsed = this.#parsed.get(frame);
    if (parsed === undefined) {
      parsed = frameCodec.parse(frame);
      this.#parsed.set(frame, parsed);
    }
    return parsed;
  }
}

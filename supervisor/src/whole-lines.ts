import { readSync } from 'node:fs';

const NEWLINE = 0x0a;
/** Read at once: a line is a few KB. */
const PIECE_BYTES = 64 * 1024;

/** A line without its end, and where it lies in its file. */
export interface WholeLine {
  readonly text: string;
  /** Where it begins, and how long it is without its end, bytes. */
  readonly at: number;
  readonly bytes: number;
}

/**
 * The whole lines of a file. It is read in pieces, so that its size is bounded by the disk and not
 * by the longest string. Returns the bytes that they take: what follows them is a line that was cut
 * short. Throws what reading throws.
 */
export function* wholeLines(descriptor: number): Generator<WholeLine, number> {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let rest = Buffer.alloc(0);
  let at = 0;
  for (;;) {
    const read = readSync(descriptor, piece, 0, PIECE_BYTES, at + rest.length);
    if (read === 0) return at;
    const bytes = Buffer.concat([rest, piece.subarray(0, read)]);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      yield { text: bytes.toString('utf8', from, end), at: at + from, bytes: end - from };
      from = end + 1;
    }
    rest = bytes.subarray(from);
    at += from;
  }
}

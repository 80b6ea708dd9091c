import { rowDigest } from '../indexed-form.ts';

/** A row as it comes out of the database. */
export interface StoredRow {
  readonly position: number;
  readonly time: number;
  readonly leaf: Uint8Array;
  readonly keys: Uint8Array;
  readonly text: string;
}

/** `rowDigest` of what a row holds now. */
export function storedDigest(origin: string, row: StoredRow): Uint8Array {
  const { keys, leaf, position, text, time } = row;
  return rowDigest({ origin, position, time, leafHash: leaf }, { keys, text });
}

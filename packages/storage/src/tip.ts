import { asBuffer } from './keys.ts';

/** Where the chain database stands. In memory while it is open, so a commit re-reads nothing. */
export interface Tip {
  /** First and last height it holds. */
  readonly first: number;
  readonly height: number;
  /** Size of the record tree before `first` and after `height`. */
  readonly firstRecord: number;
  readonly records: number;
  /** First height whose replay record it still holds. */
  readonly replayFrom: number;
}

const FIELDS = ['first', 'height', 'firstRecord', 'records', 'replayFrom'] as const;
const FIELD_BYTES = 6;

/** Five numbers of six bytes, in the order of `FIELDS`. */
export function encodeTip(tip: Tip): Uint8Array {
  const bytes = Buffer.allocUnsafe(FIELD_BYTES * FIELDS.length);
  FIELDS.forEach((field, index) => {
    bytes.writeUIntBE(tip[field], FIELD_BYTES * index, FIELD_BYTES);
  });
  return bytes;
}

/** Undefined when the bytes are no tip. */
export function decodeTip(value: Uint8Array): Tip | undefined {
  if (value.length !== FIELD_BYTES * FIELDS.length) return undefined;
  const bytes = asBuffer(value);
  const read = (index: number) => bytes.readUIntBE(FIELD_BYTES * index, FIELD_BYTES);
  return {
    first: read(0),
    height: read(1),
    firstRecord: read(2),
    records: read(3),
    replayFrom: read(4),
  };
}

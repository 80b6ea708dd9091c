import type { StoredChange } from '@mingjing/replica';
import { asBuffer } from './keys.ts';

// What proves a change of the validator set whose block is not here:
//
//     header length (4) | header | certificate

type ChangeProof = NonNullable<StoredChange['proof']>;

const LENGTH_BYTES = 4;

/** The parts of the stored value, to be joined when it is sealed. */
export function changeProofParts({ header, certificate }: ChangeProof): Uint8Array[] {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(header.length);
  return [length, header, certificate];
}

/** What `changeProofParts` joined; undefined when it was not written by it. */
export function decodeChangeProof(value: Uint8Array): ChangeProof | undefined {
  if (value.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + asBuffer(value).readUInt32BE();
  if (end > value.length) return undefined;
  return { header: value.subarray(LENGTH_BYTES, end), certificate: value.subarray(end) };
}

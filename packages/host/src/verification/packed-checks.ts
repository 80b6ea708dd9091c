import type { SignatureCheck } from '@mingjing/replica';

/** Signature checks as one run of bytes, so that it moves to another thread without a copy. */
export interface PackedChecks {
  /** Key, message and signature of each check, one after another. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Their lengths, three numbers a check. */
  readonly lengths: Uint32Array<ArrayBuffer>;
}

const PARTS = 3;

export function packChecks(checks: readonly SignatureCheck[]): PackedChecks {
  const lengths = new Uint32Array(checks.length * PARTS);
  let size = 0;
  for (const [index, parts] of checks.map(partsOf).entries()) {
    for (const [at, part] of parts.entries()) {
      lengths[index * PARTS + at] = part.length;
      size += part.length;
    }
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of checks.flatMap(partsOf)) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return { bytes, lengths };
}

export function unpackChecks({ bytes, lengths }: PackedChecks): SignatureCheck[] {
  const checks: SignatureCheck[] = [];
  let offset = 0;
  const take = (length = 0) => {
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  for (let at = 0; at < lengths.length; at += PARTS) {
    const publicKey = take(lengths[at]);
    const message = take(lengths[at + 1]);
    checks.push({ publicKey, message, signature: take(lengths[at + 2]) });
  }
  return checks;
}

function partsOf({ publicKey, message, signature }: SignatureCheck): readonly Uint8Array[] {
  return [publicKey, message, signature];
}

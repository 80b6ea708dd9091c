import { hexToBytes } from '@mingjing/crypto';
import { Problem } from '@mingjing/service';
import Type from 'typebox';

/** An identifier of so many bytes in lower-case hexadecimal. */
export function hexId(bytes: number) {
  return Type.String({ pattern: `^[0-9a-f]{${bytes * 2}}$` });
}

/** The bytes of a checked identifier. */
export function idBytes(hex: string): Uint8Array {
  const bytes = hexToBytes(hex);
  if (bytes === undefined) throw new Problem(400, 'not-hexadecimal');
  return bytes;
}

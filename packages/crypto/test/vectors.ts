import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { assert, hexToBytes } from '../src/index.ts';

/** Reads a published vector file of `tests/vectors`, unpacking it when its name ends in .gz. */
export function readVectors<T>(name: string): T {
  const bytes = readFileSync(new URL(`../../../tests/vectors/${name}`, import.meta.url));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return JSON.parse(text) as T;
}

export function fromHex(hex: string): Uint8Array {
  const bytes = hexToBytes(hex);
  assert(bytes !== undefined, `vector value is not hex: ${hex}`);
  return bytes;
}

export function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

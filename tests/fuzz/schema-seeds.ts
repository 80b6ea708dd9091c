import { type Codec, codec } from '@mingjing/protocol';
import fc from 'fast-check';
import { anyValue, types } from '../../packages/protocol/test/schema.ts';
import type { Draw } from './mutations.ts';

const SEEDS = 12;

/** Every message type of the schemas, by name. */
export const messageNames: readonly string[] = [...types.keys()].sort((a, b) => (a < b ? -1 : 1));

/** Canonical bytes of arbitrary values of a message type; `change` may set some fields. */
export function seedsOf(
  name: string,
  draw: Draw,
  change: (value: never, index: number) => object = (value) => value,
): Uint8Array[] {
  const type = types.get(name);
  if (type === undefined) throw new Error(`the schemas have no message ${name}`);
  const values = fc.sample(anyValue(type), { numRuns: SEEDS, seed: draw(2 ** 31) });
  const { encode } = codec<object>(name);
  return values.map((value, index) => Uint8Array.from(encode(change(value as never, index))));
}

/** Parses, and holds what was accepted against its own encoding. */
export function parsedBack<T>(of: Codec<T>, input: Uint8Array): { word: string; value?: T } {
  const parsed = of.parse(input);
  if (!parsed.ok) return { word: parsed.reason };
  const bytes = of.encode(parsed.value);
  const again = of.parse(bytes);
  if (!again.ok) throw new Error(`its own encoding is refused: ${again.reason}`);
  if (!Buffer.from(bytes).equals(input)) throw new Error('accepted bytes encode to others');
  return { word: 'accepted', value: parsed.value };
}

/**
 * The canonical form of what can be read of an input at all: for what lies behind a codec, which
 * would turn nearly every mutation away.
 */
export function repaired(name: string, input: Uint8Array): Uint8Array {
  const type = types.get(name);
  try {
    if (type !== undefined) return Uint8Array.from(codec<object>(name).encode(type.decode(input)));
  } catch {
    // Nothing can be read of it, or nothing that could be written.
  }
  return input;
}

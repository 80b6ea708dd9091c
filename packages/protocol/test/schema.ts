// The schemas read by reflection, an encoder written from the rules alone, and arbitrary values:
// what the codecs are held against.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import protobuf from 'protobufjs';

const folder = join(import.meta.dirname, '../proto');
const root = new protobuf.Root();
root.loadSync(
  readdirSync(folder)
    .filter((file) => file.endsWith('.proto'))
    .map((file) => join(folder, file)),
);
root.resolveAll();

type Value = Record<string, unknown>;

/** Every message type of the schemas, by name. */
export const types: ReadonlyMap<string, protobuf.Type> = new Map(
  (root.lookup('mingjing.v1') as protobuf.Namespace).nestedArray
    .filter((each) => each instanceof protobuf.Type)
    .map((type) => [type.name, type]),
);

/** One field as it lies in the bytes: its tag and its content. */
export interface EncodedField {
  readonly number: number;
  readonly wireType: number;
  readonly tag: Uint8Array;
  readonly content: Uint8Array;
}

const text = new TextEncoder();

/** Shortest varint of a number below 2^53. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    const more = rest > 0x7fn;
    bytes.push(Number(rest & 0x7fn) + (more ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The fields of a value in number order, defaults left out. */
export function encodeFields(type: protobuf.Type, value: Value): EncodedField[] {
  const fields = type.fieldsArray.toSorted((a, b) => a.id - b.id);
  return fields.flatMap((field) => encodeField(field, value[field.name]));
}

export function joinFields(fields: readonly EncodedField[]): Uint8Array {
  return concat(...fields.flatMap(({ tag, content }) => [tag, content]));
}

function encodeField(field: protobuf.Field, value: unknown): EncodedField[] {
  if (!field.repeated) return isDefault(field, value) ? [] : [wireField(field, value)];
  const items = (value ?? []) as unknown[];
  if (!isPacked(field)) return items.map((item) => wireField(field, item));
  if (items.length === 0) return [];
  const packed = concat(...items.map((item) => varint(item as number)));
  return [lengthDelimited(field.id, packed)];
}

/** Numbers of a repeated field lie together in one length-delimited field. */
export function isPacked(field: protobuf.Field): boolean {
  return field.repeated && field.resolvedType === null && !['string', 'bytes'].includes(field.type);
}

function isDefault(field: protobuf.Field, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (field.resolvedType !== null) return false;
  return value === 0 || value === false || (value as { length?: number }).length === 0;
}

function wireField(field: protobuf.Field, value: unknown): EncodedField {
  const { id: number, resolvedType } = field;
  if (resolvedType instanceof protobuf.Type) {
    return lengthDelimited(number, joinFields(encodeFields(resolvedType, value as Value)));
  }
  if (field.type === 'string') return lengthDelimited(number, text.encode(value as string));
  if (field.type === 'bytes') return lengthDelimited(number, value as Uint8Array);
  return { number, wireType: 0, tag: varint(number * 8), content: varint(Number(value)) };
}

function lengthDelimited(number: number, bytes: Uint8Array): EncodedField {
  const content = concat(varint(bytes.length), bytes);
  return { number, wireType: 2, tag: varint(number * 8 + 2), content };
}

/** Any value of a message type: edges of every integer, all of Unicode, one field of a oneof. */
export function anyValue(type: protobuf.Type, depth = 0): fc.Arbitrary<Value> {
  const oneofs = new Set(type.fieldsArray.flatMap((field) => field.partOf ?? []));
  const single = type.fieldsArray.filter((field) => field.partOf === null);
  const shape = Object.fromEntries(single.map((field) => [field.name, anyField(field, depth)]));
  const chosen = [...oneofs].map((oneof) =>
    fc.oneof(
      fc.constant({}),
      ...oneof.fieldsArray.map((field) => fc.record({ [field.name]: anyOne(field, depth) })),
    ),
  );
  return fc.tuple(fc.record(shape), ...chosen).map((parts) => Object.assign({}, ...parts) as Value);
}

function anyField(field: protobuf.Field, depth: number): fc.Arbitrary<unknown> {
  if (field.repeated) return fc.array(anyOne(field, depth), { maxLength: depth > 1 ? 1 : 3 });
  if (field.resolvedType === null) return anyOne(field, depth);
  return fc.option(anyOne(field, depth), { nil: undefined });
}

function anyOne(field: protobuf.Field, depth: number): fc.Arbitrary<unknown> {
  if (field.resolvedType instanceof protobuf.Type) return anyValue(field.resolvedType, depth + 1);
  switch (field.type) {
    case 'uint32':
      return fc.oneof(fc.constantFrom(0, 1, 127, 128, 2 ** 32 - 1), fc.nat(2 ** 32 - 1));
    case 'uint64':
      return fc.oneof(
        fc.constantFrom(0, 127, 128, 2 ** 32, 2 ** 49 - 1, 2 ** 49, Number.MAX_SAFE_INTEGER),
        fc.maxSafeNat(),
      );
    case 'bool':
      return fc.boolean();
    case 'string':
      return fc.string({ unit: 'binary', maxLength: 20 });
    case 'bytes':
      return fc.uint8Array({ maxLength: 40 });
    default:
      throw new Error(`the schemas have no field of type ${field.type}`);
  }
}

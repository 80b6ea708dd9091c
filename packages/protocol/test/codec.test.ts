import { InvariantError } from '@mingjing/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bodyCodec,
  codec,
  fieldsMaxOf,
  frameCodec,
  submitRequestCodec,
  tipCodec,
  voteStatementCodec,
} from '../src/index.ts';
import {
  anyValue,
  concat,
  type EncodedField,
  encodeFields,
  isPacked,
  joinFields,
  types,
  varint,
} from './schema.ts';

const names = [...types.keys()].sort((a, b) => (a < b ? -1 : 1));
const codecs = new Map(names.map((name) => [name, codec<Record<string, unknown>>(name)]));
const RUNS = { numRuns: 40 };

function parse(name: string, bytes: Uint8Array) {
  return (codecs.get(name) as ReturnType<typeof codec>).parse(bytes);
}

describe('every message type', () => {
  it('is read from the schemas', () => {
    expect(names.length).toBeGreaterThan(60);
    expect(names).toContain('Receipt');
  });

  it.each(names)('%s: encodes as the rules and the library say, and parses back', (name) => {
    const type = types.get(name) as NonNullable<ReturnType<typeof types.get>>;
    fc.assert(
      fc.property(anyValue(type), (value) => {
        const bytes = (codecs.get(name) as ReturnType<typeof codec>).encode(value);
        const expected = joinFields(encodeFields(type, value));
        expect(Uint8Array.from(bytes)).toEqual(expected);
        expect(Uint8Array.from(type.encode(type.create(value)).finish())).toEqual(expected);
        const parsed = parse(name, expected);
        if (!parsed.ok) return expect.fail(parsed.reason);
        const again = encodeFields(type, parsed.value as Record<string, unknown>);
        expect(joinFields(again)).toEqual(expected);
      }),
      RUNS,
    );
  });

  // What protobuf leaves open, and this encoding does not.
  const variants: [string, (fields: EncodedField[]) => Uint8Array | undefined][] = [
    ['an unknown field', (fields) => concat(joinFields(fields), varint(500 * 8), Uint8Array.of(1))],
    ['a trailing byte', (fields) => concat(joinFields(fields), Uint8Array.of(0))],
    [
      'the last byte missing',
      (fields) => (fields.length > 0 ? joinFields(fields).slice(0, -1) : undefined),
    ],
    [
      'fields in another order',
      (fields) => {
        const isOrdered = fields.every(({ number }) => number === fields[0]?.number);
        return isOrdered ? undefined : joinFields(fields.toReversed());
      },
    ],
    [
      'a longer varint in a tag',
      (fields) => lengthened(fields, (field) => ({ ...field, tag: padded(field.tag) })),
    ],
    [
      'a longer varint in a value',
      (fields) =>
        fields.some(({ wireType }) => wireType === 0)
          ? lengthened(fields.filter(({ wireType }) => wireType === 0).slice(0, 1), (field) => ({
              ...field,
              content: padded(field.content),
            }))
          : undefined,
    ],
    [
      'another wire type',
      (fields) =>
        lengthened(fields, (field) => ({
          ...field,
          tag: varint(field.number * 8 + 5),
          content: new Uint8Array(4),
        })),
    ],
    [
      'a group around it',
      (fields) => concat(Uint8Array.of(0x0b), joinFields(fields), Uint8Array.of(0x0c)),
    ],
  ];
  it.each(variants)('is refused with %s', (_, variant) => {
    let tried = 0;
    for (const name of names) {
      const type = types.get(name) as NonNullable<ReturnType<typeof types.get>>;
      fc.assert(
        fc.property(anyValue(type), (value) => {
          const bytes = variant(encodeFields(type, value));
          if (bytes === undefined) return;
          tried += 1;
          // A varint made longer, a field twice: the bytes differ, the meaning would not.
          expect({ name, verdict: parse(name, bytes) }).toEqual({
            name,
            verdict: { ok: false, reason: 'not-canonical' },
          });
        }),
        { numRuns: 8 },
      );
    }
    expect(tried).toBeGreaterThan(100);
  });

  it('is refused with a single field twice, or with its default written out', () => {
    for (const name of names) {
      const type = types.get(name) as NonNullable<ReturnType<typeof types.get>>;
      for (const field of type.fieldsArray) {
        const wireType =
          isPacked(field) || ['string', 'bytes'].includes(field.type) || field.resolvedType ? 2 : 0;
        const zero = concat(varint(field.id * 8 + wireType), Uint8Array.of(0));
        const content = wireType === 0 ? [1] : field.resolvedType ? [0] : [1, 0x61];
        const one = concat(varint(field.id * 8 + wireType), Uint8Array.from(content));
        if (field.repeated && !isPacked(field)) continue;
        expect([name, field.name, parse(name, concat(one, one)).ok]).toEqual([
          name,
          field.name,
          false,
        ]);
        if (field.resolvedType) continue;
        expect([name, field.name, parse(name, zero).ok]).toEqual([name, field.name, false]);
      }
    }
  });
});

function lengthened(fields: EncodedField[], change: (field: EncodedField) => EncodedField) {
  const [first, ...rest] = fields;
  return first === undefined ? undefined : joinFields([change(first), ...rest]);
}

/** The same number with one byte more. */
function padded(bytes: Uint8Array): Uint8Array {
  return concat(bytes.slice(0, -1), Uint8Array.of((bytes.at(-1) as number) | 0x80, 0));
}

describe('parse', () => {
  const refused = { ok: false, reason: 'not-canonical' };

  it('takes heights and times up to 2^53 - 1 and refuses everything above, round or not', () => {
    const height = (hex: string) => Uint8Array.from(Buffer.from(`10${hex}`, 'hex'));
    expect(voteStatementCodec.parse(height('ffffffffffffff0f'))).toMatchObject({
      ok: true,
      value: { height: Number.MAX_SAFE_INTEGER },
    });
    expect(voteStatementCodec.parse(height('8080808080808010'))).toEqual(refused); // 2^53
    expect(voteStatementCodec.parse(height('808080808080808010'))).toEqual(refused); // 2^60
    expect(voteStatementCodec.parse(height('ffffffffffffffffff01'))).toEqual(refused); // 2^64 - 1
    expect(voteStatementCodec.parse(height('80808080808080808002'))).toEqual(refused); // 2^64
    expect(voteStatementCodec.parse(height('8080'))).toEqual(refused);
  });

  it('refuses 32-bit numbers above 2^32 - 1 and booleans other than 0 and 1', () => {
    expect(voteStatementCodec.parse(Uint8Array.of(0x08, 0x80, 0x80, 0x80, 0x80, 0x10))).toEqual(
      refused,
    );
    const ballot = codec('GovernanceBallot');
    expect(ballot.parse(Uint8Array.of(0x10, 1))).toMatchObject({ ok: true });
    expect(ballot.parse(Uint8Array.of(0x10, 2))).toEqual(refused);
  });

  it.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong encoding', [0xc0, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a truncated character', [0xe4, 0xb8]],
  ])('refuses invalid UTF-8: %s', (_, bytes) => {
    const chainId = Uint8Array.from([0x0a, bytes.length, ...bytes]);
    expect(tipCodec.parse(chainId)).toEqual(refused);
  });

  it('takes a string with a byte order mark for what it is', () => {
    const bytes = Uint8Array.of(0x0a, 4, 0xef, 0xbb, 0xbf, 0x61);
    expect(tipCodec.parse(bytes)).toMatchObject({ ok: true, value: { chainId: '\uFEFFa' } });
  });

  it('refuses numbers of a repeated field one by one, where they belong together', () => {
    const counts = codec('ActGroup');
    expect(counts.parse(Uint8Array.of(0x42, 2, 1, 2))).toMatchObject({
      ok: true,
      value: { counts: [1, 2] },
    });
    expect(counts.parse(Uint8Array.of(0x40, 1, 0x40, 2))).toEqual(refused);
    expect(counts.parse(Uint8Array.of(0x42, 1, 1, 0x42, 1, 2))).toEqual(refused);
  });

  it('refuses a length beyond the end and lengths that overflow', () => {
    expect(tipCodec.parse(Uint8Array.of(0x0a, 5, 0x61))).toEqual(refused);
    expect(tipCodec.parse(Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x61))).toEqual(
      refused,
    );
    expect(bodyCodec.parse(Uint8Array.of(0x52, 2, 0x0a, 5))).toEqual(refused);
  });

  it('never throws and takes nothing that does not encode to itself: any bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.uint8Array({ maxLength: 60 }), (name, bytes) => {
        const parsed = parse(name, bytes);
        if (!parsed.ok) return;
        const again = (codecs.get(name) as ReturnType<typeof codec>).encode(parsed.value);
        expect(Uint8Array.from(again)).toEqual(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it('bounds the bytes it looks at, and takes views into larger memory', () => {
    const memory = Uint8Array.of(9, 9, 0x08, 2, 9);
    const view = memory.subarray(2, 4);
    expect(voteStatementCodec.parse(view)).toMatchObject({
      ok: true,
      value: { type: 2, height: 0 },
    });
    expect(voteStatementCodec.parse(view, 1)).toEqual({ ok: false, reason: 'too-large' });
    expect(voteStatementCodec.parse(view, 2)).toMatchObject({ ok: true });
  });
});

describe('codec', () => {
  it('stops the program on stored bytes that are not canonical and on unknown names', () => {
    expect(() => tipCodec.decode(Uint8Array.of(0xff))).toThrow(InvariantError);
    expect(() => codec('NoSuchMessage')).toThrow(InvariantError);
  });

  it('encodes the empty message as nothing', () => {
    for (const name of names) expect(parse(name, new Uint8Array(0)).ok).toBe(true);
  });
});

describe('a message of very many fields', () => {
  // Two bytes each: an item without anything in it, and a hash of no bytes.
  const empties = (count: number) => {
    const bytes = new Uint8Array(2 * count);
    for (let at = 0; at < bytes.length; at += 2) bytes[at] = 0x0a;
    return bytes;
  };

  it.each([
    ['items', submitRequestCodec],
    ['envelopes', frameCodec],
  ])('is refused before its %s take memory', (_, { parse: parseMany }) => {
    const bytes = empties(4 * 1024 * 1024);
    expect(parseMany(bytes)).toEqual({ ok: false, reason: 'too-large' });
  });

  it('is taken up to the limit, and refused from the next one on', () => {
    expect(submitRequestCodec.parse(empties(100), 1000, 100).ok).toBe(true);
    expect(submitRequestCodec.parse(empties(101), 1000, 100)).toEqual({
      ok: false,
      reason: 'too-large',
    });
  });

  it('of 1 MiB is never refused for its fields', () => {
    expect(fieldsMaxOf(1024 * 1024)).toBeGreaterThan((1024 * 1024) / 2);
    expect(submitRequestCodec.parse(empties(512 * 1024)).ok).toBe(true);
  });
});

/** Changes to inputs: of bytes, of Protobuf fields, and of text. Every choice is drawn. */

/** Draws whole numbers below a bound. */
export type Draw = (bound: number) => number;

type Mutation = (input: Uint8Array, other: Uint8Array, draw: Draw) => Uint8Array;

/** Longest input that is made: longer ones only repeat what shorter ones show. */
const INPUT_BYTES_MAX = 64 * 1024;
/** Mutations laid upon each other. */
const STACKED_MAX = 4;

/** A changed input; `other` is a second valid one to splice with. */
export function mutated(input: Uint8Array, other: Uint8Array, draw: Draw): Uint8Array {
  let bytes = input;
  for (let count = 1 + draw(STACKED_MAX); count > 0; count -= 1) {
    const mutate = mutations[draw(mutations.length)] as Mutation;
    bytes = mutate(bytes, other, draw).subarray(0, INPUT_BYTES_MAX);
  }
  return Uint8Array.from(bytes);
}

function spliced(bytes: Uint8Array, start: number, end: number, between: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, start), between, bytes.subarray(end)]);
}

const flipBit: Mutation = (input, _, draw) => {
  if (input.length === 0) return input;
  const bytes = Uint8Array.from(input);
  const at = draw(bytes.length);
  bytes[at] = (bytes[at] as number) ^ (1 << draw(8));
  return bytes;
};

const EDGES = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x0a, 0x0d, 0x20, 0x22, 0x2b, 0x2d, 0x7b];
const setByte: Mutation = (input, _, draw) => {
  if (input.length === 0) return input;
  const bytes = Uint8Array.from(input);
  bytes[draw(bytes.length)] = EDGES[draw(EDGES.length)] as number;
  return bytes;
};

const truncate: Mutation = (input, _, draw) => input.subarray(0, draw(input.length + 1));
const cutOut: Mutation = (input, _, draw) => {
  const start = draw(input.length + 1);
  return spliced(input, start, start + draw(9), new Uint8Array(0));
};
const repeat: Mutation = (input, _, draw) => {
  const start = draw(input.length + 1);
  const part = input.subarray(start, start + 1 + draw(64));
  return spliced(input, start, start, part);
};
const splice: Mutation = (input, other, draw) => {
  const from = other.subarray(draw(other.length + 1));
  const start = draw(input.length + 1);
  return spliced(input, start, start + draw(16), from.subarray(0, draw(from.length + 1)));
};
const grow: Mutation = (input, _, draw) => {
  const run = new Uint8Array(1 << draw(15)).fill(EDGES[draw(EDGES.length)] as number);
  return spliced(input, draw(input.length + 1), input.length, run);
};

// Four bytes that say how long something is, or how many there are.
const LENGTHS = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x0100_0000];
const lieInWord: Mutation = (input, _, draw) => {
  if (input.length < 4) return input;
  const bytes = Uint8Array.from(input);
  const word = LENGTHS[draw(LENGTHS.length)] as number;
  new DataView(bytes.buffer).setUint32(draw(bytes.length - 3), word);
  return bytes;
};

// Varints of all lengths, too long ones and such beyond 2^53 among them.
const VARINTS = [
  [0x80, 0x00],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x10],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
].map((bytes) => Uint8Array.from(bytes));
const hugeVarint: Mutation = (input, _, draw) => {
  const at = draw(input.length + 1);
  return spliced(input, at, at + 1, VARINTS[draw(VARINTS.length)] as Uint8Array);
};

/** Begin and end of every field of the outermost message, as far as it can be read. */
function fieldsOf(bytes: Uint8Array): [start: number, content: number, end: number][] {
  const fields: [number, number, number][] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = varintAt(bytes, at);
    if (tag === undefined) break;
    const wire = tag.value & 7;
    const value = wire === 0 || wire === 2 ? varintAt(bytes, tag.end) : undefined;
    if (value === undefined) break;
    const end = wire === 0 ? value.end : value.end + value.value;
    if (end > bytes.length) break;
    fields.push([at, wire === 0 ? tag.end : value.end, end]);
    at = end;
  }
  return fields;
}

function varintAt(bytes: Uint8Array, start: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let at = start; at < Math.min(start + 5, bytes.length); at += 1) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return undefined;
}

function fieldMutation(
  change: (bytes: Uint8Array, fields: ReturnType<typeof fieldsOf>, draw: Draw) => Uint8Array,
): Mutation {
  return (input, _, draw) => {
    const fields = fieldsOf(input);
    return fields.length === 0 ? input : change(input, fields, draw);
  };
}

const duplicateField = fieldMutation((bytes, fields, draw) => {
  const [start, , end] = fields[draw(fields.length)] as [number, number, number];
  return spliced(bytes, end, end, bytes.subarray(start, end));
});
const dropField = fieldMutation((bytes, fields, draw) => {
  const [start, , end] = fields[draw(fields.length)] as [number, number, number];
  return spliced(bytes, start, end, new Uint8Array(0));
});
const moveField = fieldMutation((bytes, fields, draw) => {
  const [start, , end] = fields[draw(fields.length)] as [number, number, number];
  const [to] = fields[draw(fields.length)] as [number, number, number];
  const field = bytes.slice(start, end);
  const rest = spliced(bytes, start, end, new Uint8Array(0));
  return spliced(rest, Math.min(to, rest.length), Math.min(to, rest.length), field);
});
const changeTag = fieldMutation((bytes, fields, draw) => {
  const [start] = fields[draw(fields.length)] as [number, number, number];
  return spliced(bytes, start, start + 1, Uint8Array.of(draw(256)));
});

function lengthDelimited(tag: number, content: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let rest = content.length; ; rest >>>= 7) {
    length.push(rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
    if (rest < 0x80) break;
  }
  return Buffer.concat([Uint8Array.of(tag, ...length), content]);
}

/** The same change one level deeper, with lengths that are right again. */
function inside(mutate: Mutation): Mutation {
  return (input, other, draw) => {
    const fields = fieldsOf(input).filter(([start]) => ((input[start] as number) & 7) === 2);
    const chosen = fields[draw(Math.max(1, fields.length))];
    if (chosen === undefined) return mutate(input, other, draw);
    const [start, content, end] = chosen;
    const changed = mutate(input.subarray(content, end), other, draw);
    return spliced(input, start, end, lengthDelimited(input[start] as number, changed));
  };
}

const nest: Mutation = (input, _, draw) => {
  const tag = draw(4) === 0 ? 0x0b : (draw(16) + 1) * 8 + 2;
  let bytes: Uint8Array = input.subarray(0, 64);
  for (let depth = draw(400); depth > 0; depth -= 1) {
    bytes = tag === 0x0b ? Buffer.concat([Uint8Array.of(tag), bytes]) : lengthDelimited(tag, bytes);
  }
  return bytes;
};

const empties: Mutation = (_, __, draw) => {
  const bytes = new Uint8Array(2 << draw(14));
  const tag = (draw(16) + 1) * 8 + 2;
  for (let at = 0; at < bytes.length; at += 2) bytes[at] = tag;
  return bytes;
};

// Text: what JSON, notes and paths are made of, and what breaks them.
const WORDS = [
  ...[
    'null',
    'true',
    '-1',
    '1e999',
    '0.5',
    '9007199254740993',
    '"__proto__":{}',
    '[',
    ']',
    '{',
    '}',
  ],
  ...['\n\n', '\r\n', '\u2014 ', '+', '=', '/', '../', 'x001/', '.p/', '\ud83d\ude00', '\u0000'],
  ...['\\ud800', '"constructor"', ',', ':', '  ', '00', 'AAAA', '-', '\u202e', '\ufeff'],
].map((word) => new TextEncoder().encode(word));
const insertWord: Mutation = (input, _, draw) => {
  const at = draw(input.length + 1);
  return spliced(input, at, at + draw(3), WORDS[draw(WORDS.length)] as Uint8Array);
};
const swapLines: Mutation = (input, _, draw) => {
  const lines = Buffer.from(input).toString('latin1').split('\n');
  const [a, b] = [draw(lines.length), draw(lines.length)];
  [lines[a], lines[b]] = [lines[b] as string, lines[a] as string];
  return Buffer.from(lines.join('\n'), 'latin1');
};

const fields = [duplicateField, dropField, moveField, changeTag];
const mutations: readonly Mutation[] = [
  ...[flipBit, setByte, truncate, cutOut, repeat, splice, grow, lieInWord, hugeVarint],
  ...fields,
  ...[...fields, flipBit, setByte, hugeVarint, repeat, splice, nest, empties].map(inside),
  ...fields.map((mutate) => inside(inside(mutate))),
  inside(inside(flipBit)),
  inside(inside(setByte)),
  ...[nest, empties, insertWord, insertWord, swapLines],
];

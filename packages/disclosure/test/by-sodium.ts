// The numbers of a vector by libsodium, and Node's own hashes, HKDF and AES: nothing of ours is in
// it but the names of the numbers. Needs `sodium.ready`.
import { createCipheriv, createHash, hkdfSync } from 'node:crypto';
import sodium from 'libsodium-wrappers-sumo';
import type { Numbers, VectorInput } from './vector.ts';

type Bytes = Uint8Array;
type SideInput = VectorInput['authority'];

const unhex = (hex: string): Bytes => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (bytes: Bytes): string => Buffer.from(bytes).toString('hex');
const add = (a: Bytes, b: Bytes) => sodium.crypto_core_ristretto255_add(a, b);
const sub = (a: Bytes, b: Bytes) => sodium.crypto_core_ristretto255_sub(a, b);
const mul = (n: Bytes, point: Bytes) => sodium.crypto_scalarmult_ristretto255(n, point);
const mulBase = (n: Bytes) => sodium.crypto_scalarmult_ristretto255_base(n);
const plus = (a: Bytes, b: Bytes) => sodium.crypto_core_ristretto255_scalar_add(a, b);
const minus = (a: Bytes, b: Bytes) => sodium.crypto_core_ristretto255_scalar_sub(a, b);
const product = (a: Bytes, b: Bytes) => sodium.crypto_core_ristretto255_scalar_mul(a, b);
const inverse = (a: Bytes) => sodium.crypto_core_ristretto255_scalar_invert(a);
const wide = (bytes: Bytes) => sodium.crypto_core_ristretto255_scalar_reduce(bytes);

function small(number: number): Bytes {
  const scalar = new Uint8Array(32);
  scalar[0] = number;
  return scalar;
}

function tagged(tag: string, chain: string, ...parts: Bytes[]): Bytes {
  const [name, id] = [Buffer.from(tag), Buffer.from(chain)];
  return Buffer.concat([
    Uint8Array.of(2, name.length),
    name,
    Uint8Array.of(id.length),
    id,
    ...parts,
  ]);
}

function hashed(tag: string, chain: string, ...parts: Bytes[]): Bytes {
  return wide(
    createHash('sha512')
      .update(tagged(tag, chain, ...parts))
      .digest(),
  );
}

/** f(index) of a polynomial, its constant first. */
function valueAt(coefficients: readonly Bytes[], index: number): Bytes {
  return coefficients.reduceRight((sum, each) => plus(product(sum, small(index)), each), small(0));
}

function sideOf({ holders, random }: SideInput) {
  const coefficients = random.map((each) => wide(unhex(each)));
  const shares = Array.from({ length: holders }, (_, i) => valueAt(coefficients, i + 1));
  return { commitments: coefficients.map(mulBase), shares };
}

/** An equality proof for the secret x: c | s. */
function proofOf({
  base,
  chain,
  context,
  random,
  x,
}: Record<'base' | 'context' | 'random' | 'x', Bytes> & {
  readonly chain: string;
}): { nonce: Bytes; proof: Bytes } {
  const said = [mulBase(x), base, mul(x, base)];
  const nonce = hashed('equality-nonce', chain, random, x, ...said, context);
  const c = hashed('equality', chain, ...said, mulBase(nonce), mul(nonce, base), context);
  return { nonce, proof: Buffer.concat([c, plus(nonce, product(c, x))]) };
}

function answersOf(input: VectorInput, { answers }: SideInput, shares: Bytes[], point: Bytes) {
  const context = unhex(input.order_context);
  return answers.map(({ index, random }) => {
    const x = shares[index - 1] as Bytes;
    const made = { base: point, chain: input.chain_id, context, random: unhex(random), x };
    return { index, element: mul(x, point), proof: proofOf(made).proof };
  });
}

/** The side's secret times the point, by Lagrange at 0. */
function combined(answers: readonly { readonly index: number; readonly element: Bytes }[]): Bytes {
  const parts = answers.map(({ element, index }) => {
    let weight = small(1);
    for (const { index: other } of answers) {
      if (other === index) continue;
      const below = minus(small(other), small(index));
      weight = product(weight, product(small(other), inverse(below)));
    }
    return mul(weight, element);
  });
  return parts.reduce(add);
}

/** All numbers of a vector. */
export function numbersBySodium(input: VectorInput): Numbers {
  const { chain_id: chain, epoch, random, suite } = input;
  const [authority, custody] = [sideOf(input.authority), sideOf(input.custody)];
  const [pa, pc] = [authority.commitments[0], custody.commitments[0]] as [Bytes, Bytes];
  const seal = add(pa, pc);
  const secrets = input.recipients.map((each) => wide(unhex(each.random)));
  const keys = secrets.map(mulBase);
  const [r, m] = [wide(unhex(random.opening)), wide(unhex(random.element))];
  const element = mulBase(m);
  const [c0, cs] = [mulBase(r), add(element, mul(r, seal))];
  const wrapped = keys.map((key) => add(element, mul(r, key)));

  const head = Buffer.alloc(5);
  head.writeUInt8(suite);
  head.writeUInt32BE(epoch, 1);
  const each = input.recipients.flatMap(({ key_id: id }, i) => [
    ...[unhex(id), keys[i] as Bytes, wrapped[i] as Bytes],
  ]);
  const points = Buffer.concat([head, seal, c0, cs, Uint8Array.of(keys.length), ...each]);
  const context = tagged('envelope-key', chain, points);
  const derived = Buffer.from(hkdfSync('sha256', element, '', context, 64));
  const cipher = createCipheriv('aes-256-gcm', derived.subarray(0, 32), Buffer.alloc(12));
  cipher.setAAD(context);
  const sealed = Buffer.concat([cipher.update(unhex(input.content)), cipher.final()]);
  const ciphertext = Buffer.concat([sealed, cipher.getAuthTag()]);

  const transcript = tagged('envelope', chain, points, unhex(input.body));
  const weights = keys.map((_, i) =>
    i === 0 ? small(1) : hashed('envelope-weight', chain, Uint8Array.of(i), transcript),
  );
  const total = (of: (i: number) => Bytes) => weights.map((w, i) => mul(w, of(i))).reduce(add);
  const base = total((i) => sub(seal, keys[i] as Bytes));
  const image = total((i) => sub(cs, wrapped[i] as Bytes));
  const { nonce, proof } = proofOf({
    ...{ base, chain, context: transcript, random: unhex(random.proof), x: r },
  });

  const t = random.t === '' ? undefined : wide(unhex(random.t));
  const blinded = t === undefined ? c0 : add(c0, mulBase(t));
  const officers = answersOf(input, input.authority, authority.shares, c0);
  const custodians = answersOf(input, input.custody, custody.shares, blinded);
  const first = combined(officers);
  const second = t === undefined ? combined(custodians) : sub(combined(custodians), mul(t, pc));
  return {
    ...named('authority', authority),
    ...named('custody', custody),
    ...{ seal: hex(seal), recipient_secrets: secrets.map(hex), recipient_keys: keys.map(hex) },
    ...{ r: hex(r), m: hex(m), element: hex(element), c0: hex(c0), cs: hex(cs) },
    ...{ wrapped: wrapped.map(hex), key_context: hex(context) },
    ...{ key: hex(derived.subarray(0, 32)), key_check: hex(derived.subarray(32)) },
    ...{ ciphertext: hex(ciphertext), transcript: hex(transcript), weights: weights.map(hex) },
    ...{ base: hex(base), image: hex(image), nonce: hex(nonce), proof: hex(proof) },
    ...{ t: hex(t ?? small(0)), blinded: hex(blinded) },
    ...answered('authority', officers),
    ...answered('custody', custodians),
    ...{ authority_part: hex(first), custody_part: hex(second) },
    opened_element: hex(sub(sub(cs, first), second)),
  };
}

function named(name: string, { commitments, shares }: ReturnType<typeof sideOf>): Numbers {
  return {
    [`${name}_commitments`]: commitments.map(hex),
    [`${name}_shares`]: shares.map(hex),
    [`${name}_share_keys`]: shares.map((share) => hex(mulBase(share))),
  };
}

function answered(
  name: string,
  answers: readonly { readonly element: Bytes; readonly proof: Bytes }[],
): Numbers {
  return {
    [`${name}_answers`]: answers.map(({ element }) => hex(element)),
    [`${name}_proofs`]: answers.map(({ proof }) => hex(proof)),
  };
}

// Vectors of `tests/vectors/envelope`: what is put in, and every number that comes of it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bytesToHex, concatBytes, hexToBytes } from '@mingjing/crypto';
import {
  decodeElement,
  type Element,
  encodeElement,
  encodeScalar,
  GENERATOR,
  hashScalar,
  type Scalar,
  secretScalar,
  times,
} from '@mingjing/crypto/ristretto';
import { equalityOf } from '../src/check.ts';
import {
  answerOrder,
  blindPoint,
  dealSide,
  type EnvelopeKeys,
  proveEnvelope,
  type ShareAnswer,
  sealContent,
  sealKey,
  shareKey,
} from '../src/index.ts';
import { readPoints } from '../src/points.ts';
import { elementOf, sideOf } from '../src/shares.ts';
import { contentKey, keyContext, proofTranscript } from '../src/transcript.ts';

/** One side's holders; all bytes are in hexadecimal. */
interface SideInput {
  /** 64 bytes for each coefficient, the secret's first: as many as it takes holders. */
  readonly random: readonly string[];
  readonly holders: number;
  /** Who answers: index, and the 64 bytes that his proof is made with. */
  readonly answers: readonly { readonly index: number; readonly random: string }[];
}

export interface VectorInput {
  readonly chain_id: string;
  readonly suite: number;
  readonly epoch: number;
  readonly authority: SideInput;
  readonly custody: SideInput;
  readonly recipients: readonly { readonly key_id: string; readonly random: string }[];
  readonly content: string;
  readonly body: string;
  readonly order_context: string;
  /** 64 bytes each; `t` is empty where the order is open. */
  readonly random: Readonly<Record<'opening' | 'element' | 'proof' | 't', string>>;
}

/** Elements, scalars (little-endian) and bytes, by the names of the specification. */
export type Numbers = Readonly<Record<string, string | readonly string[]>>;

export interface Vector {
  readonly input: VectorInput;
  readonly numbers: Numbers;
}

const FOLDER = fileURLToPath(new URL('../../../tests/vectors/envelope', import.meta.url));

/** The committed vectors, by name. */
export function envelopeVectors(): [name: string, vector: Vector][] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return files.map((name) => [name, JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'))]);
}

const bytesOf = (hex: string) => hexToBytes(hex) as Uint8Array;
const hexOf = (element: Element) => bytesToHex(encodeElement(element));
const scalarHex = (scalar: Scalar) => bytesToHex(encodeScalar(scalar));
const scalarOf = (random: string): Scalar => (random === '' ? 0n : secretScalar(bytesOf(random)));

/** All numbers of a vector, by this package. */
export function numbersOf(input: VectorInput): Numbers {
  const { chain_id: chainId, epoch, random, suite } = input;
  const [authority, custody] = [sideOfInput(input.authority), sideOfInput(input.custody)];
  const secrets = input.recipients.map((each) => scalarOf(each.random));
  const keys: EnvelopeKeys = {
    seal: sealKey(authority.publicKey, custody.publicKey) as Uint8Array,
    recipients: secrets.map((secret) => encodeElement(times(GENERATOR, secret))),
  };
  const place = { chainId, suite, body: bytesOf(input.body) };
  const { ciphertext, envelope, opening } = sealContent({
    ...{ chainId, suite, epoch, keys, content: bytesOf(input.content) },
    keyIds: input.recipients.map(({ key_id: id }) => bytesOf(id)),
    random: { opening: bytesOf(random.opening), element: bytesOf(random.element) },
  });
  const element = times(GENERATOR, scalarOf(random.element));
  const context = keyContext(envelope, keys, place);
  const transcript = proofTranscript(envelope, keys, place);
  const read = readPoints(envelope, keys);
  if (!read.ok) throw new Error(read.reason);
  const statement = equalityOf(read.points, chainId, transcript);
  const said = [statement.publicElement, statement.base, statement.image].map(encodeElement);
  const hedged = concatBytes(bytesOf(random.proof), encodeScalar(opening), ...said, transcript);
  const t = scalarOf(random.t);
  const blinded = blindPoint(envelope.c0, t) as Uint8Array;
  const officers = answersOf(input, input.authority, authority.values, envelope.c0);
  const custodians = answersOf(input, input.custody, custody.values, blinded);
  const parts = [sideOf(officers, 0n, authority.element), sideOf(custodians, t, custody.element)];
  const [first, second] = parts as [Element, Element];
  return {
    ...named('authority', authority),
    ...named('custody', custody),
    seal: bytesToHex(keys.seal),
    recipient_secrets: secrets.map(scalarHex),
    recipient_keys: keys.recipients.map(bytesToHex),
    ...{ r: scalarHex(opening), m: scalarHex(scalarOf(random.element)), element: hexOf(element) },
    ...{ c0: bytesToHex(envelope.c0), cs: bytesToHex(envelope.cs) },
    wrapped: envelope.recipients.map(({ wrapped }) => bytesToHex(wrapped)),
    key_context: bytesToHex(context),
    key: bytesToHex(contentKey(element, context).key),
    key_check: bytesToHex(envelope.keyCheck),
    ciphertext: bytesToHex(ciphertext),
    transcript: bytesToHex(transcript),
    weights: keys.recipients.map((_, i) =>
      scalarHex(
        i === 0 ? 1n : hashScalar('envelope-weight', chainId, Uint8Array.of(i), transcript),
      ),
    ),
    base: bytesToHex(said[1] as Uint8Array),
    image: bytesToHex(said[2] as Uint8Array),
    nonce: scalarHex(hashScalar('equality-nonce', chainId, hedged)),
    proof: bytesToHex(proveEnvelope(envelope, keys, place, opening, bytesOf(random.proof))),
    ...{ t: scalarHex(t), blinded: bytesToHex(blinded) },
    ...answered('authority', officers),
    ...answered('custody', custodians),
    authority_part: hexOf(first),
    custody_part: hexOf(second),
    opened_element: hexOf(elementOf(envelope.cs, first, second) as Element),
  };
}

function sideOfInput({ holders, random }: SideInput) {
  const { commitments, shares } = dealSide(random.map(bytesOf), holders);
  const publicKey = commitments[0] as Uint8Array;
  return {
    ...{ commitments, publicKey, element: decodeElement(publicKey) as Element },
    values: shares.map(({ value }) => value),
  };
}

function named(name: string, { commitments, values }: ReturnType<typeof sideOfInput>): Numbers {
  return {
    [`${name}_commitments`]: commitments.map(bytesToHex),
    [`${name}_shares`]: values.map(scalarHex),
    [`${name}_share_keys`]: values.map((_, i) =>
      bytesToHex(shareKey(commitments, i + 1) as Uint8Array),
    ),
  };
}

function answersOf(
  { chain_id: chainId, order_context: context }: VectorInput,
  { answers }: SideInput,
  values: readonly Scalar[],
  point: Uint8Array,
): ShareAnswer[] {
  const order = { chainId, context: bytesOf(context) };
  return answers.map(({ index, random }) => {
    const share = { index, value: values[index - 1] as Scalar };
    return answerOrder(share, point, order, bytesOf(random)) as ShareAnswer;
  });
}

function answered(name: string, answers: readonly ShareAnswer[]): Numbers {
  return {
    [`${name}_answers`]: answers.map(({ element }) => bytesToHex(element)),
    [`${name}_proofs`]: answers.map(({ proof }) => bytesToHex(proof)),
  };
}

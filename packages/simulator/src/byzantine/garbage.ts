import type { Envelope } from '@mingjing/replica';
import { answering, type Behaviour, outgoing } from './behaviour.ts';

/** Share of its messages, answers and frames that are spoilt. */
const SPOILT = 0.15;
/** Bytes of an invented field. */
const GARBAGE_MAX = 300;

/**
 * Bytes that mean nothing: in every field of every kind of message and answer, and frames of which
 * some bits are turned, the end is missing, or nothing is left.
 */
export const garbage: Behaviour = ({ random }) => {
  const bytes = () => random.bytes(random.below(GARBAGE_MAX));
  const spoilt = (given: Uint8Array): Uint8Array => {
    if (given.length === 0 || random.chance(0.3)) return bytes();
    if (random.chance(0.3)) return given.slice(0, random.below(given.length));
    // What an encoder made may be a view of a pool of bytes: copied, never written to.
    const turned = Uint8Array.from(given);
    turned[random.below(turned.length)] = random.below(256);
    return turned;
  };
  const inEvery = <T>(value: T): T => spoiltFields(value, random.chance.bind(random, 0.4), spoilt);
  const nonsense = (): Envelope =>
    random.pick<() => Envelope>([
      () => ({ vote: { statement: bytes(), validator: random.below(200), signature: bytes() } }),
      () => ({ hello: { chainId: 'x'.repeat(random.below(90)), nodeId: '', height: 2 ** 50 } }),
      () => ({ tip: { tip: bytes(), signature: bytes() } }),
      () => ({ attachmentsHeld: { commitments: [bytes(), bytes()] } }),
      () => ({ poolBatch: { items: [{ transaction: bytes(), attachments: [] }] } }),
      () => ({
        certificate: {
          ...{ type: random.below(4), height: random.below(9), round: 0, blockId: bytes() },
          signatures: [{ validator: random.below(300), signature: bytes() }],
        },
      }),
      () => ({ proposal: proposalOf(bytes) }),
    ])();
  return {
    ports: outgoing((peer, envelope, send) => {
      send(peer, random.chance(SPOILT) ? inEvery(envelope) : envelope);
      if (random.chance(SPOILT)) send(peer, nonsense());
    }),
    handler: answering(async (_request, answer) => {
      const given = await answer();
      return random.chance(SPOILT) ? inEvery(given) : given;
    }),
    frame: (_to, frame) => (random.chance(SPOILT / 10) ? spoilt(frame) : frame),
  };
};

function proposalOf(bytes: () => Uint8Array) {
  return {
    statement: bytes(),
    signature: bytes(),
    header: bytes(),
    parentCertificate: bytes(),
    transactionHashes: [bytes(), bytes()],
    polka: bytes(),
  };
}

/** A copy of a message in which some of the byte fields, at any depth, are other bytes. */
function spoiltFields<T>(value: T, isSpoilt: () => boolean, spoilt: (b: Uint8Array) => Uint8Array) {
  const copy = (part: unknown): unknown => {
    if (part instanceof Uint8Array) return isSpoilt() ? spoilt(part) : part;
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, field]) => [key, copy(field)]));
  };
  return copy(value) as T;
}

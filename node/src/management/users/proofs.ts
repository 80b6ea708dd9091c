import type { IncomingHttpHeaders } from 'node:http';
import { randomBytes, verify } from '@mingjing/crypto/node';
import { type UserPurpose, userRequestSigningBytes } from '@mingjing/protocol';
import {
  AnsweredChallenges,
  CHALLENGE_MS,
  CHALLENGE_RANDOM_BYTES,
  Challenges,
  type Gate,
  Problem,
} from '@mingjing/service';
import Type, { type Static } from 'typebox';

const CHALLENGE_KEY_BYTES = 32;
const base64url = (length: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{${length}}$` });

/** Beside the form of every request that a user signs: 38 and 64 bytes. */
export const proofFields = { challenge: base64url(51), signature: base64url(86) };
const proof = Type.Object(proofFields);
export type Proof = Static<typeof proof>;

export interface ProofPlace {
  readonly chainId: string;
  readonly nodeId: string;
  readonly gate: Pick<Gate, 'originOf'>;
  now(): number;
}

/** A request as it came, and whose it says it is. */
export interface ClaimedRequest extends Proof {
  readonly purpose: UserPurpose;
  readonly user: string;
  readonly publicKey: Uint8Array;
  readonly form: unknown;
  readonly headers: IncomingHttpHeaders;
}

/** What was signed, to be kept where it has to be shown later. */
export interface Proved {
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Users show by their own keys that it is they who ask: one challenge, one form, one time. */
export class Proofs {
  readonly #place: ProofPlace;
  readonly #challenges = new Challenges(randomBytes(CHALLENGE_KEY_BYTES));
  readonly #answered = new AnsweredChallenges();

  constructor(place: ProofPlace) {
    this.#place = place;
  }

  /** What a user's side needs to sign a request. */
  ask(purpose: UserPurpose, user: string, headers: IncomingHttpHeaders) {
    const { chainId, nodeId, gate, now } = this.#place;
    gate.originOf(headers);
    const random = randomBytes(CHALLENGE_RANDOM_BYTES);
    const challenge = this.#challenges.make(contextOf(purpose, user), random, now());
    return {
      ...{ user, purpose, chain_id: chainId, node_id: nodeId },
      challenge: Buffer.from(challenge).toString('base64url'),
      expires_in_ms: CHALLENGE_MS,
    };
  }

  /** Throws the problem of a request that is not proved. */
  check({ purpose, user, publicKey, form, headers, ...proved }: ClaimedRequest): Proved {
    const { chainId, nodeId, gate, now } = this.#place;
    const origin = gate.originOf(headers);
    const challenge = Buffer.from(proved.challenge, 'base64url');
    const signature = Buffer.from(proved.signature, 'base64url');
    const verdict = this.#challenges.check(contextOf(purpose, user), challenge, now());
    if (verdict !== 'good') throw new Problem(401, `user-challenge-${verdict}`);
    const request = { purpose, nodeId, origin, user, challenge, form };
    const signed = userRequestSigningBytes(chainId, request);
    if (!verify(publicKey, signed, signature)) throw new Problem(401, 'user-signature');
    if (!this.#answered.add(challenge, now())) throw new Problem(401, 'user-challenge-used');
    return { signed, signature, publicKey };
  }
}

function contextOf(purpose: UserPurpose, user: string): string {
  return `${purpose}|${user}`;
}

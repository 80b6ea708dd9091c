import { equalBytes, hexToBytes } from '@mingjing/crypto';
import {
  type Checked,
  identityCommitment,
  passed,
  refused,
  SALT_BYTES,
  verificationAnswerCodec,
} from '@mingjing/protocol';

// What is sealed of a user: JSON in UTF-8, filled up with spaces, so that the size of it says
// nothing of a name.
const FORMAT = 'mingjing-identity-1';
const PADDED_BYTES = 1024;
const SPACE = 0x20;

/** Who somebody is: one number, and a name if he gave it. */
export interface SealedIdentity {
  readonly kind: string;
  /** Canonical, as the rules of its kind give it. */
  readonly number: string;
  readonly name: string | null;
  /** 32 bytes in hexadecimal: opens the commitment that a verifier signed. */
  readonly salt: string;
}

export interface IdentityDocument {
  readonly user: string;
  readonly identity: SealedIdentity;
  /** The identity that the chain names, where a correction has put another in its place. */
  readonly registered: SealedIdentity | null;
}

/** The bytes of an identity that go into an envelope: a multiple of 1024. */
export function identityBytes({ user, identity, registered }: IdentityDocument): Uint8Array {
  const text = { format: FORMAT, user, identity: said(identity) };
  const whole = { ...text, registered: registered === null ? null : said(registered) };
  const bytes = new TextEncoder().encode(JSON.stringify(whole));
  const padded = new Uint8Array(Math.ceil(bytes.length / PADDED_BYTES) * PADDED_BYTES).fill(SPACE);
  padded.set(bytes);
  return padded;
}

/** The identity in opened bytes; the node that sealed them chose them, so they may be anything. */
export function identityIn(bytes: Uint8Array): Checked<IdentityDocument, 'not-an-identity'> {
  const value = valueIn(bytes);
  const { format, user, identity, registered } = (value ?? {}) as Record<string, unknown>;
  if (format !== FORMAT || typeof user !== 'string') return refused('not-an-identity');
  if (!isIdentity(identity)) return refused('not-an-identity');
  if (registered !== null && !isIdentity(registered)) return refused('not-an-identity');
  return passed({ user, identity, registered });
}

/** How an opened identity stands to what a verifier confirmed of the user on the chain. */
export type IdentityStanding =
  /** It is the one that the chain names. */
  | 'registered'
  /** Another one, after a correction; the one that the chain names is with it. */
  | 'corrected'
  /** Of another user, or not what the verifier confirmed. */
  | 'differs';

/**
 * Holds an opened identity against the user it was ordered of: `answer` is what the chain has of
 * him, a canonical `VerificationAnswer`.
 */
export function identityStanding(
  { user, identity, registered }: IdentityDocument,
  asked: { readonly user: string; readonly chainName: string; readonly answer: Uint8Array },
): IdentityStanding {
  const answer = verificationAnswerCodec.parse(asked.answer);
  if (user !== asked.user || !answer.ok) return 'differs';
  const isNamed = (each: SealedIdentity) => {
    const commitment = commitmentTo(asked.chainName, each);
    return commitment && equalBytes(commitment, answer.value.identityCommitment);
  };
  if (isNamed(identity)) return 'registered';
  return registered !== null && isNamed(registered) ? 'corrected' : 'differs';
}

function commitmentTo(chainName: string, { salt, ...who }: SealedIdentity): Uint8Array | undefined {
  const bytes = hexToBytes(salt);
  return bytes && identityCommitment(chainName, bytes, who);
}

function said({ kind, number, name, salt }: SealedIdentity): SealedIdentity {
  return { kind, number, name, salt };
}

function valueIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The only way of both to say that this is no such text; theirs would quote what is personal.
    return undefined;
  }
}

/** Within what a commitment takes: it asserts its bounds. */
function isIdentity(value: unknown): value is SealedIdentity {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, number, name, salt } = value as Record<string, unknown>;
  const isBounded = [kind, number].every(
    (text) => typeof text === 'string' && /^[\x21-\x7e]{1,255}$/.test(text),
  );
  const isSalt = typeof salt === 'string' && hexToBytes(salt)?.length === SALT_BYTES;
  return isBounded && isSalt && (name === null || typeof name === 'string');
}

import Type, { type Static } from 'typebox';

const hex = Type.String({ pattern: '^([0-9a-f]{2})*$' });

/** One change of a consent: what was said to which text, and the signature that says so. */
const consentStep = Type.Object({
  purpose: Type.String(),
  version: Type.Number(),
  given: Type.Boolean(),
  at: Type.Number(),
  /** What the user signed, and with which key: anybody who has the form can check it. */
  signed: hex,
  signature: hex,
  publicKey: hex,
});
export type ConsentStep = Static<typeof consentStep>;

/** An answer of a verifier about this user, as it came. */
const keptAnswer = Type.Object({ answer: hex, signature: hex, receivedAt: Type.Number() });
export type KeptAnswer = Static<typeof keptAnswer>;

/**
 * What the management node keeps of a user beside the vault. Nothing here says who he is, and
 * nothing says that he is verified: that is what the chain says of a signed answer.
 */
export const userFile = Type.Object({
  id: Type.String(),
  type: Type.Enum(['person', 'organisation']),
  publicKey: hex,
  possession: hex,
  registeredAt: Type.Number(),
  consents: Type.Array(consentStep),
  /** Of the identity that the chain names; latest last, and the first is what was registered. */
  answers: Type.Array(keptAnswer),
  /** Of an identity that was corrected to another: the chain keeps its first commitment. */
  corrections: Type.Array(keptAnswer),
  shreddedAt: Type.Union([Type.Number(), Type.Null()]),
});
export type UserFile = Static<typeof userFile>;

/** Steps of consents of one user: a person changes his mind now and then, a program daily. */
export const CONSENT_STEPS_MAX = 200;
/** Answers kept of one user: a verification a year, and corrections. */
export const ANSWERS_MAX = 50;

import { IDENTIFIER_KINDS } from '@mingjing/protocol/numbers';
import Type, { type Static } from 'typebox';

const hex = (bytes: number) => Type.String({ pattern: `^[0-9a-f]{${bytes * 2}}$` });

/** Who somebody is, as far as the law has it known: one number, and a name if he gave it. */
const identity = Type.Object({
  kind: Type.Enum([...IDENTIFIER_KINDS]),
  /** Canonical, as the rules of its kind give it. */
  number: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  /** Opens the commitment that the verifier signed. */
  salt: hex(32),
});
export type Identity = Static<typeof identity>;

/** Identities before corrections that are kept; the chain may still name the first of them. */
export const EARLIER_MAX = 8;

/** All that the vault holds of one person, sealed under that person's key. */
export const personalData = Type.Object({
  identity,
  earlier: Type.Array(identity, { maxItems: EARLIER_MAX }),
});
export type PersonalData = Static<typeof personalData>;

import { IDENTIFIER_KINDS } from '@mingjing/protocol/numbers';
import Type, { type Static } from 'typebox';
import { PURPOSE_NAMES } from './consents.ts';
import { proofFields } from './proofs.ts';

const NUMBER_CHARS_MAX = 32;
const NAME_CHARS_MAX = 64;
const closed = { additionalProperties: false } as const;
const hex = (bytes: number) => Type.String({ pattern: `^[0-9a-f]{${bytes * 2}}$` });

/** Id of a user on the chain. */
export const userId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
export const publicKeyField = hex(32);

const identifier = Type.Object(
  {
    kind: Type.Enum([...IDENTIFIER_KINDS]),
    number: Type.String({ minLength: 1, maxLength: NUMBER_CHARS_MAX }),
  },
  closed,
);
const name = Type.String({ minLength: 1, maxLength: NAME_CHARS_MAX, pattern: '^[^\\p{C}]*\\S$' });
const consent = Type.Object(
  {
    purpose: Type.Enum([...PURPOSE_NAMES]),
    version: Type.Integer({ minimum: 1, maximum: 1000 }),
    given: Type.Boolean(),
  },
  closed,
);
const consents = Type.Array(consent, { minItems: 1, maxItems: PURPOSE_NAMES.length });
const agreement = Type.Union([
  Type.Object({ version: Type.Integer({ minimum: 1 }), text_hash: hex(32) }, closed),
  Type.Null(),
]);

/** One number of three kinds is all that is needed; the name only where a verifier asks for it. */
export const registrationForm = Type.Object(
  {
    user_type: Type.Enum(['person', 'organisation']),
    public_key: publicKeyField,
    possession: hex(64),
    identifier,
    name: Type.Optional(name),
    salt: hex(32),
    consents,
    /** What was in force when he was shown it; null where there was none. */
    agreement,
  },
  closed,
);
export type RegistrationForm = Static<typeof registrationForm>;

/** For who lost his key: signed with the new one, and good for nothing until he is confirmed. */
export const recoveryForm = Type.Object(
  {
    public_key: publicKeyField,
    possession: hex(64),
    identifier,
    name: Type.Optional(name),
  },
  closed,
);
export type RecoveryForm = Static<typeof recoveryForm>;

export const exportForm = Type.Object({}, closed);
export const erasureForm = Type.Object({}, closed);
export const consentForm = Type.Object({ consents }, closed);

/** Nothing: the same identity is confirmed anew. A name of null is removed. */
export const correctionForm = Type.Object(
  {
    identifier: Type.Optional(identifier),
    name: Type.Optional(Type.Union([name, Type.Null()])),
    /** With another number, since it has a commitment of its own. */
    salt: Type.Optional(hex(32)),
  },
  closed,
);
export type CorrectionForm = Static<typeof correctionForm>;

/** A form as its user signed it. */
export function signedForm<F extends Type.TSchema>(form: F) {
  return Type.Object({ user: userId, form, ...proofFields }, closed);
}

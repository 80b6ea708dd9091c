import Type, { type TSchema } from 'typebox';

// Shapes that several areas keep or take.

/** Id of a document, as `newId` makes it. */
export const documentId = Type.String({ pattern: '^[0-9a-f]{24}$' });
/** Id of an officer, as the chain names him. */
export const officerId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
/** A day as people write it; whether there is such a day the rules judge. */
export const dayText = Type.String({
  pattern: '^20\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
});
/** Ms since 1970. */
export const time = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** What somebody wrote: not only blanks, and of a length that people read. */
export function said(maximum: number) {
  return Type.String({ minLength: 1, maxLength: maximum, pattern: '\\S' });
}

/** A value that is there or told to be absent. */
export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** A telephone number as people write it. */
export const telephone = Type.String({ pattern: '^\\+?\\d[\\d -]{4,20}\\d$' });

/** Why somebody wants to see what is masked. */
export const revealForm = Type.Object({ reason: said(200) }, { additionalProperties: false });

/** A signature in base64url, as forms carry it. */
export const signatureText = Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' });

/** The 64 bytes of a signature that has that shape. */
export function signatureBytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64url'));
}

/** One of some names. */
export function oneOf<T extends string>(names: readonly T[]) {
  return Type.Unsafe<T>(Type.Union(names.map((name) => Type.Literal(name))));
}

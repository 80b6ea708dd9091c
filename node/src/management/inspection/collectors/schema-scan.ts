import { schemaNumbers } from '@mingjing/protocol';

/**
 * Names under which a ledger keeps what somebody owns. That each number of the schemas is of
 * another kind a test holds; this finds in a running program what was added to it.
 */
const OWNED =
  /^(balance|amount|fee|gas|reward|price|supply|token|coin|points?|credits?|wallet)s?$/i;

/** Message types that this program can read. */
export function messageTypes(): number {
  return schemaNumbers().length;
}

/** Numbers that are named like something that is owned or paid: message and field. */
export function coinLikeNumbers(numbers = schemaNumbers()): string[] {
  return numbers.flatMap(({ fields, message }) =>
    fields.filter((field) => OWNED.test(field)).map((field) => `${message}.${field}`),
  );
}

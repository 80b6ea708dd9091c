import { dateInChina, type IdentifierKind, parseIdentifier } from '@mingjing/protocol/numbers';
import { Problem } from '@mingjing/service';
import type { Identity } from './identity.ts';

/** What somebody typed of who he is. */
export interface TypedIdentity {
  readonly identifier: { readonly kind: IdentifierKind; readonly number: string };
  readonly name: string | null;
  readonly salt: string;
}

/**
 * The identity in its canonical form; throws the problem that names what is wrong with the number.
 * A person has a number of his own or a telephone, an organisation its code or a telephone.
 */
export function typedIdentity(
  type: 'person' | 'organisation',
  { identifier, name, salt }: TypedIdentity,
  now: number,
): Identity {
  const { kind } = identifier;
  const other: IdentifierKind = type === 'person' ? 'credit-code' : 'resident-id';
  if (kind === other) throw new Problem(422, 'identifier-of-other-type');
  const parsed = parseIdentifier(kind, identifier.number, dateInChina(now));
  if (!parsed.ok) throw new Problem(422, parsed.reason, { members: { reason: parsed.reason } });
  return { kind, number: parsed.value, name, salt };
}

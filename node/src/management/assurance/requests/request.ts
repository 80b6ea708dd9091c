import { ROLE_NAMES, type RoleName } from '@mingjing/protocol';
import { ownIf, type Relation } from '@mingjing/service';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const TEXT_MAX = 4000;
const LINE_MAX = 200;
const SHA256_DIGITS = 64;
/** Persons of different roles who have to agree before anything is given out. */
const APPROVALS_NEEDED = 2;
/** Those who may agree: whoever runs the machines does not decide what is told of people. */
export const APPROVING_ROLES: readonly RoleName[] = ['security-admin', 'audit-admin', 'disclosure'];

const text = Type.String({ minLength: 1, maxLength: TEXT_MAX, pattern: '\\S' });
const line = Type.String({ minLength: 1, maxLength: LINE_MAX, pattern: '\\S' });
const hash = Type.String({ pattern: `^[0-9a-f]{${SHA256_DIGITS}}$` });

/** The letter of an authority, as it came in. */
export const requestForm = Type.Object(
  {
    ...{ number: line, authority: line, basis: line, scope: text, contact: line },
    /** Where the authority has its power, such as `CN-11`. */
    jurisdiction: Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]{1,6})?$' }),
    ...{ received_at: Type.Integer({ minimum: 0 }), due_at: Type.Integer({ minimum: 0 }) },
    /** SHA-256 of the scanned letter. */
    letter: hash,
  },
  { additionalProperties: false },
);

export const requestStep = Type.Union([
  // Somebody made sure, by another way than the letter, that the authority sent it.
  Type.Object({ what: Type.Literal('verified'), how: text }, { additionalProperties: false }),
  Type.Object({ what: Type.Literal('approved'), reason: text }, { additionalProperties: false }),
  Type.Object({ what: Type.Literal('refused'), reason: text }, { additionalProperties: false }),
  Type.Object(
    { what: Type.Literal('answered'), answer: text, file: Type.Union([hash, Type.Null()]) },
    { additionalProperties: false },
  ),
  Type.Object(
    { what: Type.Literal('received'), by: line, receipt: line },
    { additionalProperties: false },
  ),
]);
export type RequestStep = Static<typeof requestStep>;

const role = Type.Enum([...ROLE_NAMES]);
const taken = Type.Object({ step: requestStep, by: Type.String(), role, at: Type.Number() });

const request = Type.Object({
  form: requestForm,
  by: Type.String(),
  at: Type.Number(),
  /** Why it stopped at the desk; null: it did not. */
  stopped: Type.Union([Type.Literal('foreign'), Type.Literal('elsewhere'), Type.Null()]),
  steps: Type.Array(taken),
});
export type AuthorityRequest = Static<typeof request>;

export type RequestState =
  | 'stopped'
  | 'intake'
  | 'verified'
  | 'approved'
  | 'refused'
  | 'answered'
  | 'done';

export type RequestRefusal = 'stopped' | 'wrong-state' | 'role' | 'approved-already' | 'same-role';

export function requestsOn(shelf: Shelf): Collection<AuthorityRequest> {
  return new Collection<AuthorityRequest>(shelf, {
    name: 'requests',
    isValid: (value): value is AuthorityRequest => Value.Check(request, value),
  });
}

/**
 * Why a request stops at the desk. An authority of another country is referred to the competent
 * one here (Data Security Law, article 36; Personal Information Protection Law, article 41); one
 * of another province only when the organisation is of one and the authority is not national.
 */
export function stopOf(jurisdiction: string, own: string): AuthorityRequest['stopped'] {
  const [country = '', province] = jurisdiction.split('-');
  const [ownCountry = '', ownProvince] = own.split('-');
  if (country !== ownCountry) return 'foreign';
  const isElsewhere =
    province !== undefined && ownProvince !== undefined && province !== ownProvince;
  return isElsewhere ? 'elsewhere' : null;
}

export function stateOf({ stopped, steps }: AuthorityRequest): RequestState {
  if (stopped !== null) return 'stopped';
  const has = (what: RequestStep['what']) => steps.some(({ step }) => step.what === what);
  if (has('received')) return 'done';
  if (has('answered')) return 'answered';
  if (has('refused')) return 'refused';
  const approvals = steps.filter(({ step }) => step.what === 'approved').length;
  if (approvals >= APPROVALS_NEEDED) return 'approved';
  return has('verified') ? 'verified' : 'intake';
}

/** In which state a step may be taken. */
const BEFORE: Readonly<Record<RequestStep['what'], readonly RequestState[]>> = {
  verified: ['intake'],
  approved: ['verified'],
  refused: ['intake', 'verified'],
  answered: ['approved'],
  received: ['answered'],
};

/** Why a step cannot be taken by this officer now; undefined when it can. */
export function requestRefusal(
  found: AuthorityRequest,
  { what }: RequestStep,
  officer: { readonly id: string; readonly role: RoleName },
): RequestRefusal | undefined {
  const state = stateOf(found);
  if (state === 'stopped') return 'stopped';
  if (!BEFORE[what].includes(state)) return 'wrong-state';
  if (what === 'approved') return approvalRefusal(found, officer);
  if (what === 'refused') return APPROVING_ROLES.includes(officer.role) ? undefined : 'role';
  return officer.role === 'disclosure' ? undefined : 'role';
}

/** Whose it is to whoever takes a step: to whoever took it in, approving it is his own. */
export function requestRelation(
  { by }: AuthorityRequest,
  { what }: RequestStep,
  officer: string,
): Relation {
  return ownIf(what === 'approved' && by === officer);
}

function approvalRefusal(
  { steps }: AuthorityRequest,
  { id, role: own }: { readonly id: string; readonly role: RoleName },
): RequestRefusal | undefined {
  if (!APPROVING_ROLES.includes(own)) return 'role';
  const given = steps.filter(({ step }) => step.what === 'approved');
  if (given.some((each) => each.by === id)) return 'approved-already';
  return given.some((each) => each.role === own) ? 'same-role' : undefined;
}

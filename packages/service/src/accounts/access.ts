import { ROLE_NAMES, type RoleName } from '@mingjing/protocol';

/** Who asks: nobody known, whoever may read the program's home, or an officer who logged in. */
export type Caller = 'nobody' | 'home' | RoleName;
export const CALLERS: readonly Caller[] = ['nobody', 'home', ...ROLE_NAMES];

/**
 * Whose the thing is that is asked about: the caller's own (he made it, was given it, or was called
 * to it), a colleague's, or one that he has no part in, such as another organisation's.
 */
export type Relation = 'own' | 'organisation' | 'foreign';
export const RELATIONS: readonly Relation[] = ['own', 'organisation', 'foreign'];

/** Who may use a route, by whose the thing is that he asks about. */
export interface AccessRule extends Readonly<Record<Relation, readonly Caller[]>> {
  /** What tells a caller of the right role why not this thing; absent: the roles that may. */
  readonly refusals?: Refusals;
}

/** Codes of problems. */
type Refusals = Readonly<Partial<Record<Relation, string>>>;

/** One line for each route of a program, by method and pattern such as `GET /v1/status`. */
export type AccessTable = Readonly<Record<string, AccessRule>>;

/** Open to everybody, whatever it is about. */
export function anyone(): AccessRule {
  return only(...CALLERS);
}

/** Open to these alone, whatever it is about. */
export function only(...callers: readonly Caller[]): AccessRule {
  return { own: callers, organisation: callers, foreign: callers };
}

/** Open by whose the thing is; a relation that is not named is open to nobody. */
export function byRelation(
  rule: Readonly<Partial<Record<Relation, readonly Caller[]>>>,
  refusals: Refusals = {},
): AccessRule {
  return { own: [], organisation: [], foreign: [], ...rule, refusals };
}

/** A caller's own thing, or a colleague's. */
export function ownIf(isOwn: boolean): Relation {
  return isOwn ? 'own' : 'organisation';
}

/**
 * Whether it matters to a rule whose a thing is: its route has to say so, then. Lists are told
 * apart as they are made: `only` gives all three relations one.
 */
export function isByRelation(rule: AccessRule): boolean {
  return RELATIONS.some((relation) => rule[relation] !== rule.own);
}

/** Whether a caller may ask for things of this relation. */
export function mayAsk(rule: AccessRule, caller: Caller, relation: Relation): boolean {
  return rule[relation].includes(caller);
}

/** Whether a caller may use the route at all: what about, the route itself asks. */
export function mayEnter(rule: AccessRule, caller: Caller): boolean {
  return RELATIONS.some((relation) => mayAsk(rule, caller, relation));
}

/** Callers who may use the route, in the order of `CALLERS`. */
export function entitled(rule: AccessRule): readonly Caller[] {
  return CALLERS.filter((caller) => mayEnter(rule, caller));
}

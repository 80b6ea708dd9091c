import { bytesToHex } from '@mingjing/crypto';
import { checkRuleSet, type RuleSet, ruleSetHash } from '@mingjing/screening';
import { ownIf, type Relation } from '@mingjing/service';
import type { Shelf } from '@mingjing/storage';
import { Collection } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

/** What a version would do with texts that stand. */
const backTest = Type.Object({
  by: Type.String(),
  at: Type.Number(),
  records: Type.Number(),
  texts: Type.Number(),
  unread: Type.Number(),
  pass: Type.Number(),
  flag: Type.Number(),
  hold: Type.Number(),
  refuse: Type.Number(),
  /** Records that this version stops and those in force do not, the latest of them by id. */
  newlyStopped: Type.Number(),
  newlyStoppedIds: Type.Array(Type.String()),
  isWhole: Type.Boolean(),
});
export type BackTest = Static<typeof backTest>;

const decision = Type.Object({ by: Type.String(), at: Type.Number(), reason: Type.String() });

const version = Type.Object({
  ruleSet: Type.Unknown(),
  hash: Type.String(),
  state: Type.Enum(['proposed', 'active', 'rejected', 'replaced']),
  proposedBy: Type.String(),
  proposedAt: Type.Number(),
  backTest: Type.Union([backTest, Type.Null()]),
  decision: Type.Union([decision, Type.Null()]),
  replacedAt: Type.Union([Type.Number(), Type.Null()]),
});
/** A version of an operator's rule set: who wrote it, what it was tested on, who let it in. */
export interface RuleSetVersion extends Omit<Static<typeof version>, 'ruleSet'> {
  ruleSet: RuleSet;
}

export type VersionRefusal =
  | 'rule-set-version-known'
  | 'rule-set-decided'
  | 'rule-set-not-tested'
  | 'rule-set-built-in'
  | 'rule-set-version-old';

const DIGITS = 10;

/** The id of a version on the shelf: versions of a set in their order. */
export function versionId(name: string, number: number): string {
  return `${name}.${String(number).padStart(DIGITS, '0')}`;
}

/** Versions of operators' rule sets, in the order of name and number. */
export function versionsOn(shelf: Shelf): Collection<RuleSetVersion> {
  return new Collection<RuleSetVersion>(shelf, {
    name: 'rule-sets',
    isValid: (value): value is RuleSetVersion =>
      Value.Check(version, value) && checkRuleSet(value.ruleSet).ok,
  });
}

/** A version as it is proposed. */
export function proposedVersion(ruleSet: RuleSet, by: string, at: number): RuleSetVersion {
  return {
    ...{ ruleSet, hash: bytesToHex(ruleSetHash(ruleSet)), state: 'proposed' as const },
    ...{ proposedBy: by, proposedAt: at, backTest: null, decision: null, replacedAt: null },
  };
}

/** Whose a version is to whoever decides on it; its writer may still take it back. */
export function decisionRelation(
  { proposedBy }: RuleSetVersion,
  { by, approves }: { readonly by: string; readonly approves: boolean },
): Relation {
  return ownIf(approves && proposedBy === by);
}

/** Why nobody can decide so on a version now: not untested, not twice. */
export function decisionFault(
  { backTest: test, ruleSet, state }: RuleSetVersion,
  approves: boolean,
  active: RuleSetVersion | undefined,
): VersionRefusal | undefined {
  if (state !== 'proposed') return 'rule-set-decided';
  if (!approves) return undefined;
  if (test === null) return 'rule-set-not-tested';
  const isOld = active !== undefined && active.ruleSet.version >= ruleSet.version;
  return isOld ? 'rule-set-version-old' : undefined;
}

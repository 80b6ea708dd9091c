import { bytesToHex, sha256 } from '@mingjing/crypto';
import { officerId, orNull, time } from '@mingjing/host/desk';
import { checkWatchSet, type WatchSet } from '@mingjing/oversight';
import { canonicalJsonBytes } from '@mingjing/protocol';
import { ownIf, type Relation } from '@mingjing/service';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { backTestResult } from './back-test.ts';

const DIGITS = 10;

const decision = Type.Object({
  by: officerId,
  at: time,
  reason: Type.String(),
  signature: Type.String(),
});

const version = Type.Object({
  set: Type.Unknown(),
  hash: Type.String(),
  state: Type.Enum(['proposed', 'active', 'rejected', 'replaced']),
  proposedBy: officerId,
  proposedAt: time,
  backTest: orNull(backTestResult),
  decision: orNull(decision),
  /** First block that it judges; null: it judges none yet. */
  activeFrom: orNull(Type.Integer({ minimum: 1 })),
  replacedAt: orNull(time),
});
/** A version of the rules: who wrote it, what it was tested on, who let it in, from which block. */
export interface RuleVersion extends Omit<Static<typeof version>, 'set'> {
  set: WatchSet;
}

export type DecisionRefusal =
  | 'rules-decided'
  | 'rules-not-tested'
  | 'rules-version-old'
  | 'rules-hearing-again';

/** What a new version would replace, and whether that one is still busy with what is its own. */
export interface RulesInForce {
  readonly active: RuleVersion | undefined;
  readonly isHearingAgain: boolean;
}

/** Versions in the order of their numbers. */
export function versionsOn(shelf: Shelf): Collection<RuleVersion> {
  return new Collection<RuleVersion>(shelf, {
    name: 'watch-rules',
    isValid: (value): value is RuleVersion =>
      Value.Check(version, value) && checkWatchSet(value.set).ok,
  });
}

export function versionId(number: number): string {
  return String(number).padStart(DIGITS, '0');
}

/** SHA-256 of the canonical JSON (RFC 8785) of a version, in hexadecimal. */
export function watchSetHash(set: WatchSet): string {
  return bytesToHex(sha256(canonicalJsonBytes(set)));
}

/** A version as it is proposed. */
export function proposed(set: WatchSet, by: string, at: number): RuleVersion {
  return {
    ...{ set, hash: watchSetHash(set), state: 'proposed' as const, proposedBy: by, proposedAt: at },
    ...{ backTest: null, decision: null, activeFrom: null, replacedAt: null },
  };
}

/** Whose a version is to whoever decides on it; its writer may still take it back. */
export function decisionRelation(
  { proposedBy }: RuleVersion,
  { by, approves }: { readonly by: string; readonly approves: boolean },
): Relation {
  return ownIf(approves && proposedBy === by);
}

/** Why nobody can decide so now: not untested, not twice, not before earlier rules are through. */
export function decisionRefusal(
  { backTest, set, state }: RuleVersion,
  approves: boolean,
  { active, isHearingAgain }: RulesInForce,
): DecisionRefusal | undefined {
  if (state !== 'proposed') return 'rules-decided';
  if (!approves) return undefined;
  if (backTest === null) return 'rules-not-tested';
  const isOld = active !== undefined && active.set.version >= set.version;
  if (isOld) return 'rules-version-old';
  return isHearingAgain ? 'rules-hearing-again' : undefined;
}

/** Facts of the statement with which an officer lets a version in, or rejects it. */
export function decisionFacts({ hash, set }: RuleVersion, approves: boolean) {
  return [
    ['version', String(set.version)],
    ['sha256', hash],
    ['approve', String(approves)],
  ] as const;
}

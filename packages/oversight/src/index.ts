/**
 * The supervision node's judgement without I/O (design, section 9): signed tips held against each
 * other and against what was verified here, coverage, equivocation, and the list of alarms.
 *
 *     const oversight = new Oversight({ chainId, nodeId, verify });
 *     oversight.setMembers(members, validators, boundsFor(emptyBlockMs), now);
 *     oversight.tip(peer, signedTip, now);
 *     for (const event of oversight.takeEvents()) await writeDown(event);
 */
export type { Agreement, NodeView, OrganisationView, Standing } from './agreement.ts';
export {
  type Alarm,
  AlarmBook,
  type AlarmEvent,
  type AlarmRule,
  type ConflictingStatements,
  type Evidence,
  type Head,
  type NewAlarm,
  type OwnBlock,
  type Severity,
} from './alarms.ts';
export type { Gap } from './coverage.ts';
export {
  type Equivocation,
  equivocationsIn,
  type StoredEvidenceBlock,
  storedEquivocations,
} from './equivocation.ts';
export { boundsFor, EQUATION_PAST_MS, JOURNAL_STALL_MS, type OversightBounds } from './limits.ts';
export { type Member, membersAmong } from './members.ts';
export { type BlockOfOrders, type HeldOrder, ORDER_BLOCKS } from './orders.ts';
export {
  type Judgement,
  Oversight,
  type OversightOptions,
  type OwnRoom,
  type VerifiedBlock,
} from './oversight.ts';
export {
  type CheckedWatchSet,
  checkWatchSet,
  type WatchSetRefusal,
} from './rules/check-watch-set.ts';
export type { Fact } from './rules/fact.ts';
export {
  type Finding,
  findingKey,
  WATCH_RULE_KINDS,
  type WatchRule,
  type WatchRuleKind,
  type WatchSet,
} from './rules/rule.ts';
export { countsByRule, findingLines, RuleEngine, replay } from './rules/rule-engine.ts';
export type { TipRefusal } from './tips.ts';
export {
  type JournalStanding,
  JournalWatch,
  type LogStanding,
  type WitnessedNode,
} from './witness/journal-watch.ts';
export type { LogPage, WitnessedEntry } from './witness/log-page.ts';
export type { CommittedTransaction } from './witness/publish-equation.ts';
export {
  type HeadRefusal,
  type PageRefusal,
  type Sight,
  type SignedHead,
  type SizedRoot,
  type TakenPage,
  WitnessedLog,
  type WitnessedState,
} from './witness/witnessed-log.ts';

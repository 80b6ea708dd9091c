/**
 * The pure state transition: blocks are executed on drafts of a state, with a folder per module
 * (records, identity, governance, membership, moderation, supervision, retention and more).
 *
 *     const draft = new BlockDraft(state, time, verify);
 *     for (const transaction of transactions) draft.apply(transaction);
 *     const outcome = draft.finish();
 *     advance(state, outcome, blockId);
 */

export { checkTransaction } from './block/check.ts';
export {
  advance,
  BlockDraft,
  type Outcome,
  type RecordAuthors,
  recordKey,
  recordLeaf,
} from './block/draft.ts';
export { type HeaderRefusal, headerOf, headerRefusal, outcomeRefusal } from './block/header.ts';
export { proveResult, resultBytes, resultsRoot } from './block/results.ts';
export { signerOf, transactionRefusal, type ValidityRefusal } from './block/validity.ts';
export { ResultCode, type ResultCodeName, resultCodeName } from './codes.ts';
export { type GenesisRefusal, genesisProofs, genesisState } from './genesis.ts';
export type { PublishedRecord } from './modules/context.ts';
export { filingKey } from './modules/filing/filing.ts';
export { actionName } from './modules/governance/actions.ts';
export { AGENDA_MAX } from './modules/governance/agenda.ts';
export { consentsNeeded } from './modules/governance/consent.ts';
export { type DryRun, dryRun, type EntryChange } from './modules/governance/dry-run.ts';
export { type Electorate, electorateOf, policyOf } from './modules/governance/electorate.ts';
export { LOST_KEY_LOCK_MS } from './modules/governance/lost-key.ts';
export { judged } from './modules/governance/settle.ts';
export {
  AGREEMENT_GRACE_MS_MAX,
  AGREEMENT_VERSIONS_MAX,
  acceptedVersion,
  agreementCoverage,
  agreementInForce,
  type Coverage,
  hasAccepted,
} from './modules/identity/agreements.ts';
export { OPEN_SANCTIONS_MAX } from './modules/identity/sanctions.ts';
export {
  CLOSE_CONFIRM_MS,
  isAppealOpen,
  type SanctionState,
  sanctionState,
  sanctionsOf,
  standingOf,
} from './modules/identity/standing.ts';
export { LIMITED_RECORDS_PER_DAY, mayWrite } from './modules/identity/writers.ts';
export {
  conflictHeight,
  EVIDENCE_PER_KEY_MAX,
  evidenceId,
  evidenceRefusal,
} from './modules/misbehaviour/evidence.ts';
export { ordersWaiting } from './modules/moderation/agenda.ts';
export { ORDERED_RECORDS_PER_DAY } from './modules/moderation/overlay.ts';
export { isWithin } from './modules/moderation/scope.ts';
export {
  isStanding,
  ordersChanged,
  ordersStanding,
  recordFreezeOf,
  takedownOf,
  tombstoneOf,
  tombstones,
  tombstonesSet,
  type UserOverlay,
  userOverlayOf,
} from './modules/moderation/standing.ts';
export { ANCHOR_INTERVAL_MS, WITNESSED_MAX } from './modules/retention/anchors.ts';
export {
  areCopiesEnough,
  type DisposalRefusal,
  disposable,
  isCopyAnchored,
} from './modules/retention/disposal.ts';
export { shreddable } from './modules/retention/erasure.ts';
export { DAY_MS, historyOf, logKey } from './modules/retention/history.ts';
export { covers, holdsInForce, type LogRange } from './modules/retention/holds.ts';
export { longestPeriodMs, periodDays, periodMs } from './modules/retention/periods.ts';
export {
  ABSENCE_MS,
  absentSince,
  isStandIn,
  standInsOf,
} from './modules/retention/stand-ins.ts';
export {
  ACCESS_DEADLINE_MAX_MS,
  ACCESS_OPEN_BY_MAX_MS,
  ACCESS_PERIOD_MAX_MS,
} from './modules/supervision/access-shape.ts';
export { accessShareKey, sharesOf } from './modules/supervision/access-shares.ts';
export {
  authorityAccessOf,
  isFoundWrong,
  isGranted,
  isOverdue,
  isProposed,
  overdueOf,
  UNSETTLED_MAX,
} from './modules/supervision/authority-access.ts';
export { currentEpochOf, epochOf, sealKeyOf } from './modules/supervision/epochs.ts';
export { IDENTITY_ENVELOPES_MAX } from './modules/supervision/identities.ts';
export { proofChecksOf } from './modules/supervision/proofs.ts';
export { holderKey } from './modules/supervision/recipients.ts';
export { type ChainState, type LoadedState, loadChainState } from './state/chain-state.ts';
export { Registry, type RegistryReader } from './state/registry.ts';
export { statementKeys } from './state/statement-keys.ts';
export { keyOf, validatorsOf } from './state/validators-of.ts';
export { SUITE } from './suite.ts';

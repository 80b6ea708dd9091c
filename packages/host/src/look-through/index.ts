// What holders of shares do with them on their own machines: ceremonies, sealed shares, answers.
export {
  type CeremonyPlace,
  type HeldCeremony,
  holdCeremony,
  type ReceivingKeys,
  recordCeremony,
  type SealedFile,
} from './ceremony.ts';
export { composeAnswer, type NamedOfficer } from './custody-answer.ts';
export { CustodyShares, type TakeRefusal } from './custody-shares.ts';
export { type DealtEpoch, dealEpoch, type EpochPlan, type SidePlan } from './deal.ts';
export { dealApart } from './deal-apart.ts';
export { sealShare } from './sealed-share.ts';

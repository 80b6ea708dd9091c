// What holders of shares do, on any machine: ceremonies, sealed shares, answers under an order.
export {
  type CeremonyPlace,
  type CeremonyRefusal,
  type HeldCeremony,
  holdCeremony,
  type ReceivingKeys,
  readCeremony,
  type SealedFile,
} from './ceremony.ts';
export {
  type AnswerRefusal,
  type AskedPoint,
  composeAnswer,
  type NamedOfficer,
  unsealAnswer,
} from './custody-answer.ts';
export { CustodyShares, type TakeRefusal } from './custody-shares.ts';
export { type DealtEpoch, dealEpoch, type EpochPlan, type SidePlan } from './deal.ts';
export { openShare, readShare, type ShareRefusal, sealShare } from './sealed-share.ts';

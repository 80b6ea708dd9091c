import { codec } from './codec.ts';
import type { ModerationApprove, ModerationOrder } from './moderation.ts';
import type { Action, EnrolledKey, HoldScope, LogCheckpoint, WitnessedLog } from './registry.ts';
import type { ScreeningRules } from './screening.ts';
import type {
  AccessApprove,
  AccessClose,
  AccessOpen,
  AccessOrder,
  AccessShare,
  EnvelopeKeyRegister,
  IdentitySeal,
  RecordEnvelope,
} from './supervision.ts';

export interface Transaction {
  body: Uint8Array;
  signature: Uint8Array;
}
export interface AttachmentRef {
  commitment: Uint8Array;
  sizeBytes: number;
  role: number;
}
export const AttachmentRole = { content: 1, description: 2, ciphertext: 3 } as const;
export interface RecordItem {
  category: number;
  subject: string;
  attachments: AttachmentRef[];
  /** Of a private record. */
  envelope?: RecordEnvelope | null;
}
export interface RecordsPublish {
  records: RecordItem[];
}
export interface RecordsAmend {
  recordId: Uint8Array;
  record: RecordItem;
}
export interface RecordsWithdraw {
  recordId: Uint8Array;
  reason: number;
}
export interface GovernancePropose {
  action: Action;
  expiresAt: number;
}
export interface GovernanceBallot {
  proposalId: Uint8Array;
  approve: boolean;
}
export interface GovernanceWithdraw {
  proposalId: Uint8Array;
}
export interface IdentityRegister {
  userId: string;
  userType: number;
  key: EnrolledKey;
  answer: Uint8Array;
  answerSignature: Uint8Array;
}
export interface IdentityRenew {
  userId: string;
  /** In place of a lost one; otherwise the answer is for the key that the user has. */
  key?: EnrolledKey | null;
  answer: Uint8Array;
  answerSignature: Uint8Array;
}
export interface IdentityRotate {
  key: EnrolledKey;
}
export interface AgreementPublish {
  version: number;
  textHash: Uint8Array;
  effectiveAt: number;
}
export interface AgreementAccept {
  version: number;
  textHash: Uint8Array;
}
export interface SanctionImpose {
  userId: string;
  grade: number;
  reason: number;
  basis: number;
  expiresAt: number;
}
export interface SanctionConfirm {
  sanctionId: Uint8Array;
}
export interface SanctionLift {
  sanctionId: Uint8Array;
  reason: number;
}
export interface SanctionAppeal {
  sanctionId: Uint8Array;
  reason: number;
  statement: Uint8Array;
}
export interface SanctionDecide {
  sanctionId: Uint8Array;
  upheld: boolean;
  reason: number;
}
export interface VerificationAnswer {
  chainName: string;
  verifierKey: Uint8Array;
  userKey: Uint8Array;
  identityCommitment: Uint8Array;
  verifiedAt: number;
  expiresAt: number;
  synthetic: boolean;
}
export interface RetentionAnchor {
  nodeId: string;
  logs: LogCheckpoint[];
  witnessed: WitnessedLog[];
}
export interface RetentionHold {
  scope: HoldScope;
  basis: number;
  expiresAt: number;
}
export interface RetentionRelease {
  holdId: Uint8Array;
}
export interface SignedCopy {
  statement: Uint8Array;
  signature: Uint8Array;
}
export interface RetentionDisposal {
  nodeId: string;
  source: number;
  from: number;
  to: number;
  bodiesHash: Uint8Array;
  copies: SignedCopy[];
}
/** That a node holds a verified copy of another's log, whole up to a size. */
export interface CopyStatement {
  holder: string;
  nodeId: string;
  source: number;
  size: number;
  root: Uint8Array;
  time: number;
}
export interface RetentionErase {
  userId: string;
}
/** What may be filed: the number of each kind has a pattern of its own. */
export const FilingKind = { service: 1, police: 2, icp: 3, mlps: 4 } as const;
export interface FilingDeclare {
  kind: number;
  identifier: string;
  day: number;
  factsHash: Uint8Array;
  ended: boolean;
}
export const EvidenceKind = { votes: 1, proposals: 2 } as const;
export interface MisbehaviourEvidence {
  voteKey: Uint8Array;
  first: Uint8Array;
  firstSignature: Uint8Array;
  second: Uint8Array;
  secondSignature: Uint8Array;
  kind: number;
}

/** What a transaction may say: field of Body and type of its value. */
export interface MessageTypes {
  recordsPublish: RecordsPublish;
  recordsAmend: RecordsAmend;
  recordsWithdraw: RecordsWithdraw;
  governancePropose: GovernancePropose;
  governanceBallot: GovernanceBallot;
  governanceWithdraw: GovernanceWithdraw;
  identityRegister: IdentityRegister;
  identityRenew: IdentityRenew;
  identityRotate: IdentityRotate;
  agreementPublish: AgreementPublish;
  agreementAccept: AgreementAccept;
  sanctionImpose: SanctionImpose;
  sanctionConfirm: SanctionConfirm;
  sanctionLift: SanctionLift;
  sanctionAppeal: SanctionAppeal;
  sanctionDecide: SanctionDecide;
  retentionAnchor: RetentionAnchor;
  retentionHold: RetentionHold;
  retentionRelease: RetentionRelease;
  retentionDisposal: RetentionDisposal;
  retentionErase: RetentionErase;
  misbehaviourEvidence: MisbehaviourEvidence;
  moderationOrder: ModerationOrder;
  moderationApprove: ModerationApprove;
  screeningRules: ScreeningRules;
  filingDeclare: FilingDeclare;
  accessOrder: AccessOrder;
  accessApprove: AccessApprove;
  accessOpen: AccessOpen;
  accessShare: AccessShare;
  accessClose: AccessClose;
  envelopeKeyRegister: EnvelopeKeyRegister;
  identitySeal: IdentitySeal;
}
export type MessageType = keyof MessageTypes;
/** A transaction's message with its type. */
export type Message = { [K in MessageType]: { type: K; value: MessageTypes[K] } }[MessageType];

export interface Body extends Partial<MessageTypes> {
  chainId: string;
  signer: Uint8Array;
  validUntil: number;
  unique: Uint8Array;
}
export const messageTypes: readonly MessageType[] = [
  'recordsPublish',
  'recordsAmend',
  'recordsWithdraw',
  'governancePropose',
  'governanceBallot',
  'governanceWithdraw',
  'identityRegister',
  'identityRenew',
  'identityRotate',
  'agreementPublish',
  'agreementAccept',
  'sanctionImpose',
  'sanctionConfirm',
  'sanctionLift',
  'sanctionAppeal',
  'sanctionDecide',
  'retentionAnchor',
  'retentionHold',
  'retentionRelease',
  'retentionDisposal',
  'retentionErase',
  'misbehaviourEvidence',
  'moderationOrder',
  'moderationApprove',
  'screeningRules',
  'filingDeclare',
  'accessOrder',
  'accessApprove',
  'accessOpen',
  'accessShare',
  'accessClose',
  'envelopeKeyRegister',
  'identitySeal',
];

export const transactionCodec = codec<Transaction>('Transaction');
export const bodyCodec = codec<Body>('Body');
export const recordCodec = codec<RecordItem>('Record');
export const verificationAnswerCodec = codec<VerificationAnswer>('VerificationAnswer');
export const copyStatementCodec = codec<CopyStatement>('CopyStatement');

import { codec } from './codec.ts';
import {
  type OrderHold,
  orderAgendaCodec,
  orderCodec,
  tombstoneCodec,
  userRestrictionCodec,
} from './moderation.ts';
import type { Erasure, Hold, LogHistory } from './retained.ts';
import { screeningEntryCodec } from './screening.ts';
import { type Epoch, supervisionCodecs } from './supervision.ts';
import type { Agreement, Conduct, Sanction, User } from './users.ts';

/** What a key may be used for: one key, one purpose. */
export const KeyPurpose = {
  peer: 1,
  vote: 2,
  journal: 3,
  statement: 4,
  officer: 5,
  user: 6,
  verifier: 7,
} as const;
export const NodeRole = { validator: 1, full: 2, supervision: 3 } as const;
export const OfficerRole = {
  systemAdmin: 1,
  securityAdmin: 2,
  auditAdmin: 3,
  reviewer: 4,
  duty: 5,
  disclosure: 6,
  supervisionOfficer: 7,
} as const;
export const ProposalStatus = {
  open: 1,
  effected: 2,
  rejected: 3,
  expired: 4,
  failed: 5,
  /** Carried, and waiting for its time lock. */
  approved: 6,
  withdrawn: 7,
} as const;
/** Actions by their field number, which is how a policy names them. */
export const ActionNumber = {
  admitOrganisation: 1,
  admitNode: 2,
  revokeNode: 3,
  setVotingPower: 4,
  appointOfficer: 5,
  revokeOfficer: 6,
  rotateKey: 7,
  setParameters: 8,
  admitVerifier: 9,
  setRetention: 10,
  setAbsence: 11,
  replaceValidator: 12,
  setPolicy: 13,
  replaceKey: 14,
  setRegions: 15,
  declareRelease: 16,
  withdrawRelease: 17,
  revokeVerifier: 18,
  setPause: 24,
  startEpoch: 30,
  excuseOrder: 31,
  revokeAuthority: 32,
} as const satisfies Record<keyof Action, number>;
export type ActionName = keyof Action;
export const PolicyRule = { all: 1, any: 2, majority: 3, count: 4, fraction: 5 } as const;
export const RecordStanding = { published: 0, amended: 1, withdrawn: 2, takenDown: 3 } as const;

/** What periods are set for: each source of the journal by its number, and what lies beside it. */
export const RetentionClass = { content: 32, identity: 33 } as const;

/** Kinds of registry entry; the number is part of every key of the map and never reused. */
export const RegistryKind = {
  parameters: 1,
  organisation: 2,
  authority: 3,
  node: 4,
  officer: 5,
  verifier: 6,
  user: 7,
  key: 8,
  proposal: 9,
  recordStatus: 10,
  anchor: 11,
  evidence: 12,
  logHistory: 13,
  hold: 14,
  erasure: 15,
  retention: 16,
  absence: 17,
  policy: 18,
  agenda: 19,
  regions: 20,
  release: 21,
  order: 32,
  orderAgenda: 33,
  tombstone: 34,
  userRestriction: 35,
  agreement: 22,
  sanction: 23,
  conduct: 24,
  screeningRules: 41,
  filing: 42,
  pause: 52,
  epoch: 60,
  currentEpoch: 61,
  envelopeKey: 62,
  envelopeHolder: 63,
  access: 64,
  accessShare: 65,
  authorityAccess: 66,
  identityEnvelope: 67,
} as const;
export type RegistryKindName = keyof typeof RegistryKind;

export interface EnrolledKey {
  purpose: number;
  publicKey: Uint8Array;
  possession: Uint8Array;
}
export interface Organisation {
  id: string;
  region: string;
}
export interface Authority {
  id: string;
  jurisdiction: string;
  /** 0 or absent: it stands. */
  revokedHeight?: number;
}
export interface Node {
  id: string;
  organisation: string;
  role: number;
  keys: EnrolledKey[];
  power: number;
  revokedHeight: number;
  region: string;
  location: Uint8Array;
}
export interface Officer {
  id: string;
  organisation: string;
  role: number;
  key: EnrolledKey;
  jurisdictions: string[];
  capabilities: number[];
  revokedHeight: number;
}
export interface Verifier {
  id: string;
  organisation: string;
  key: EnrolledKey;
  syntheticOnly: boolean;
  revokedHeight: number;
}
export interface KeyEntry {
  publicKey: Uint8Array;
  purpose: number;
  holderKind: number;
  holder: string;
  enrolledHeight: number;
  revokedHeight: number;
  /** Heights with misbehaviour evidence against this vote key. */
  evidenceCount: number;
}
export interface Parameters {
  blockBytesMax: number;
  transactionsMax: number;
  recordsMax: number;
  attachmentBytesMax: number;
  verificationUnitsMax: number;
  transactionBytesMax: number;
  attachmentSizeMax: number;
  attachmentsPerTransactionMax: number;
  replayWindowMs: number;
  blockIntervalMs: number;
  emptyBlockMs: number;
  proposeTimeoutMs: number;
  voteTimeoutMs: number;
  timeoutGrowthMs: number;
  clockBoundMs: number;
  proposalPeriodMs: number;
}
/** Exactly one field is set. */
export interface Action {
  admitOrganisation?: Organisation;
  admitNode?: Node;
  revokeNode?: { nodeId: string };
  setVotingPower?: { nodeId: string; power: number };
  appointOfficer?: Officer;
  revokeOfficer?: { officerId: string };
  rotateKey?: { oldKeyId: Uint8Array; key: EnrolledKey };
  setParameters?: Parameters;
  admitVerifier?: Verifier;
  setRetention?: RetentionPolicy;
  setAbsence?: { nodeId: string; absent: boolean };
  replaceValidator?: { nodeId: string; byNodeId: string };
  setPolicy?: Policy;
  replaceKey?: { officerId: string; key: EnrolledKey };
  setRegions?: Regions;
  declareRelease?: Release;
  withdrawRelease?: { version: string };
  revokeVerifier?: { verifierId: string };
  setPause?: ServicePause;
  startEpoch?: Epoch;
  excuseOrder?: { orderId: Uint8Array };
  revokeAuthority?: { authority: string };
}
export interface Ballot {
  organisation: string;
  officer: string;
  approve: boolean;
  height: number;
  transactionId: Uint8Array;
}
export interface Policy {
  action: number;
  rule: number;
  numerator: number;
  denominator: number;
  organisations: string[];
  roles: number[];
  lockMs: number;
  periodMs: number;
}
export interface Agenda {
  proposalIds: Uint8Array[];
}
export interface Regions {
  allowed: string[];
}
export interface FilingEntry {
  organisation: string;
  kind: number;
  identifier: string;
  day: number;
  factsHash: Uint8Array;
  ended: boolean;
  height: number;
}
export interface Release {
  version: string;
  manifestHash: Uint8Array;
  assessment: Uint8Array;
  height: number;
  withdrawn: boolean;
}
export interface GovernanceProposal {
  id: Uint8Array;
  proposer: string;
  organisation: string;
  action: Action;
  submittedHeight: number;
  expiresAt: number;
  ballots: Ballot[];
  status: number;
  closedHeight: number;
  failure: number;
  effectAt: number;
  submittedAt: number;
}
export interface RecordStatus {
  recordId: Uint8Array;
  standing: number;
  versions: Uint8Array[];
  reason: number;
  height: number;
  /** Attachments of later versions, oldest first. */
  commitments: Uint8Array[];
  freezes: OrderHold[];
  /** Of the takedown; empty: none. */
  orderId: Uint8Array;
}
export interface LogCheckpoint {
  source: number;
  size: number;
  root: Uint8Array;
}
export interface AnchorEntry {
  nodeId: string;
  logs: LogCheckpoint[];
  height: number;
  time: number;
  witnessed: WitnessedLog[];
}
export interface WitnessedLog {
  nodeId: string;
  source: number;
  size: number;
  root: Uint8Array;
}
/** An empty field covers all. */
export interface HoldScope {
  nodeId: string;
  source: number;
  fromTime: number;
  toTime: number;
  userId: string;
}
export interface RetentionPeriod {
  class: number;
  days: number;
}
export interface RetentionPolicy {
  periods: RetentionPeriod[];
}
/** Whether the service takes new contents and users; the height is 0 in an action. */
export interface ServicePause {
  paused: boolean;
  sinceHeight: number;
}
export interface Absence {
  nodeId: string;
  sinceHeight: number;
  sinceTime: number;
  absent: boolean;
}
export interface EvidenceEntry {
  id: Uint8Array;
  nodeId: string;
  height: number;
  recordedHeight: number;
}
export interface Genesis {
  version: number;
  suite: number;
  name: string;
  time: number;
  parameters: Parameters;
  organisations: Organisation[];
  authorities: Authority[];
  nodes: Node[];
  officers: Officer[];
  verifiers: Verifier[];
  users: User[];
  /** Keys of look-through that the chain begins with. */
  epochs?: Epoch[];
}

/** Canonical codecs of what the registry holds, by kind. */
export const registryCodecs = {
  parameters: codec<Parameters>('Parameters'),
  organisation: codec<Organisation>('Organisation'),
  authority: codec<Authority>('Authority'),
  node: codec<Node>('Node'),
  officer: codec<Officer>('Officer'),
  verifier: codec<Verifier>('Verifier'),
  user: codec<User>('User'),
  key: codec<KeyEntry>('KeyEntry'),
  proposal: codec<GovernanceProposal>('Proposal'),
  recordStatus: codec<RecordStatus>('RecordStatus'),
  anchor: codec<AnchorEntry>('AnchorEntry'),
  evidence: codec<EvidenceEntry>('EvidenceEntry'),
  logHistory: codec<LogHistory>('LogHistory'),
  hold: codec<Hold>('Hold'),
  erasure: codec<Erasure>('Erasure'),
  retention: codec<RetentionPolicy>('RetentionPolicy'),
  absence: codec<Absence>('Absence'),
  policy: codec<Policy>('Policy'),
  agenda: codec<Agenda>('Agenda'),
  regions: codec<Regions>('Regions'),
  release: codec<Release>('Release'),
  order: orderCodec,
  orderAgenda: orderAgendaCodec,
  tombstone: tombstoneCodec,
  userRestriction: userRestrictionCodec,
  agreement: codec<Agreement>('Agreement'),
  sanction: codec<Sanction>('Sanction'),
  conduct: codec<Conduct>('Conduct'),
  screeningRules: screeningEntryCodec,
  filing: codec<FilingEntry>('FilingEntry'),
  pause: codec<ServicePause>('ServicePause'),
  ...supervisionCodecs,
} as const;
export const actionCodec = codec<Action>('Action');
export const genesisCodec = codec<Genesis>('Genesis');
export const enrolledKeyCodec = codec<EnrolledKey>('EnrolledKey');

/** The value type of each registry kind. */
export type RegistryValue<K extends RegistryKindName> = (typeof registryCodecs)[K] extends {
  decode(bytes: Uint8Array): infer T;
}
  ? T
  : never;

import { codec } from './codec.ts';

/** How long an element of ristretto255 or a scalar is, in bytes. */
export const GROUP_BYTES = 32;
/** How long a proof about elements is, in bytes. */
export const GROUP_PROOF_BYTES = 64;

/** What a private record carries; see `docs/spec/envelope.md`. */
export interface RecordEnvelope {
  epoch: number;
  c0: Uint8Array;
  cs: Uint8Array;
  recipients: EnvelopeRecipient[];
  keyCheck: Uint8Array;
  /**
   * Commitment of the attachment that holds the ciphertext; of an identity, of what the vault
   * holds.
   */
  ciphertext: Uint8Array;
  proof: Uint8Array;
}
export interface EnvelopeRecipient {
  keyId: Uint8Array;
  publicKey: Uint8Array;
  wrapped: Uint8Array;
}
export interface EnvelopeKeyRegister {
  publicKey: Uint8Array;
  possession: Uint8Array;
}
export interface IdentitySeal {
  userId: string;
  envelope: RecordEnvelope;
}

/** What an access order is about; a sealed one tells when it is opened. */
export const AccessKind = { record: 1, identity: 2, sealed: 3 } as const;

/** An access order as its officer signs it; see `docs/spec/supervision.md`. */
export interface AccessOrder {
  kind: number;
  recordId: Uint8Array;
  userId: string;
  commitment: Uint8Array;
  blinded: Uint8Array;
  epoch: number;
  basis: number;
  notice: string;
  deadline: number;
  openBy: number;
  expiresAt: number;
  officers: AccessReader[];
}
export interface AccessReader {
  officer: string;
  sealingKey: Uint8Array;
}
export interface AccessApprove {
  orderId: Uint8Array;
}
export interface AccessOpen {
  orderId: Uint8Array;
  recordId: Uint8Array;
  userId: string;
  basis: number;
  blinding: Uint8Array;
}
export interface AccessShare {
  orderId: Uint8Array;
  answerHash: Uint8Array;
}
export interface AccessClose {
  orderId: Uint8Array;
}

/** The registry's entry of an access order. */
export interface AccessEntry {
  id: Uint8Array;
  order: AccessOrder;
  officer: string;
  authority: string;
  orderedHeight: number;
  orderedTime: number;
  /** Empty: not approved. */
  approvedBy: string;
  approvedHeight: number;
  approvedTime: number;
  opening?: AccessOpening | null;
  closedHeight: number;
  closedBy: string;
  excused: boolean;
  /** That answers for the subject; of a sealed order, once it is opened. */
  subjectOrganisation: string;
}
export interface AccessOpening {
  recordId: Uint8Array;
  userId: string;
  basis: number;
  blinding: Uint8Array;
  officer: string;
  height: number;
  time: number;
  /** 0: point and scope are those of the subject; else the result code that says what is wrong. */
  mismatch: number;
}
export interface AccessShareEntry {
  orderId: Uint8Array;
  custodian: string;
  nodeId: string;
  answerHash: Uint8Array;
  height: number;
  time: number;
}
export interface AuthorityAccess {
  authority: string;
  orders: number;
  sealed: number;
  opened: number;
  mismatched: number;
  /** Sealed orders that are to be opened, or were opened to be wrong; oldest first. */
  unsettled: Uint8Array[];
}

export interface EnvelopeKeyEntry {
  publicKey: Uint8Array;
  holderKind: number;
  holder: string;
  height: number;
  revokedHeight: number;
}
export interface EnvelopeHolder {
  keyId: Uint8Array;
}
export interface IdentityEntry {
  userId: string;
  /** Oldest first; the last one holds. */
  envelopes: RecordEnvelope[];
  height: number;
}

/** How the shares of an epoch came to be. */
export const EpochOrigin = { dealt: 1, contributed: 2 } as const;

/** Keys of one authority and its custodians. */
export interface Epoch {
  number: number;
  authority: string;
  origin: number;
  officers: KeySide;
  custodians: KeySide;
  height: number;
}
export interface KeySide {
  threshold: number;
  commitments: Uint8Array[];
  holders: KeyHolder[];
}
export interface KeyHolder {
  holder: string;
  index: number;
  possession: Uint8Array;
}
export interface CurrentEpoch {
  number: number;
}

/** Codecs of what the supervision module keeps in the registry, by kind. */
export const supervisionCodecs = {
  epoch: codec<Epoch>('Epoch'),
  currentEpoch: codec<CurrentEpoch>('CurrentEpoch'),
  envelopeKey: codec<EnvelopeKeyEntry>('EnvelopeKeyEntry'),
  envelopeHolder: codec<EnvelopeHolder>('EnvelopeHolder'),
  access: codec<AccessEntry>('AccessEntry'),
  accessShare: codec<AccessShareEntry>('AccessShareEntry'),
  authorityAccess: codec<AuthorityAccess>('AuthorityAccess'),
  identityEnvelope: codec<IdentityEntry>('IdentityEntry'),
} as const;
export const accessOrderCodec = codec<AccessOrder>('AccessOrder');

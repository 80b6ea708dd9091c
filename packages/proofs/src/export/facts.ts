import type { X25519KeyRefusal } from '@mingjing/crypto';
import type {
  ActGroup,
  BodyRefusal,
  ExportRequest,
  FrameGroup,
  JournalSourceName,
  Stub,
} from '@mingjing/protocol';
import type {
  ConsistencyRefusal,
  RangeProofRefusal,
  VerifyCheckpointRefusal,
} from '@mingjing/tlog';
import type { RetentionReason } from '../retention/facts.ts';
import type { StatePart, StateReason } from '../state/state-proof.ts';

/** The parts of an export, in the order they are checked. */
export type ExportPart =
  | 'file'
  | 'statement'
  | 'request'
  | StatePart
  | 'node'
  | 'approval'
  | 'log'
  | 'checkpoint'
  | 'anchor'
  | 'stub'
  | 'body'
  | 'range'
  | 'signature'
  | 'personal';

/** Why a request cannot be carried out, whoever approves it. */
export type RequestReason =
  | X25519KeyRefusal
  | 'unknown-version'
  | 'bad-node'
  | 'bad-text'
  | 'bad-source'
  | 'bad-actor'
  | 'bad-times'
  | 'bad-unique'
  | 'not-over'
  | 'expired';

/** Why its approvals are not dual control. */
export type ApprovalReason =
  | 'not-two-approvals'
  | 'same-officer'
  | 'unknown-officer'
  | 'not-proved'
  | 'other-organisation'
  | 'revoked-officer'
  | 'wrong-role'
  | 'bad-signature';

export type ExportReason =
  | StateReason
  | RequestReason
  | ApprovalReason
  | RetentionReason
  | BodyRefusal
  | VerifyCheckpointRefusal
  | ConsistencyRefusal
  | RangeProofRefusal
  | 'too-many-entries'
  | 'extra'
  | 'not-committed'
  | 'disagrees-with-stub'
  | 'other-actor'
  | 'wrong-length'
  | 'other-key'
  | 'not-opened';

/** Where in an export something was found wrong. */
export interface ExportPlaceOf {
  readonly nodeId?: string;
  readonly source?: JournalSourceName;
  /** Of an entry; of a step, state entry or approval where there is no source. */
  readonly index?: number;
  /** With `index`: entries [index, end), where no single one can be named. */
  readonly end?: number;
}

/** An export that does not hold, with the part that was found wrong, and where. */
export interface ExportRefusal extends ExportPlaceOf {
  readonly ok: false;
  readonly part: ExportPart;
  readonly reason: ExportReason;
}

/** An entry in scope, opened as far as everybody can who has the file. */
export interface ExportedEntry {
  readonly source: JournalSourceName;
  readonly stub: Stub;
  readonly frame: FrameGroup;
  readonly act: ActGroup;
  /** `sealed` to the requester; `closed`: the node did not open it; `absent`: there is none. */
  readonly personal: 'sealed' | 'closed' | 'absent';
  readonly sealedPersonal: Uint8Array;
}

/** What an export shows of one log. */
export interface ExportedLogFacts {
  readonly source: JournalSourceName;
  readonly sourceNumber: number;
  /** Entries that the node signed for; 0 by its own word only. */
  readonly size: number;
  /** Stubs [first, end) are shown: those of the time range, and the neighbours that bound it. */
  readonly first: number;
  readonly end: number;
  /** Of them, those within the time range. */
  readonly inRange: number;
  /** Whether the log goes on behind the range, so that nothing can be added to it any more. */
  readonly isBounded: boolean;
  readonly entries: readonly ExportedEntry[];
  /** In scope, and gone by a disposal that the chain has. */
  readonly disposed: number;
  readonly cosignatures: readonly string[];
}

/** What a valid export shows. */
export interface ExportFacts {
  readonly chainId: string;
  readonly genesisHash: Uint8Array;
  readonly isGenesisTrusted: boolean;
  readonly organisation: string;
  readonly request: ExportRequest;
  readonly requestHash: Uint8Array;
  readonly approvers: readonly string[];
  readonly issuedAt: number;
  readonly height: number;
  readonly time: number;
  readonly logs: readonly ExportedLogFacts[];
  /** The key of the personal groups, sealed to the requester. */
  readonly keyEnc: Uint8Array;
  readonly keySealed: Uint8Array;
}

/** A refusal that names its part and place. */
export function refusedExport(
  part: ExportPart,
  reason: ExportReason,
  place: ExportPlaceOf = {},
): ExportRefusal {
  return { ok: false, part, reason, ...place };
}

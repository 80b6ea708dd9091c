// What the chain node API answers, as it is on the wire. Ids, hashes and keys are lower-case hex;
// heights, sizes and times (ms UTC) are JSON numbers, since all of them stay below 2^53.

import type { EnvelopeAnswer } from './look-through-answers.ts';

export interface StatusAnswer {
  readonly chain_id: string;
  readonly genesis_hash: string;
  readonly node_id: string;
  readonly height: number;
  readonly block_id: string;
  readonly state_root: string;
  readonly time: number;
  readonly peers: number;
  readonly validators: number;
  readonly syncing: boolean;
  readonly mempool: { readonly transactions: number; readonly bytes: number };
  /** Room of the node's journal; null before it was measured. Nodes of before do not say. */
  readonly journal_space?: JournalSpaceAnswer | null;
  readonly organisation?: string;
  /** Contents that the state names and the node does not hold. */
  readonly coverage_gaps?: number;
  /** Blocks below the tip that are still to come. */
  readonly blocks_missing?: number;
}

export const SPACE_LEVELS = ['unknown', 'ample', 'low', 'critical'] as const;

export interface JournalSpaceAnswer {
  readonly level: (typeof SPACE_LEVELS)[number];
  readonly reason: string;
  /** What ends first: `budget` or `disk`. */
  readonly limit: string;
  readonly used_bytes: number;
  readonly room_bytes: number;
  readonly free_bytes: number;
  readonly budget_bytes: number | null;
  readonly growth_bytes_per_day: number | null;
  readonly days_left: number | null;
  /** What 184 days of the journal take. */
  readonly needed_bytes: number | null;
  readonly measured_at: number;
}

export const SUBMISSION_STATUSES = [
  'accepted',
  'committed',
  /** Waits for a reviewer; what became of it is asked by `review`. */
  'held',
  'refused',
  'expired',
  'pending',
] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];

export interface SubmissionResult {
  readonly id: string;
  readonly hash: string;
  readonly status: SubmissionStatus;
  /** Result code of execution, when the transaction is in a block. */
  readonly code?: number;
  /** Stable reason of a refusal. */
  readonly reason?: string;
  /** The review that it waits for, or was refused by. */
  readonly review?: string;
  readonly height?: number;
  readonly index?: number;
}
export interface SubmissionAnswer {
  /** One for each transaction, in the order they were sent. */
  readonly results: readonly SubmissionResult[];
}

export interface TransactionAnswer {
  readonly status: SubmissionStatus;
  readonly height?: number;
  readonly index?: number;
  readonly code?: number;
  /** Name of the code; `done` when it took effect. */
  readonly result?: string;
  readonly type?: string;
  readonly signer?: string;
}

export interface RecordAttachment {
  readonly commitment: string;
  readonly size_bytes: number;
  readonly role: number;
  /** Whether the answering node has the bytes. */
  readonly held: boolean;
}
export interface RecordAnswer {
  readonly id: string;
  readonly transaction_id: string;
  readonly index: number;
  readonly height: number;
  readonly time: number;
  readonly author: string;
  readonly category: number;
  readonly subject: string;
  readonly standing: string;
  /** Of a private record: to whom its content is sealed; null: everybody reads it. */
  readonly envelope?: EnvelopeAnswer | null | undefined;
  readonly attachments: readonly RecordAttachment[];
}
export interface RecordsAnswer {
  readonly records: readonly RecordAnswer[];
  readonly next_cursor: string | null;
}

export interface HeaderAnswer {
  readonly version: number;
  readonly rules_version: number;
  readonly chain_id: string;
  readonly height: number;
  readonly time: number;
  readonly proposer: string;
  readonly parent_id: string;
  readonly parent_certificate_hash: string;
  readonly transactions_root: string;
  readonly state_root: string;
  readonly results_root: string;
  readonly validators_hash: string;
  readonly next_validators_hash: string;
  readonly parameters_hash: string;
}
export interface BlockAnswer {
  readonly block_id: string;
  readonly header: HeaderAnswer;
  /** `signers` of `validators` signed. */
  readonly certificate: {
    readonly round: number;
    readonly signers: number;
    readonly validators: number;
  };
  /** Ids in the order of the block. */
  readonly transactions: readonly string[];
}

export interface ValidatorAnswer {
  readonly node_id: string;
  readonly organisation: string;
  /** Empty for a revoked validator, whose seat is counted and silent. */
  readonly vote_key: string;
  readonly power: number;
  /** Whether the answering node is connected to it now, or is it. */
  readonly connected?: boolean;
}
export interface ValidatorsAnswer {
  readonly height: number;
  readonly validators: readonly ValidatorAnswer[];
}

export interface JournalLogAnswer {
  readonly source: string;
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** The largest checkpoint that witnesses cosigned, as a signed note, and who holds copies. */
  readonly cosigned?: CosignedAnswer;
}
export interface CosignedAnswer {
  readonly size: number;
  readonly note: string;
  readonly witnesses: readonly string[];
  readonly copies: readonly CopyAnswer[];
}
/** A signed `CopyStatement`, in hexadecimal. */
export interface CopyAnswer {
  readonly size: number;
  readonly statement: string;
  readonly signature: string;
}
export interface JournalLogsAnswer {
  readonly logs: readonly JournalLogAnswer[];
}

/** What is looked for in a journal: all that is given must hold. */
export interface JournalQuery {
  /** Terms separated by spaces; a phrase stands in double quotes. */
  readonly text?: string;
  readonly actor?: string;
  readonly actor_tag?: string;
  readonly object?: string;
  readonly event?: string;
  readonly result?: string;
  readonly source?: string;
  /** Source address, or prefix such as `192.0.2.0/24`. */
  readonly address?: string;
  readonly from?: number;
  /** Not included. */
  readonly to?: number;
  /** Whose journal: a node id, an organisation. */
  readonly node?: string;
  readonly organisation?: string;
  /** Origin lines of logs, separated by commas. */
  readonly origins?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export interface JournalEntryWords {
  readonly event: string;
  readonly result: string;
  readonly reason: string;
  readonly block_height: number;
  readonly actor: string;
  readonly session: string;
  readonly method: string;
  readonly resource: string;
  readonly object: string;
  readonly transaction_id: string;
}
/** Stated by the node, which holds the keys; what others can check is that it is sealed. */
export interface JournalPersonalWords {
  /** Whole, a network such as `203.0.113.*`, or null: as the caller's role sees it. */
  readonly source_address: string | null;
  /** Null where the address is not whole. */
  readonly source_port: number | null;
  readonly subject: string | null;
}
export interface JournalHit {
  readonly origin: string;
  /** Whose journal it stands in; the answering node may hold a copy of it. */
  readonly node: string;
  readonly organisation: string;
  readonly source: string;
  readonly index: number;
  readonly time: number;
  readonly actor_tag: string;
  /** Null when the body is not there any more. */
  readonly entry: JournalEntryWords | null;
  /** Null when there is none, it is withheld, or the journal is another node's. */
  readonly personal: JournalPersonalWords | null;
  /** `restricted`: the person's data is erased; `shredded`: the key was destroyed. */
  readonly personal_withheld: string | null;
  /** Canonical stub, base64. */
  readonly stub: string;
  /** Canonical body, base64. */
  readonly body: string | null;
  /** C2SP tlog-proof with the signed checkpoint. */
  readonly proof: string;
}
export interface JournalSearchAnswer {
  readonly hits: readonly JournalHit[];
  readonly next_cursor: string | null;
  readonly is_partial: boolean;
  readonly logs: readonly {
    readonly origin: string;
    readonly indexed: number;
    readonly size: number;
  }[];
}

/** An attachment's bytes with the salt of its commitment. */
export interface AttachmentAnswer {
  readonly salt: Uint8Array;
  readonly content: Uint8Array;
}

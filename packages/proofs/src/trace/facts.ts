import type { BodyRefusal, EncodingRefusal } from '@mingjing/protocol';
import type { VerifyTlogProofRefusal } from '@mingjing/tlog';
import type { ReceiptReason } from '../receipt/facts.ts';
import type { StatePart, StateReason } from '../state/state-proof.ts';

/** What a node of a trace is; its id is the type, a colon, and its name. */
export const TRACE_NODE_TYPES = [
  'record',
  'user',
  'organisation',
  'content',
  'text',
  'order',
  'entry',
  'session',
] as const;
export type TraceNodeType = (typeof TRACE_NODE_TYPES)[number];

/** How two nodes are connected, read from the first to the second. */
export const TRACE_EDGE_TYPES = [
  /** A record was signed by a user. */
  'signed-by',
  /** A user belongs to an organisation. */
  'registered-with',
  /** A record is a later version of another. */
  'version-of',
  /** A record names a content by its commitment. */
  'contains',
  /** A content of a record is a text of this hash. */
  'says',
  /** An order is about a record, a user or a content. */
  'orders',
  /** An entry of a journal is about the transaction of a record. */
  'publishes',
  /** An entry was written within a session. */
  'within',
] as const;
export type TraceEdgeType = (typeof TRACE_EDGE_TYPES)[number];

/**
 * What shows a connection: a receipt, an entry of the registry, an entry of a journal; or, of the
 * hash of a text, whose content is not in the bundle, the word of who signed it.
 */
export type TraceProof = 'receipt' | 'state' | 'entry' | 'stated';

export const PROOF_OF_EDGE: Readonly<Record<TraceEdgeType, TraceProof>> = {
  'signed-by': 'receipt',
  'registered-with': 'state',
  'version-of': 'receipt',
  contains: 'receipt',
  says: 'stated',
  orders: 'state',
  publishes: 'entry',
  within: 'entry',
};

/** A thing that was met, with what is shown of it beside its name. */
export interface TraceNode {
  readonly id: string;
  readonly type: TraceNodeType;
  /** Plain facts for people; those of records are held against their receipts. */
  readonly facts: Readonly<Record<string, string | number | null>>;
  /** More is connected with it than is shown. */
  readonly is_cut: boolean;
}

export interface TraceEdge {
  readonly from: string;
  readonly to: string;
  readonly type: TraceEdgeType;
  readonly proof: TraceProof;
}

/** What a supervision node states: where it began, how far it went, what it found. */
export interface TraceStatement {
  readonly format: 'mingjing-trace';
  readonly version: 1;
  readonly node_id: string;
  /** Clock of the node, ms. */
  readonly issued_at: number;
  /** Height of its latest block then. */
  readonly height: number;
  /** What was asked, as the node was asked. */
  readonly asked: Readonly<Record<string, string | number>>;
  readonly is_cut: boolean;
  /** `traceEvidenceHash` in hexadecimal: what shows it is bound as it was given. */
  readonly evidence: string;
  readonly nodes: readonly TraceNode[];
  readonly edges: readonly TraceEdge[];
}

/** The parts of a trace, in the order they are checked. */
export type TracePart =
  | 'file'
  | 'statement'
  | StatePart
  | 'node'
  | 'signature'
  | 'receipt'
  | 'entry'
  | 'trace-node'
  | 'trace-edge'
  | 'evidence';

export type TraceReason =
  | EncodingRefusal
  | StateReason
  | ReceiptReason
  | BodyRefusal
  | VerifyTlogProofRefusal
  | 'not-json'
  | 'bad-shape'
  | 'unknown-version'
  | 'missing'
  | 'extra'
  | 'not-proved'
  | 'unknown-node'
  | 'bad-signature'
  | 'too-many'
  | 'not-committed'
  | 'disagrees-with-stub'
  | 'not-shown';

/** A trace that does not hold, with the part that was found wrong. */
export interface TraceRefusal {
  readonly ok: false;
  readonly part: TracePart;
  readonly reason: TraceReason;
  /** Position of the receipt, entry, node or edge. */
  readonly index?: number;
}

/** What a trace shows. */
export interface TraceFacts {
  readonly chainId: string;
  readonly genesisHash: Uint8Array;
  readonly isGenesisTrusted: boolean;
  readonly organisation: string;
  readonly statement: TraceStatement;
  /** Edges that are shown by receipts, registry and journals; the others are the node's word. */
  readonly shown: number;
  readonly stated: number;
}

export function refusedTrace(part: TracePart, reason: TraceReason, index?: number): TraceRefusal {
  return { ok: false, part, reason, ...(index === undefined ? {} : { index }) };
}

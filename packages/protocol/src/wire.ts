import type { CommitSignature, SignedTip } from './block.ts';
import { codec } from './codec.ts';
import type { SignedCopy } from './messages.ts';
import type { SignedOrderReceipt } from './moderation.ts';
import type { SignedNodeReport } from './node-report.ts';

export interface AttachmentContent {
  salt: Uint8Array;
  content: Uint8Array;
}
export interface PoolItem {
  transaction: Uint8Array;
  attachments: AttachmentContent[];
}
export interface PoolBatch {
  items: PoolItem[];
}
export interface SignedProposal {
  statement: Uint8Array;
  signature: Uint8Array;
  header: Uint8Array;
  parentCertificate: Uint8Array;
  transactionHashes: Uint8Array[];
  polka: Uint8Array;
}
export interface SignedVote {
  statement: Uint8Array;
  validator: number;
  signature: Uint8Array;
}
export const CertificateType = { polka: 1, commit: 2 } as const;
export interface Certificate {
  type: number;
  height: number;
  round: number;
  blockId: Uint8Array;
  signatures: CommitSignature[];
}
export interface Hello {
  chainId: string;
  nodeId: string;
  height: number;
}
/** One message of a live stream; exactly one field is set. */
export interface Envelope {
  hello?: Hello;
  poolBatch?: PoolBatch;
  attachmentsHeld?: { commitments: Uint8Array[] };
  proposal?: SignedProposal;
  vote?: SignedVote;
  certificate?: Certificate;
  tip?: SignedTip;
  orderReceipt?: SignedOrderReceipt;
}
export interface Frame {
  envelopes: Envelope[];
}
export interface SyncBlock {
  block: Uint8Array;
  certificate: Uint8Array;
  attachments: AttachmentContent[];
  /** As `encodeResults` writes them; empty: all done, or not asked for. */
  results: Uint8Array;
}
export interface SnapshotOffer {
  height: number;
  manifestHash: Uint8Array;
}
/** Asks for the signed head of a log, and for its consistency with the log's first `from`. */
export interface JournalHeadRequest {
  source: number;
  from: number;
}
export interface JournalHead {
  note: Uint8Array;
  proof: Uint8Array[];
}
/** Asks for the entries [from, to) as those of the tree of `size` entries. */
export interface JournalPageRequest {
  source: number;
  from: number;
  to: number;
  size: number;
}
/** `bodies` is empty, or has one for each stub, itself empty where the body is gone. */
export interface JournalPage {
  stubs: Uint8Array[];
  bodies: Uint8Array[];
  proof: Uint8Array[];
}
/** What a witness gives back: the checkpoint cosigned, and what it states to hold. */
export interface JournalCosigned {
  source: number;
  note: Uint8Array;
  copy?: SignedCopy;
}
/** A question on the bulk stream; exactly one of the questions is set. */
export interface Request {
  id: number;
  blocks?: { from: number; count: number; attachments: boolean; results?: boolean };
  bodies?: { hashes: Uint8Array[] };
  attachment?: { commitment: Uint8Array };
  proposal?: { height: number; round: number };
  snapshots?: Record<never, never>;
  snapshot?: { manifestHash: Uint8Array };
  snapshotChunk?: { manifestHash: Uint8Array; index: number };
  receipt?: { transactionId: Uint8Array };
  journalHead?: JournalHeadRequest;
  journalPage?: JournalPageRequest;
  journalCosigned?: JournalCosigned;
  orderReceipts?: { orderIds: Uint8Array[] };
  nodeReport?: Record<never, never>;
  /** What the answering custodian released under these orders. */
  custodyAnswers?: { orderIds: Uint8Array[] };
}
export interface Response {
  id: number;
  blocks?: { blocks: SyncBlock[] };
  bodies?: PoolBatch;
  attachment?: AttachmentContent;
  proposal?: SignedProposal;
  snapshots?: { offers: SnapshotOffer[] };
  snapshot?: { manifest: Uint8Array; proof: Uint8Array };
  snapshotChunk?: { chunk: Uint8Array };
  receipt?: { receipt: Uint8Array };
  refusal?: { code: number };
  journalHead?: JournalHead;
  journalPage?: JournalPage;
  journalCosigned?: Record<string, never>;
  orderReceipts?: { receipts: SignedOrderReceipt[] };
  nodeReport?: SignedNodeReport;
  custodyAnswers?: { answers: Uint8Array[] };
}
export const RefusalCode = { notHeld: 1, badRequest: 2, busy: 3, notPermitted: 4 } as const;

export const frameCodec = codec<Frame>('Frame');
export const requestCodec = codec<Request>('Request');
export const responseCodec = codec<Response>('Response');
export const certificateCodec = codec<Certificate>('Certificate');
export const submitRequestCodec = codec<PoolBatch>('SubmitRequest');
export const signedProposalCodec = codec<SignedProposal>('SignedProposal');

/** One record of the write-ahead log: all that a validator needs to go on after a crash. */
export interface WriteAheadRecord {
  height: number;
  recoverable: Uint8Array;
  header: Uint8Array;
  parentCertificate: Uint8Array;
  transactions: Uint8Array[];
  votes: SignedVote[];
}
export const writeAheadRecordCodec = codec<WriteAheadRecord>('WriteAheadRecord');

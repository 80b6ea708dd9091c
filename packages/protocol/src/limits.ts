import type { Parameters } from './registry.ts';

/** 184 days in ms: six calendar months never exceed it. A rule; no parameter lowers it. */
export const RETENTION_FLOOR_DAYS = 184;
export const RETENTION_FLOOR_MS = RETENTION_FLOOR_DAYS * 24 * 60 * 60 * 1000;
/** Longest period that a vote may set: a hundred years. */
export const RETENTION_DAYS_MAX = 36_525;
/** Attachments that one takedown may name; of a whole record, all go. */
export const ORDER_COMMITMENTS_MAX = 256;
/** Orders that one node asks another about at once. */
export const RECEIPT_ORDERS_MAX = 64;
/** Officers whom one access order names as readers: each answer is sealed to each of them. */
export const ACCESS_READERS_MAX = 8;
/** Recipients of one envelope, the author's own key included (`docs/spec/envelope.md`). */
export const ENVELOPE_RECIPIENTS_MAX = 8;
/** Verification units of one recipient of an envelope, and of one proof of possession. */
export const PROOF_UNITS = 40;
/** Holders of one side of an epoch: their proofs fit the units of a block. */
export const EPOCH_HOLDERS_MAX = 64;
/** Copies quoted in one disposal: each is a signature for every node to verify. */
export const COPIES_MAX = 4;

/** Largest frame of a live stream: a block's worth of small bodies, twice. */
export const FRAME_BYTES_MAX = 8 * 1024 * 1024;
/** Largest message of the bulk stream: one 8 MiB attachment or a run of blocks. */
export const BULK_BYTES_MAX = 24 * 1024 * 1024;
/**
 * Fields of one message, through all levels: this many, and one more for every 32 bytes. A field
 * has two bytes at least, so nothing up to 1 MiB, the largest body, is ever refused; beyond, a run
 * of blocks whose attachments are empty has the most: three fields each, and 36 bytes in the block.
 */
export const FIELDS_FREE = 512 * 1024;
export const FIELDS_PER_BYTE = 1 / 32;
/** An attachment up to this size travels in the frame of its body. */
export const SMALL_ATTACHMENT_BYTES_MAX = 64 * 1024;
/** An entry's body in the journal. */
export const ENTRY_BODY_BYTES_MAX = 32 * 1024;
/** A chunk of a snapshot is closed when it has this size. */
export const SNAPSHOT_CHUNK_BYTES = 1024 * 1024;
/** A chunk of one large item: a block, or an entry of the registry. */
export const SNAPSHOT_CHUNK_BYTES_MAX = 8 * 1024 * 1024;
/** Chunks of one snapshot: 64 GiB of usual ones, 2^31 record leaves; the manifest has 3 MB. */
export const SNAPSHOT_CHUNKS_MAX = 65_536;
/** Manifest and proof of a snapshot travel in one answer. */
export const SNAPSHOT_PROOF_BYTES_MAX = 16 * 1024 * 1024;
/** A stub of the journal: every field at its longest varint or full length. */
export const STUB_BYTES_MAX = 160;
/** Entries in one page of a journal: what a witness verifies in one turn of the event loop. */
export const JOURNAL_PAGE_ENTRIES_MAX = 512;
/** A request for an export with its approvals. */
export const EXPORT_REQUEST_BYTES_MAX = 16 * 1024;
/** Stubs in one export, over all its logs: ten megabytes; who needs more asks for less time. */
export const EXPORT_ENTRIES_MAX = 65_536;
/** An export, bodies and all: in memory whole where it is made and where it is checked. */
export const EXPORT_BYTES_MAX = 64 * 1024 * 1024;
/** Evidence of one case: files of what people saw, in memory whole where a bundle is checked. */
export const CASE_EVIDENCE_BYTES_MAX = 32 * 1024 * 1024;
/** Files of one case. */
export const CASE_FILES_MAX = 64;
/** Each text of a request: a number, an article of a law, a name. */
export const EXPORT_TEXT_BYTES_MAX = 256;
/** Transactions in one submission: bounds what one request may make a node verify. */
export const SUBMIT_ITEMS_MAX = 1000;
/** Validators in a set: votes and certificates stay small, positions fit one byte. */
export const VALIDATORS_MAX = 128;
/** Rounds of one height that are ever spoken of: far beyond any real stall. */
export const ROUND_MAX = 1_000_000;
export const SALT_BYTES = 32;
export const UNIQUE_BYTES = 16;
export const RECORD_ID_BYTES = 36;
export const FORMAT_VERSION = 1;
export const RULES_VERSION = 1;

const NAME = /^[a-z][a-z0-9-]{1,31}$/;
const SUBJECT = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/;
const FILED: Readonly<Record<number, RegExp>> = {
  1: /^[0-9]{19}[0-9X]$/,
  2: /^[0-9]{14}$/,
  3: /^[0-9]{8}(-[0-9]{1,3})?$/,
  4: /^[0-9]{11}-[0-9]{5}$/,
};
const NOTICE = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/;
const REGION = /^[A-Z]{2}(-[A-Z0-9]{1,6})?$/;

/** Identifier of an organisation, node, officer, user, verifier or authority. */
export function isName(text: string): boolean {
  return NAME.test(text);
}
/** A record's subject: bounded, no free text; empty means none. */
export function isSubject(text: string): boolean {
  return text === '' || SUBJECT.test(text);
}
/** A region such as `CN` or `CN-11`. */
export function isRegion(text: string): boolean {
  return REGION.test(text);
}

/** Number of a notice under which an access order is given: an identifier, never a text. */
export function isNotice(text: string): boolean {
  return NOTICE.test(text);
}

/** Digits of a filed number by the kind of the filing (`FilingKind`): no province, no words. */
export function isFilingIdentifier(kind: number, text: string): boolean {
  return FILED[kind]?.test(text) ?? false;
}

/** Parameters of a new chain; genesis may state others within the bounds of `parametersFault`. */
export const defaultParameters: Parameters = {
  blockBytesMax: 4 * 1024 * 1024,
  transactionsMax: 4096,
  recordsMax: 20_000,
  attachmentBytesMax: 32 * 1024 * 1024,
  verificationUnitsMax: 8192,
  transactionBytesMax: 64 * 1024,
  attachmentSizeMax: 8 * 1024 * 1024,
  attachmentsPerTransactionMax: 16,
  replayWindowMs: 5 * 60 * 1000,
  blockIntervalMs: 60,
  emptyBlockMs: 10_000,
  proposeTimeoutMs: 1500,
  voteTimeoutMs: 800,
  timeoutGrowthMs: 500,
  clockBoundMs: 5000,
  proposalPeriodMs: 7 * 24 * 60 * 60 * 1000,
};

const bounds: Record<keyof Parameters, readonly [number, number]> = {
  blockBytesMax: [64 * 1024, FRAME_BYTES_MAX / 2],
  transactionsMax: [1, 20_000],
  recordsMax: [1, 100_000],
  attachmentBytesMax: [64 * 1024, 256 * 1024 * 1024],
  // Below, no vote could be proposed any more that changes it back, nor an epoch of all holders.
  verificationUnitsMax: [6000, 100_000],
  transactionBytesMax: [4096, 1024 * 1024],
  attachmentSizeMax: [1024, 16 * 1024 * 1024],
  attachmentsPerTransactionMax: [1, 256],
  replayWindowMs: [60_000, 3_600_000],
  blockIntervalMs: [0, 10_000],
  emptyBlockMs: [1000, 600_000],
  proposeTimeoutMs: [100, 60_000],
  voteTimeoutMs: [50, 60_000],
  timeoutGrowthMs: [10, 60_000],
  clockBoundMs: [100, 60_000],
  proposalPeriodMs: [1000, 90 * 24 * 60 * 60 * 1000],
};

/** The highest value of each: what was stored under any parameters parses under these. */
export const widestParameters: Parameters = Object.fromEntries(
  Object.entries(bounds).map(([name, [, most]]) => [name, most]),
) as unknown as Parameters;

/** The first parameter outside its bounds, or undefined. */
export function parametersFault(parameters: Parameters): keyof Parameters | undefined {
  for (const [name, [least, most]] of Object.entries(bounds)) {
    const value = parameters[name as keyof Parameters];
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      return name as keyof Parameters;
    }
  }
  return undefined;
}

import { assert } from '@mingjing/crypto';
import {
  FRAME_BYTES_MAX,
  type Parameters,
  type PoolItem,
  recordId,
  SUBMIT_ITEMS_MAX,
  UNIQUE_BYTES,
} from '@mingjing/protocol';
import { composeTransaction } from './compose-transaction.ts';
import {
  type DocumentRefusal,
  documentFault,
  type PreparedDocument,
  type PublishDocument,
  prepareDocument,
} from './publish-document.ts';

export interface PublishOptions {
  readonly chainId: string;
  /** Parameters of the chain. */
  readonly limits: Parameters;
  readonly keyId: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
  readonly random: (sizeBytes: number) => Uint8Array;
  /** Milliseconds UTC. */
  readonly now: () => number;
  /** How long the transactions may wait for a block; half the chain's window when absent. */
  readonly validForMs?: number;
}

export interface ComposedRecord {
  readonly fileName: string;
  /** 36 bytes. */
  readonly id: Uint8Array;
  readonly transactionId: Uint8Array;
  /** Position in the transaction. */
  readonly index: number;
  /** For the author to keep: who has them can open the commitments. */
  readonly attachments: readonly {
    readonly role: number;
    readonly commitment: Uint8Array;
    readonly sizeBytes: number;
    readonly salt: Uint8Array;
  }[];
}

export interface Publication {
  /** Each for one call of `submit`, to be sent in this order. */
  readonly requests: readonly (readonly PoolItem[])[];
  /** One for each document, in the order given. */
  readonly records: readonly ComposedRecord[];
}

export type PublishResult =
  | { readonly ok: true; readonly value: Publication }
  | { readonly ok: false; readonly reason: DocumentRefusal; readonly fileName: string }
  | { readonly ok: false; readonly reason: 'no-documents' | 'chain-limits-too-low' };

const ATTACHMENTS_PER_RECORD = 2;
/** Chain id, key, times, unique bytes and signature, with every frame around them. */
const TRANSACTION_FRAME_BYTES = 320;
/** Salt and lengths around one attachment, or lengths around one transaction, in a request. */
const FRAME_BYTES = 64;
/**
 * What one request carries: a body that a node holds in memory whole. A single document may be
 * larger; it then travels alone.
 */
const REQUEST_BYTES_MAX = FRAME_BYTES_MAX;

/**
 * Puts documents on record: one record each with two attachments (content and description), as many
 * records under one signature as the chain's limits allow. Pure but for what is injected.
 */
export function composePublish(
  documents: readonly PublishDocument[],
  options: PublishOptions,
): PublishResult {
  const { limits, chainId, random } = options;
  if (documents.length === 0) return { ok: false, reason: 'no-documents' };
  if (limits.attachmentsPerTransactionMax < ATTACHMENTS_PER_RECORD) {
    return { ok: false, reason: 'chain-limits-too-low' };
  }
  for (const document of documents) {
    const reason = documentFault(document, limits);
    if (reason !== undefined) return { ok: false, reason, fileName: document.fileName };
  }
  const prepared = documents.map((document) => prepareDocument(document, chainId, random));
  const composed = groupDocuments(prepared, limits).map((group) => composeGroup(group, options));
  const requests = groupItems(composed.map(({ item }) => item));
  return { ok: true, value: { requests, records: composed.flatMap(({ records }) => records) } };
}

function groupDocuments(
  documents: readonly PreparedDocument[],
  limits: Parameters,
): PreparedDocument[][] {
  const recordsMax = Math.min(
    limits.recordsMax,
    Math.floor(limits.attachmentsPerTransactionMax / ATTACHMENTS_PER_RECORD),
  );
  return pack(documents, [
    { max: recordsMax, of: () => 1 },
    { max: limits.transactionBytesMax - TRANSACTION_FRAME_BYTES, of: (each) => each.recordBytes },
    {
      max: Math.min(limits.attachmentBytesMax, REQUEST_BYTES_MAX),
      of: (each) => each.attachmentBytes,
    },
  ]);
}

function groupItems(items: readonly PoolItem[]): PoolItem[][] {
  return pack(items, [
    { max: SUBMIT_ITEMS_MAX, of: () => 1 },
    { max: REQUEST_BYTES_MAX, of: itemBytes },
  ]);
}

function itemBytes({ transaction, attachments }: PoolItem): number {
  const contents = attachments.reduce((sum, { content }) => sum + content.length, 0);
  return transaction.length + contents + FRAME_BYTES * (attachments.length + 1);
}

interface Bound<T> {
  readonly max: number;
  readonly of: (item: T) => number;
}

/** Neighbours together while every sum is within its bound; what is beyond it alone stays alone. */
function pack<T>(items: readonly T[], bounds: readonly Bound<T>[]): T[][] {
  const groups: T[][] = [];
  let sums = bounds.map(() => 0);
  for (const item of items) {
    const grown = bounds.map(({ of }, at) => (sums[at] ?? 0) + of(item));
    const last = groups.at(-1);
    if (last !== undefined && bounds.every(({ max }, at) => (grown[at] ?? 0) <= max)) {
      last.push(item);
      sums = grown;
    } else {
      groups.push([item]);
      sums = bounds.map(({ of }) => of(item));
    }
  }
  return groups;
}

function composeGroup(group: readonly PreparedDocument[], options: PublishOptions) {
  const { chainId, keyId, sign, random, now, limits } = options;
  const validForMs = options.validForMs ?? Math.floor(limits.replayWindowMs / 2);
  const { bytes, id } = composeTransaction({
    chainId,
    keyId,
    sign,
    validUntil: now() + validForMs,
    unique: random(UNIQUE_BYTES),
    message: { type: 'recordsPublish', value: { records: group.map(({ record }) => record) } },
  });
  assert(bytes.length <= limits.transactionBytesMax, 'a composed transaction is within its limit');
  const item: PoolItem = {
    transaction: bytes,
    attachments: group.flatMap(({ contents }) => contents),
  };
  const records = group.map(({ fileName, record, contents }, index): ComposedRecord => {
    const attachments = record.attachments.map((ref, at) => ({
      ...ref,
      salt: (contents[at] as (typeof contents)[0]).salt,
    }));
    return { fileName, id: recordId(id, index), transactionId: id, index, attachments };
  });
  return { item, records };
}

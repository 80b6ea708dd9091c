import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { ResultCode, takedownOf } from '@mingjing/execution';
import { type Host, recordsOf } from '@mingjing/host';
import {
  blockCodec,
  type ParsedTransaction,
  parseTransaction,
  type RecordItem,
  RecordStanding,
  recordId,
  widestParameters,
} from '@mingjing/protocol';
import {
  attachmentCheck,
  badgeOf,
  type Check,
  heldAttachments,
  type OpenBlock,
  openBlock,
  resultCheck,
  signatureCheck,
} from './checks.ts';

/** Blocks read for one page: what is further back has a cursor. */
const BLOCKS_READ_MAX = 2000;
/** Of a record's id, those that name its transaction. */
const TRANSACTION_BYTES = 32;

/** A record with its proof badge; names as on the wire. */
export interface RecordView {
  readonly id: string;
  readonly transaction_id: string;
  readonly height: number;
  readonly time: number;
  readonly author: string;
  readonly category: number;
  readonly subject: string;
  readonly standing: 'published' | 'amended' | 'withdrawn' | 'taken-down';
  /** Id of the order that took it down. */
  readonly order: string | null;
  readonly badge: Check['state'];
  /** In the order in which they are made. */
  readonly checks: readonly Check[];
  readonly checked_at: number;
}

/** A place in the list of all records, latest first. */
export interface RecordPlace {
  readonly height: number;
  readonly index: number;
  readonly position: number;
}

export interface FoundRecord {
  readonly place: RecordPlace;
  readonly view: RecordView;
}

/** Records before `before` (or the latest), newest first; `next` where to go on, if anywhere. */
export async function latestRecords(
  host: Host,
  before: RecordPlace | undefined,
  limit: number,
): Promise<{ records: FoundRecord[]; next: RecordPlace | undefined }> {
  const records: FoundRecord[] = [];
  let height = before?.height ?? host.replica.chain.height;
  for (let reads = 0; height > 0 && reads < BLOCKS_READ_MAX; reads += 1) {
    const found = await recordsOfBlock(host, height);
    for (const { place, read } of found.reverse()) {
      if (before !== undefined && !isBefore(place, before)) continue;
      if (records.length === limit) return { records, next: records.at(-1)?.place };
      records.push({ place, view: await read(false) });
    }
    height -= 1;
  }
  // The place of a block without records: everything below it is still to be read.
  const next = height > 0 ? { height: height + 1, index: 0, position: 0 } : undefined;
  return { records, next };
}

/** One record with all its checks made again, its attachments re-hashed. */
export async function findRecord(host: Host, id: Uint8Array): Promise<RecordView | undefined> {
  const found = await host.store.findTransaction(id.subarray(0, TRANSACTION_BYTES));
  if (found === undefined) return undefined;
  const hex = bytesToHex(id);
  const match = (await recordsOfBlock(host, found.height)).find((each) => each.id === hex);
  return match?.read(true);
}

/** Who signed a record; undefined: it is not here. Nothing of it is checked again. */
export async function authorOf({ replica, store }: Host, id: Uint8Array) {
  const { chainId, registry } = replica.chain.state;
  const found = await store.findTransaction(id.subarray(0, TRANSACTION_BYTES));
  const stored = found && (await store.block(found.height));
  const bytes = stored && blockCodec.decode(stored.block).transactions[found?.index ?? 0];
  const parsed = bytes && parseTransaction(bytes, chainId, widestParameters);
  if (!parsed?.ok) return undefined;
  const { body, id: transaction } = parsed.value;
  const isOne = recordsOf(parsed.value).some((_, at) => equalBytes(recordId(transaction, at), id));
  return isOne ? registry.get('key', body.signer)?.holder : undefined;
}

interface UnreadRecord {
  readonly id: string;
  readonly place: RecordPlace;
  read(isRehashed: boolean): Promise<RecordView>;
}

async function recordsOfBlock(host: Host, height: number): Promise<UnreadRecord[]> {
  const stored = await host.store.block(height);
  if (stored === undefined || stored.results.length === 0) return [];
  const opened = await openBlock(host, height);
  if (opened === undefined) return [];
  const { chainId } = host.replica.chain;
  return opened.block.transactions.flatMap((bytes, index) => {
    const parsed = parseTransaction(bytes, chainId, widestParameters);
    if (!parsed.ok || opened.results[index] !== ResultCode.done) return [];
    const transaction = parsed.value;
    return recordsOf(transaction).map((item, position) => ({
      id: bytesToHex(recordId(transaction.id, position)),
      place: { height, index, position },
      read: (isRehashed: boolean) =>
        recordView(host, { opened, transaction, index, position, item, isRehashed }),
    }));
  });
}

/** A record in its block, to be looked at. */
export interface Viewed {
  readonly opened: OpenBlock;
  readonly transaction: ParsedTransaction;
  /** Of the transaction in the block, and of the record in the transaction. */
  readonly index: number;
  readonly position: number;
  readonly item: RecordItem;
  /** Whether the bytes of its attachments are held against their commitments. */
  readonly isRehashed: boolean;
  /** Its attachments that are here; by default it is looked. */
  readonly held?: ReadonlySet<string>;
}

/** A record with its checks made again. */
export async function recordView(host: Host, viewed: Viewed): Promise<RecordView> {
  const { opened, transaction, index, position, item, isRehashed } = viewed;
  const { registry } = host.replica.chain.state;
  const held = viewed.held ?? (await heldAttachments(host, item.attachments));
  const id = recordId(transaction.id, position);
  const { message } = transaction;
  const first = message.type === 'recordsAmend' ? message.value.recordId : id;
  const order = takedownOf(registry, first);
  const checks = [
    signatureCheck(host, transaction),
    opened.checks.transactions_root,
    resultCheck(opened, index),
    opened.checks.state_root,
    opened.checks.certificate,
    await attachmentCheck(host, item.attachments, { isRehashed, held }),
  ];
  return {
    id: bytesToHex(id),
    transaction_id: bytesToHex(transaction.id),
    height: opened.header.height,
    time: opened.header.time,
    author: registry.get('key', transaction.body.signer)?.holder ?? '',
    category: item.category,
    subject: item.subject,
    standing:
      order === undefined ? standingOf(registry.get('recordStatus', id)?.standing) : 'taken-down',
    order: order === undefined ? null : bytesToHex(order.id),
    badge: badgeOf(checks),
    checks,
    checked_at: Date.now(),
  };
}

function standingOf(standing: number | undefined): Exclude<RecordView['standing'], 'taken-down'> {
  if (standing === RecordStanding.withdrawn) return 'withdrawn';
  return standing === RecordStanding.amended ? 'amended' : 'published';
}

function isBefore(a: RecordPlace, b: RecordPlace): boolean {
  if (a.height !== b.height) return a.height < b.height;
  return a.index === b.index ? a.position < b.position : a.index < b.index;
}

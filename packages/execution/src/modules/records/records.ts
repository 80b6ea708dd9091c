import {
  type RecordItem,
  RecordStanding,
  type RecordStatus,
  type RecordsAmend,
  type RecordsPublish,
  type RecordsWithdraw,
  recordId,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { countWritten, writerCode } from '../identity/writers.ts';
import { attachmentsCode, countPublished, overlayCode, recordCode } from '../moderation/overlay.ts';
import { envelopesCode } from '../supervision/recipients.ts';
import { statusOf } from './status.ts';

/** Later versions of one record: its entry lists them, and an amendment writes it anew. */
export const VERSIONS_MAX = 255;

/** Publishes 1..N records under one signature. Record id = transaction id + index. */
export function publish(context: Context, { records }: RecordsPublish): ResultCode {
  const code = writeCode(context, records);
  if (code !== ResultCode.done) return code;
  records.forEach((record, index) => {
    context.appendRecord(index, record);
  });
  countWritten(context, records.length);
  countPublished(context, records.length);
  return ResultCode.done;
}

/**
 * Adds a version to a record. Every version stays a leaf of the record tree; the registry entry
 * lists them in order, so each can be reproduced byte for byte.
 */
export function amend(context: Context, { recordId: id, record }: RecordsAmend): ResultCode {
  const code = writeCode(context, [record]);
  if (code !== ResultCode.done) return code;
  const status = statusOf(context.registry, id);
  const fault = changeFault(context, id, status);
  if (fault !== undefined) return fault;
  if (status.versions.length >= VERSIONS_MAX) return ResultCode.tooMany;
  context.appendRecord(0, record);
  countWritten(context, 1);
  countPublished(context, 1);
  context.registry.set('recordStatus', id, {
    ...status,
    standing: RecordStanding.amended,
    versions: [...status.versions, recordId(context.transactionId, 0)],
    reason: 0,
    height: context.height,
    commitments: [...status.commitments, ...record.attachments.map(({ commitment }) => commitment)],
  });
  return ResultCode.done;
}

/** The author takes a record back: it stays provable, and provably withdrawn. */
export function withdraw(context: Context, message: RecordsWithdraw): ResultCode {
  const code = writeCode(context, []);
  if (code !== ResultCode.done) return code;
  const status = statusOf(context.registry, message.recordId);
  const fault = changeFault(context, message.recordId, status);
  if (fault !== undefined) return fault;
  context.registry.set('recordStatus', message.recordId, {
    ...status,
    standing: RecordStanding.withdrawn,
    reason: message.reason,
    height: context.height,
  });
  return ResultCode.done;
}

/** Whether the signer may write these records: his standing, orders on him, their attachments. */
function writeCode(context: Context, records: readonly RecordItem[]): ResultCode {
  const code = writerCode(context, records.length);
  if (code !== ResultCode.done) return code;
  const overlay = overlayCode(context, records.length);
  if (overlay !== ResultCode.done) return overlay;
  const envelopes = sealedCode(context, records);
  return envelopes === ResultCode.done ? attachmentsCode(context, records) : envelopes;
}

function sealedCode({ registry, signer }: Context, records: readonly RecordItem[]): ResultCode {
  if (!records.some(({ envelope }) => envelope)) return ResultCode.done;
  const organisation = registry.get('user', signer.holder)?.organisation ?? '';
  return envelopesCode(registry, records, organisation);
}

function changeFault(
  context: Context,
  id: Uint8Array,
  status: RecordStatus,
): ResultCode | undefined {
  const published = context.recordAuthor(id);
  if (published === undefined) return ResultCode.unknownRecord;
  // By person, not by key: a rotated key changes nothing about who published.
  const author = context.registry.get('key', published.signer);
  if (author?.holder !== context.signer.holder) return ResultCode.notAuthor;
  const code = recordCode(context, id, status);
  if (code !== ResultCode.done) return code;
  return status.standing === RecordStanding.withdrawn ? ResultCode.recordWithdrawn : undefined;
}

import {
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

/** Publishes 1..N records under one signature. Record id = transaction id + index. */
export function publish(context: Context, message: RecordsPublish): ResultCode {
  const code = writerCode(context, message.records.length);
  if (code !== ResultCode.done) return code;
  message.records.forEach((record, index) => {
    context.appendRecord(index, record);
  });
  countWritten(context, message.records.length);
  return ResultCode.done;
}

/**
 * Adds a version to a record. Every version stays a leaf of the record tree; the registry entry
 * lists them in order, so each can be reproduced byte for byte.
 */
export function amend(context: Context, message: RecordsAmend): ResultCode {
  const code = writerCode(context, 1);
  if (code !== ResultCode.done) return code;
  const status = context.registry.get('recordStatus', message.recordId);
  const fault = changeFault(context, message.recordId, status);
  if (fault !== undefined) return fault;
  context.appendRecord(0, message.record);
  countWritten(context, 1);
  context.registry.set('recordStatus', message.recordId, {
    recordId: message.recordId,
    standing: RecordStanding.amended,
    versions: [...(status?.versions ?? []), recordId(context.transactionId, 0)],
    reason: 0,
    height: context.height,
  });
  return ResultCode.done;
}

/** The author takes a record back: it stays provable, and provably withdrawn. */
export function withdraw(context: Context, message: RecordsWithdraw): ResultCode {
  const code = writerCode(context, 0);
  if (code !== ResultCode.done) return code;
  const status = context.registry.get('recordStatus', message.recordId);
  const fault = changeFault(context, message.recordId, status);
  if (fault !== undefined) return fault;
  context.registry.set('recordStatus', message.recordId, {
    recordId: message.recordId,
    standing: RecordStanding.withdrawn,
    versions: [...(status?.versions ?? [])],
    reason: message.reason,
    height: context.height,
  });
  return ResultCode.done;
}

function changeFault(
  context: Context,
  id: Uint8Array,
  status: RecordStatus | undefined,
): ResultCode | undefined {
  const authorKey = context.recordAuthor(id);
  if (authorKey === undefined) return ResultCode.unknownRecord;
  // By person, not by key: a rotated key changes nothing about who published.
  const author = context.registry.get('key', authorKey);
  if (author?.holder !== context.signer.holder) return ResultCode.notAuthor;
  if (status?.standing === RecordStanding.withdrawn) return ResultCode.recordWithdrawn;
  return undefined;
}

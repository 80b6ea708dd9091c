import { crc32 } from 'node:zlib';
import { JournalError } from '../errors.ts';

/*
 *   mingjing witness <format>
 *   <JSON>
 *   <crc32 of the JSON line, 8 hex digits>
 */

const FORMAT = 1;
const TITLE = /^mingjing witness (\d{1,9})$/;

/** What a witness keeps of a log beside its entries. */
export interface CopyState {
  /** Signed note of the latest checkpoint that is consistent with the entries. */
  readonly head: string | undefined;
  /** Signed note of the latest checkpoint that all entries are held of. */
  readonly verified: string | undefined;
  /** Latest time of the first `timedSize` entries, ms. */
  readonly lastTime: number;
  readonly timedSize: number;
}

/** The bytes of a state's file. */
export function formatCopyState(state: CopyState): Uint8Array {
  const json = JSON.stringify(state);
  return Buffer.from(`mingjing witness ${FORMAT}\n${json}\n${checksum(json)}\n`);
}

/** Parses what `formatCopyState` wrote; throws `JournalError` for anything else. */
export function parseCopyState(bytes: Uint8Array, path: string): CopyState {
  const [title = '', json = '', sum, ...rest] = Buffer.from(bytes).toString('utf8').split('\n');
  const format = TITLE.exec(title)?.[1];
  if (format !== undefined && Number(format) > FORMAT) {
    throw new JournalError('JOURNAL_TOO_NEW', `${path} is of format ${format}`);
  }
  if (format === undefined || sum !== checksum(json) || rest.join() !== '') {
    throw new JournalError('JOURNAL_DAMAGED', `${path} is not as it was written`);
  }
  // The checksum holds, so this is what this program wrote.
  const { head, verified, lastTime, timedSize } = JSON.parse(json) as CopyState;
  return { head, verified, lastTime, timedSize };
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

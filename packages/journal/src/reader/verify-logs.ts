import type { JournalSourceName } from '@mingjing/protocol';
import type { JournalPlace } from '../place.ts';
import { checkpointFault } from '../writer/checkpoints.ts';
import type { LogStores } from '../writer/load-journal.ts';
import { type LogFault, verifyLog } from './verify-log.ts';

/**
 * Recomputes all logs of a folder and holds each against its last checkpoint, signed by
 * `journalKey`. Below `bodiesFrom` of its log a body may be missing. The first fault, or undefined.
 */
export async function verifyLogs(
  place: JournalPlace,
  logs: LogStores,
  journalKey: Uint8Array,
  bodiesFrom: (source: JournalSourceName) => number = () => 0,
): Promise<LogFault | undefined> {
  for (const [source, log] of logs) {
    const fault = await verifyLog(place.chainId, log, bodiesFrom(source));
    if (fault !== undefined) return fault;
    const reason = await checkpointFault(place, log, journalKey);
    if (reason !== undefined) return { source, index: log.size, part: 'checkpoint', reason };
  }
  return undefined;
}

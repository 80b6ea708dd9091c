import type { ActEntry, EntryPosition } from '@mingjing/service';
import type { Logger } from '@mingjing/telemetry';

interface Noted {
  readonly event: string;
  readonly result: string;
  readonly reason?: string;
  readonly object?: string;
}

/**
 * Where the service of several chains leaves what reached none of them: in its program log, without
 * addresses. A journal belongs to a chain; whatever a chain answers is in its own.
 */
export function logJournal(logger: Logger) {
  const write = ({ event, result, reason, object }: Noted) =>
    logger.info({ event, result, reason, object }, 'answered by no chain');
  return {
    append: async (entry: Noted): Promise<EntryPosition> => {
      write(entry);
      return { source: 'access', index: 0 };
    },
    appendMany: async (entries: readonly ActEntry[]): Promise<readonly EntryPosition[]> => {
      for (const entry of entries) write(entry);
      return [];
    },
    stranger: async (entry: ActEntry): Promise<void> => {
      write(entry);
    },
  };
}

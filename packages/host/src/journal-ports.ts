import type { Journal } from '@mingjing/journal';
import type { Journal as ReplicaJournal } from '@mingjing/replica';
import type { ActEntry, JournalPort } from '@mingjing/service';

/** The journal as the HTTP shell needs it. */
export function serviceJournal(journal: Journal, height: () => number): JournalPort {
  const withHeight = (entry: ActEntry) => ({ ...entry, blockHeight: height() });
  return {
    append: (entry) => journal.append(withHeight(entry)),
    appendMany: (entries) => journal.appendMany(entries.map(withHeight)),
    stranger: ({ personal, event, reason, method, resource, destination }) =>
      journal.stranger({
        address: personal.sourceAddress,
        port: personal.sourcePort,
        event,
        ...(reason === undefined ? {} : { reason }),
        method,
        resource,
        destination,
      }),
  };
}

/** The journal as the replica needs it. */
export function replicaJournal(journal: Journal): ReplicaJournal {
  return {
    async append({ source, event, result, reason, peer, object, transactionId, height }) {
      await journal.append({
        source,
        event,
        result,
        ...(height === undefined ? {} : { blockHeight: height }),
        ...(reason === undefined ? {} : { reason }),
        ...(peer === undefined ? {} : { actor: { type: 'node', id: peer } as const }),
        ...(object === undefined ? {} : { object }),
        ...(transactionId === undefined ? {} : { transactionId }),
      });
    },
  };
}

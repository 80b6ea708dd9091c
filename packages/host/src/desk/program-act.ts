import type { JournalSourceName } from '@mingjing/protocol';
import type { Host } from '../host.ts';

/** What the program does by itself, as the journal names it. */
export interface ProgramAct {
  /** Stable English identifier such as `complaint-overdue`. */
  readonly event: string;
  readonly object: string;
  readonly counts?: readonly number[];
  /** Stable code of why it happened. */
  readonly reason?: string;
  /** `admin` unless told. */
  readonly source?: JournalSourceName;
}

/** Where such an act is written. */
export type ActWriter = Pick<Host, 'journal' | 'nodeId'> & {
  readonly replica: { readonly chain: { readonly height: number } };
};

/** Writes the entry of something that happened by the time alone; durable when it resolves. */
export async function recordProgramAct(
  { journal, nodeId, replica }: ActWriter,
  { event, object, counts = [], reason, source = 'admin' }: ProgramAct,
): Promise<void> {
  await journal.append({
    ...{ source, event, object, result: 'done' },
    ...(reason === undefined ? {} : { reason }),
    actor: { type: 'system', id: nodeId },
    counts: [...counts],
    blockHeight: replica.chain.height,
  });
}

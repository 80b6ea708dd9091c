import type { Host } from '../host.ts';

/** What the program does by itself, as the journal names it. */
export interface ProgramAct {
  /** Stable English identifier such as `complaint-overdue`. */
  readonly event: string;
  readonly object: string;
  readonly counts?: readonly number[];
}

/** Where such an act is written. */
export type ActWriter = Pick<Host, 'journal' | 'nodeId'> & {
  readonly replica: { readonly chain: { readonly height: number } };
};

/** Writes the entry of something that happened by the time alone; durable when it resolves. */
export async function recordProgramAct(
  { journal, nodeId, replica }: ActWriter,
  { event, object, counts = [] }: ProgramAct,
): Promise<void> {
  await journal.append({
    ...{ source: 'admin', event, object, result: 'done' },
    actor: { type: 'system', id: nodeId },
    counts: [...counts],
    blockHeight: replica.chain.height,
  });
}

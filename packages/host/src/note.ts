import type { Journal } from '@mingjing/journal';

/** Journals what the program does by itself: its start, its stop, a change of its keys. */
export async function note(
  journal: Journal,
  nodeId: string,
  event: string,
  height: number,
  object?: number | string,
) {
  const actor = { type: 'system', id: nodeId } as const;
  await journal.append({
    source: 'maintenance',
    event,
    result: 'done',
    actor,
    blockHeight: height,
    ...(object === undefined ? {} : { object: String(object) }),
  });
}

import type { Host } from '@mingjing/host';
import type { AlarmFile } from './alarm-file.ts';

/** Updates that say nothing any more, of some hundred bytes each, before the file is shortened. */
const OVERTAKEN_UPDATES_MAX = 1000;

interface ShorteningHost {
  readonly nodeId: string;
  readonly journal: Pick<Host['journal'], 'append'>;
  readonly replica: { readonly chain: { readonly height: number } };
}

/**
 * Shortens the file of alarms where one that changes all the time would let it grow for ever. The
 * entry of the journal comes first, and says how many lines go. Throws what either of them throws.
 */
export async function shortenAlarms(
  { journal, nodeId, replica }: ShorteningHost,
  file: Pick<AlarmFile, 'overtaken' | 'shorten'>,
): Promise<void> {
  const { overtaken } = file;
  if (overtaken < OVERTAKEN_UPDATES_MAX) return;
  await journal.append({
    ...{ source: 'supervision', event: 'alarms-shortened', result: 'done' },
    ...{ actor: { type: 'system', id: nodeId }, counts: [overtaken] },
    blockHeight: replica.chain.height,
  });
  file.shorten();
}

import { bytesToHex } from '@mingjing/crypto';
import { accessShareKey, type RegistryReader } from '@mingjing/execution';
import type { AgendaSource, DueItem } from '../agenda.ts';

/** How long an officer is told of a share that his organisation released, by block time. */
const TOLD_MS = 30 * 24 * 60 * 60 * 1000;
const area = 'look-through';

/** The chain after the latest block, and whose node this is. */
export interface CustodyState {
  readonly registry: RegistryReader;
  readonly time: number;
  readonly organisation: string;
}

/**
 * Tells the disclosure officer of each custody share that was released for his organisation. It is
 * released by then: there is nothing for him to approve, to delay or to take off this list.
 */
export function custodyAgenda(state: () => CustodyState): AgendaSource {
  return { area, due: () => releasedItems(state()) };
}

function releasedItems({ registry, time, organisation }: CustodyState): DueItem[] {
  return registry.all('access').flatMap(({ id }): DueItem[] => {
    const share = registry.get('accessShare', accessShareKey(id, organisation));
    if (share === undefined || share.time < time - TOLD_MS) return [];
    const reference = bytesToHex(id);
    return [{ area, kind: 'share-released', reference, roles: ['disclosure'], dueAt: null }];
  });
}

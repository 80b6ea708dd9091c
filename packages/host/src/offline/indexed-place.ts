import type { NodeStore } from '@mingjing/storage';
import { readFault } from './read-fault.ts';

/** Where the index puts a transaction; undefined also when its entry is damaged. */
export async function indexedPlace(store: NodeStore, id: Uint8Array) {
  try {
    return await store.findTransaction(id);
  } catch (error) {
    readFault(error);
    return undefined;
  }
}

import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ChainStoreOptions } from './chain-store.ts';
import { openLevelKeyValue } from './level-key-value.ts';
import { MemoryDisk } from './memory-disk.ts';
import { openMemoryKeyValue } from './memory-key-value.ts';
import { loadNodeStore, type NodeStore } from './node-store.ts';

/** Folders of the two databases in a home's `data` folder. */
export const CHAIN_FOLDER = 'chain';
export const ATTACHMENT_FOLDER = 'attachments';

/**
 * Opens or makes the store in the `data` folder of a home. Throws `StorageError`: `STORE_LOCKED`
 * while another process has it, `STORE_TOO_NEW`, `STORE_CORRUPT`, `STORE_OPEN_FAILED`.
 */
export function openStore(directory: string, options: ChainStoreOptions = {}): Promise<NodeStore> {
  return loadNodeStore(
    {
      chain: () => openLevelKeyValue(join(directory, CHAIN_FOLDER)),
      attachments: () => openLevelKeyValue(join(directory, ATTACHMENT_FOLDER)),
    },
    { yield: () => setImmediate(), ...options },
  );
}

/** The chain of a store alone, for when its attachments cannot be opened: it seems to hold none. */
export function openChainAlone(directory: string): Promise<NodeStore> {
  return loadNodeStore(
    {
      chain: () => openLevelKeyValue(join(directory, CHAIN_FOLDER)),
      attachments: async () => openMemoryKeyValue(new MemoryDisk(), ATTACHMENT_FOLDER),
    },
    { yield: () => setImmediate() },
  );
}

/** The same store on a disk in memory, which it finds again under the same name. */
export function openMemoryStore(
  disk: MemoryDisk = new MemoryDisk(),
  name = 'store',
): Promise<NodeStore> {
  return loadNodeStore(
    {
      chain: async () => openMemoryKeyValue(disk, `${name}/${CHAIN_FOLDER}`),
      attachments: async () => openMemoryKeyValue(disk, `${name}/${ATTACHMENT_FOLDER}`),
    },
    {},
  );
}

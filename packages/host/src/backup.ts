import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chainIdOf, type Genesis } from '@mingjing/protocol';
import { type NodeStore, type WrittenBackup, writeBackup } from '@mingjing/storage';

export interface BackupOptions {
  readonly store: NodeStore;
  readonly genesis: Genesis;
  readonly nodeId: string;
  /** A file that does not exist, or a folder in which one is made. */
  readonly output: string;
  readonly now: number;
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Writes a backup of the store as it is at the call, while commits go on. Keys, the record of what
 * was signed last, the write-ahead log and the journal are not in it. Throws `StorageError`.
 */
export function backUp(options: BackupOptions): Promise<WrittenBackup> {
  const { store, genesis, nodeId, output, now, onProgress } = options;
  const file = fileAt(output, nodeId, store.latestHeight() ?? 0, now);
  const chainId = chainIdOf(genesis);
  return writeBackup(file, { view: store.view(), chainId, nodeId, time: now }, onProgress);
}

/** Where a backup is written to that a person asked for with `output`. */
function fileAt(output: string, nodeId: string, height: number, now: number): string {
  if (!existsSync(output) || !statSync(output).isDirectory()) return output;
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  return join(output, `${nodeId}-${height}-${time}.mjbackup`);
}

import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupReader } from './backup/read-backup.ts';
import { createFile, syncFolder } from './durable-file.ts';
import { storageError } from './errors.ts';
import { openLevelKeyValue } from './level-key-value.ts';
import { ATTACHMENT_FOLDER, CHAIN_FOLDER } from './open-store.ts';

/** Folder in a home's `data` in which databases lie that are to replace the ones in use. */
const INCOMING_FOLDER = 'incoming';
/** Beside them once they are whole and verified: from here on they replace, whatever happens. */
const READY_FILE = 'ready';

export type Replaced = typeof CHAIN_FOLDER | typeof ATTACHMENT_FOLDER;

/** An empty folder for databases that are being put together; opened as any store. */
export async function beginIncoming(data: string): Promise<string> {
  const folder = join(data, INCOMING_FOLDER);
  return changing(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    return folder;
  });
}

/** Puts the entries of a backup into the databases of an incoming folder. */
export async function unpackBackup(
  folder: string,
  reader: BackupReader,
  onProgress: (bytes: number, ofBytes: number) => void = () => undefined,
): Promise<void> {
  const chain = await openLevelKeyValue(join(folder, CHAIN_FOLDER));
  try {
    const attachments = await openLevelKeyValue(join(folder, ATTACHMENT_FOLDER));
    try {
      for await (const { database, entries, bytes, ofBytes } of reader.packs()) {
        const batch = (database === 'chain' ? chain : attachments).batch();
        for (const [key, value] of entries) batch.put(key, value);
        await batch.write();
        onProgress(bytes, ofBytes);
      }
    } finally {
      await attachments.close();
    }
  } finally {
    await chain.close();
  }
}

/**
 * Replaces the named databases by the incoming ones, which must be closed. After a crash in the
 * middle `settleIncoming` ends what was begun.
 */
export async function acceptIncoming(data: string, replaced: readonly Replaced[]): Promise<void> {
  const folder = join(data, INCOMING_FOLDER);
  await changing(async () => {
    for (const name of [CHAIN_FOLDER, ATTACHMENT_FOLDER] as const) {
      if (!replaced.includes(name)) await rm(join(folder, name), { recursive: true, force: true });
    }
    await syncFolder(folder);
    await syncFolder(data);
    await createFile(join(folder, READY_FILE), new Uint8Array(0));
  });
  await settleIncoming(data);
}

/**
 * Ends a replacement that a crash interrupted, or drops databases that never became ready. To be
 * called with the home locked, before its store is opened.
 */
export async function settleIncoming(data: string): Promise<void> {
  const folder = join(data, INCOMING_FOLDER);
  if (!existsSync(folder)) return;
  await changing(async () => {
    if (existsSync(join(folder, READY_FILE))) {
      for (const name of [CHAIN_FOLDER, ATTACHMENT_FOLDER]) {
        await replace(join(folder, name), join(data, name));
      }
    }
    await rm(folder, { recursive: true, force: true });
    await syncFolder(data);
  });
}

async function replace(incoming: string, current: string): Promise<void> {
  // Absent: not to be replaced, or replaced before a crash.
  if (!existsSync(incoming)) return;
  await rm(current, { recursive: true, force: true });
  await rename(incoming, current);
  await syncFolder(dirname(current));
}

async function changing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storageError('STORE_WRITE_FAILED', 'the databases cannot be replaced', cause);
  }
}

import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../durable-file.ts';
import { StorageError, storageError } from '../errors.ts';
import { STORE_FORMAT } from '../format.ts';
import type { Entry } from '../key-value.ts';
import type { StoreView } from '../node-store.ts';
import {
  type BackupManifest,
  backupHeader,
  endBytes,
  entryParts,
  FRAME_BYTES,
  FrameKind,
  type FrameKindNumber,
  frameOf,
  manifestBytes,
} from './backup-format.ts';

/** Only the node's own account reads it: it holds all that the node holds. */
const MODE = 0o600;

export interface BackupSource {
  readonly view: StoreView;
  readonly chainId: string;
  readonly nodeId: string;
  readonly time: number;
}

/** What was written. */
export interface WrittenBackup {
  readonly file: string;
  readonly height: number;
  readonly bytes: number;
  /** SHA-256 that the file's end states. */
  readonly hash: Uint8Array;
}

/**
 * Writes a backup beside its place and names it when it is whole and durable: a file of that name
 * is a backup. Throws `BACKUP_EXISTS` when the name is taken, `BACKUP_WRITE_FAILED` (disk full, no
 * permission), and whatever reading the store throws; then nothing is left behind.
 */
export async function writeBackup(
  file: string,
  source: BackupSource,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<WrittenBackup> {
  const { view } = source;
  const partial = `${file}.part`;
  let handle: FileHandle | undefined;
  try {
    await assertFree(file);
    handle = await opened(partial);
    const writer = new BackupWriter(handle, onProgress);
    const written = await writeFrames(writer, source);
    await written.sync();
    await handle.close();
    handle = undefined;
    await moved(partial, file);
    const { bytes, hash } = writer;
    return { file, height: view.tip?.height ?? 0, bytes, hash };
  } catch (error) {
    await handle?.close().catch(() => undefined);
    const isOurs = !(error instanceof StorageError && error.code === 'BACKUP_EXISTS');
    if (isOurs) await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await view.chain.return(undefined);
    await view.attachments.return(undefined);
  }
}

async function writeFrames(writer: BackupWriter, source: BackupSource): Promise<BackupWriter> {
  const { view, chainId, nodeId, time } = source;
  const height = view.tip?.height ?? 0;
  const manifest: BackupManifest = { chainId, nodeId, height, time, storeFormat: STORE_FORMAT };
  await writer.write(backupHeader());
  await writer.frame(FrameKind.manifest, manifestBytes(manifest));
  const chainEntries = await writeEntries(writer, FrameKind.chain, view.chain);
  const kind = FrameKind.attachments;
  const attachmentEntries = await writeEntries(writer, kind, view.attachments);
  await writer.end(chainEntries, attachmentEntries);
  return writer;
}

async function writeEntries(
  writer: BackupWriter,
  kind: FrameKindNumber,
  chunks: AsyncIterable<readonly Entry[]>,
): Promise<number> {
  let count = 0;
  let parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    for (const [key, value] of chunk) {
      parts.push(...entryParts(key, value));
      sizeBytes += key.length + value.length;
      count += 1;
      if (sizeBytes < FRAME_BYTES) continue;
      await writer.frame(kind, Buffer.concat(parts));
      parts = [];
      sizeBytes = 0;
    }
  }
  if (parts.length > 0) await writer.frame(kind, Buffer.concat(parts));
  return count;
}

/** Writes in order, counts and hashes what it wrote. */
class BackupWriter {
  readonly #handle: FileHandle;
  readonly #onProgress: (bytes: number) => void;
  readonly #hash = createHash('sha256');
  bytes = 0;
  hash: Uint8Array = new Uint8Array(0);

  constructor(handle: FileHandle, onProgress: (bytes: number) => void) {
    this.#handle = handle;
    this.#onProgress = onProgress;
  }

  async write(...parts: readonly Uint8Array[]): Promise<void> {
    for (const part of parts) {
      this.#hash.update(part);
      await writing(() => this.#handle.writeFile(part));
      this.bytes += part.length;
    }
    this.#onProgress(this.bytes);
  }

  frame(kind: FrameKindNumber, payload: Uint8Array): Promise<void> {
    return this.write(...frameOf(kind, payload));
  }

  async end(chainEntries: number, attachmentEntries: number): Promise<void> {
    this.hash = new Uint8Array(this.#hash.copy().digest());
    await this.frame(FrameKind.end, endBytes({ hash: this.hash, chainEntries, attachmentEntries }));
  }

  sync(): Promise<void> {
    return writing(() => this.#handle.sync());
  }
}

async function assertFree(file: string): Promise<void> {
  try {
    await (await open(file, 'r')).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw failed(error);
  }
  throw new StorageError('BACKUP_EXISTS', `there is a file ${file} already`);
}

async function opened(partial: string): Promise<FileHandle> {
  try {
    return await open(partial, 'wx', MODE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw failed(error);
    throw new StorageError('BACKUP_EXISTS', `another backup is written to ${partial}`, error);
  }
}

async function moved(partial: string, file: string): Promise<void> {
  await writing(async () => {
    await rename(partial, file);
    await syncFolder(dirname(file));
  });
}

async function writing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failed(error);
  }
}

function failed(cause: unknown): StorageError {
  return storageError('BACKUP_WRITE_FAILED', 'the backup cannot be written', cause);
}

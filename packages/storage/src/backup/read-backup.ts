import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { equalBytes } from '@mingjing/crypto';
import { isMissing } from '../durable-file.ts';
import { StorageError, storageError } from '../errors.ts';
import { STORE_FORMAT } from '../format.ts';
import { asBuffer } from '../keys.ts';
import {
  BACKUP_FORMAT,
  type BackupManifest,
  entriesOf,
  FRAME_BYTES_MAX,
  FRAME_HEAD_BYTES,
  FrameKind,
  frameSum,
  HEADER_BYTES,
  headerVersion,
  parseEnd,
  parseManifest,
} from './backup-format.ts';

/** Entries of one frame of a backup, in their order. */
export interface BackupPack {
  readonly database: 'chain' | 'attachments';
  readonly entries: readonly (readonly [key: Uint8Array, value: Uint8Array])[];
  /** How much of the file was read, and its whole size. */
  readonly bytes: number;
  readonly ofBytes: number;
}

interface Frame {
  readonly kind: number;
  readonly payload: Uint8Array;
}

/**
 * A backup, read once from front to back with one frame in memory. Whatever is not as it was
 * written throws, at the latest after the last pack: only a reading that came to its end counts.
 */
export class BackupReader {
  readonly manifest: BackupManifest;
  readonly #file: HashedFile;

  private constructor(manifest: BackupManifest, file: HashedFile) {
    this.manifest = manifest;
    this.#file = file;
  }

  /** Throws `BACKUP_MISSING`, `BACKUP_READ_FAILED`, `BACKUP_TOO_NEW`, `BACKUP_DAMAGED`. */
  static async open(path: string): Promise<BackupReader> {
    const file = await HashedFile.open(path);
    try {
      checkVersion(await file.read(HEADER_BYTES));
      const { kind, payload } = await nextFrame(file);
      const manifest = kind === FrameKind.manifest ? parseManifest(payload) : undefined;
      if (manifest === undefined) throw damaged(file.position, 'there is no manifest');
      if (manifest.storeFormat > STORE_FORMAT) {
        const message = `the backup is of store format ${manifest.storeFormat}`;
        throw new StorageError('BACKUP_TOO_NEW', `${message}, this program knows ${STORE_FORMAT}`);
      }
      return new BackupReader(manifest, file);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** All entries, chain before attachments, ascending by key. */
  async *packs(): AsyncGenerator<BackupPack> {
    const file = this.#file;
    const counts = { chain: 0, attachments: 0 };
    let last: { kind: number; key: Uint8Array } | undefined;
    for (;;) {
      const hash = file.hash();
      const { kind, payload } = await nextFrame(file);
      if (kind === FrameKind.end) return checkEnd(file, hash, counts, payload);
      const database = kind === FrameKind.chain ? 'chain' : 'attachments';
      const entries = entriesOf(payload);
      const isKnown = kind === FrameKind.chain || kind === FrameKind.attachments;
      if (!isKnown || entries === undefined || kind < (last?.kind ?? 0)) {
        throw damaged(file.position, 'a frame is not what follows');
      }
      for (const [key] of entries) {
        const isAfter = last?.kind !== kind || Buffer.compare(last.key, key) < 0;
        if (!isAfter) throw damaged(file.position, 'keys do not ascend');
        last = { kind, key };
      }
      counts[database] += entries.length;
      yield { database, entries, bytes: file.position, ofBytes: file.sizeBytes };
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

function checkVersion(header: Uint8Array): void {
  const version = headerVersion(header);
  if (version === undefined || version === 0) throw damaged(0, 'the file is no backup');
  if (version <= BACKUP_FORMAT) return;
  const message = `the backup has format ${version}, this program knows ${BACKUP_FORMAT}`;
  throw new StorageError('BACKUP_TOO_NEW', message);
}

async function nextFrame(file: HashedFile): Promise<Frame> {
  const at = file.position;
  const head = asBuffer(await file.read(FRAME_HEAD_BYTES));
  const length = head.readUInt32BE(0);
  if (length > FRAME_BYTES_MAX) throw damaged(at, 'a frame is longer than any');
  const payload = await file.read(length);
  if (head.readUInt32BE(4) !== frameSum(head, payload)) throw damaged(at, 'a frame was altered');
  return { kind: head[8] ?? 0, payload };
}

function checkEnd(
  file: HashedFile,
  hash: Uint8Array,
  counts: { chain: number; attachments: number },
  payload: Uint8Array,
): void {
  const end = parseEnd(payload);
  if (end === undefined || !equalBytes(end.hash, hash)) {
    throw damaged(file.position, 'the hash at its end is another');
  }
  if (end.chainEntries !== counts.chain || end.attachmentEntries !== counts.attachments) {
    throw damaged(file.position, 'the counts at its end are others');
  }
  if (file.position !== file.sizeBytes) throw damaged(file.position, 'bytes follow its end');
}

function damaged(offset: number, what: string): StorageError {
  return new StorageError('BACKUP_DAMAGED', `the backup is damaged at byte ${offset}: ${what}`);
}

/** A file read in order, hashed as it is read. */
class HashedFile {
  readonly sizeBytes: number;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  position = 0;

  private constructor(handle: FileHandle, sizeBytes: number) {
    this.#handle = handle;
    this.sizeBytes = sizeBytes;
  }

  static async open(path: string): Promise<HashedFile> {
    try {
      const handle = await open(path, 'r');
      const stats = await handle.stat();
      if (stats.isFile()) return new HashedFile(handle, stats.size);
      await handle.close();
    } catch (cause) {
      if (!isMissing(cause)) throw unreadable(path, cause);
      throw new StorageError('BACKUP_MISSING', `there is no file ${path}`, cause);
    }
    throw new StorageError('BACKUP_MISSING', `${path} is no file`);
  }

  async read(count: number): Promise<Uint8Array> {
    if (count > this.sizeBytes - this.position) {
      throw damaged(this.sizeBytes, 'it ends in the middle');
    }
    const bytes = Buffer.allocUnsafe(count);
    let done = 0;
    while (done < count) {
      const at = this.position + done;
      const { bytesRead } = await this.#read(bytes, done, at);
      if (bytesRead === 0) throw damaged(at, 'it ends in the middle');
      done += bytesRead;
    }
    this.position += count;
    this.#hash.update(bytes);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, count);
  }

  /** SHA-256 of all that was read. */
  hash(): Uint8Array {
    return new Uint8Array(this.#hash.copy().digest());
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #read(bytes: Buffer, offset: number, position: number) {
    try {
      return await this.#handle.read(bytes, offset, bytes.length - offset, position);
    } catch (cause) {
      throw unreadable('of the backup', cause);
    }
  }
}

function unreadable(path: string, cause: unknown): StorageError {
  return storageError('BACKUP_READ_FAILED', `the file ${path} cannot be read`, cause);
}

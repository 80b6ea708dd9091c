import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MemoryDisk } from './memory-disk.ts';
import type { MemoryFile } from './memory-file.ts';

/** A file whose writes and forcing are apart. Failures are the system's own errors. */
export interface DurableFile {
  /** All of it. Only files of bounded size are read so. */
  read(): Promise<Uint8Array>;
  write(offset: number, bytes: Uint8Array): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Durably puts this in place of the whole content: after a crash it is the old one or this. */
  replace(content: Uint8Array): Promise<void>;
  /** What was written before is on disk when it resolves. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Only the node's own account may read or write its files. */
const MODE = 0o600;

/** Opens a file, made and durably named in its folder when it is not there. */
export async function openFile(path: string): Promise<DurableFile> {
  try {
    return await openExistingFile(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const handle = await open(path, 'wx+', MODE);
  try {
    await syncFolder(dirname(path));
  } catch (error) {
    await handle.close();
    throw error;
  }
  return new DiskFile(path, handle);
}

/** Opens a file that must be there. */
export async function openExistingFile(path: string): Promise<DurableFile> {
  return new DiskFile(path, await open(path, 'r+'));
}

/** Makes a file that appears with its whole content or not at all; replaces what is there. */
export async function createFile(path: string, content: Uint8Array): Promise<void> {
  const temporary = draftOf(path);
  const handle = await open(temporary, 'w', MODE);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Where the content that replaces a file lies until it does; a crash may leave it there. */
export function draftOf(path: string): string {
  return `${path}.new`;
}

/** Whether a system call failed because there is no such file. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

/** Makes the names in a folder durable, which syncing a file does not. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

class DiskFile implements DurableFile {
  readonly #path: string;
  #handle: FileHandle;

  constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  async read(): Promise<Uint8Array> {
    const { size } = await this.#handle.stat();
    const bytes = new Uint8Array(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await this.#handle.read(bytes, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const rest = bytes.length - done;
      done += (await this.#handle.write(bytes, done, rest, offset + done)).bytesWritten;
    }
  }

  truncate(length: number): Promise<void> {
    return this.#handle.truncate(length);
  }

  async replace(content: Uint8Array): Promise<void> {
    await createFile(this.#path, content);
    const old = this.#handle;
    this.#handle = await open(this.#path, 'r+');
    await old.close();
  }

  sync(): Promise<void> {
    return this.#handle.datasync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** A file on a disk in memory. */
export class MemoryDurableFile implements DurableFile {
  readonly #disk: MemoryDisk;
  readonly #name: string;
  readonly #life: number;

  constructor(disk: MemoryDisk, name: string) {
    this.#disk = disk;
    this.#name = name;
    this.#life = disk.life;
    disk.file(name);
  }

  async read(): Promise<Uint8Array> {
    return this.#file().read();
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    this.#file().write(offset, bytes);
  }

  async truncate(length: number): Promise<void> {
    this.#file().truncate(length);
  }

  async replace(content: Uint8Array): Promise<void> {
    await this.#disk.forced(this.#name, this.#life);
    this.#file().replace(new Uint8Array(content));
  }

  async sync(): Promise<void> {
    const file = this.#file();
    const count = file.pendingCount();
    await this.#disk.forced(this.#name, this.#life);
    file.force(count);
  }

  async close(): Promise<void> {
    // Nothing is held: what was not forced stays so until the disk crashes.
  }

  #file(): MemoryFile {
    this.#disk.assertAlive(this.#life);
    return this.#disk.file(this.#name);
  }
}

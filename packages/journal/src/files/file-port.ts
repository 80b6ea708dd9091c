/** An open file. Positions and sizes in bytes. */
export interface JournalFile {
  /** Writes all bytes or rejects; what was written before a rejection is unknown. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Up to `length` bytes; fewer only at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Resolves when everything written so far survives a loss of power. */
  datasync(): Promise<void>;
  truncate(size: number): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** What the journal needs of a file system; tests give one that fails and forgets. */
export interface FilePort {
  /** Opens for reading and writing, creating the file with this mode when it is missing. */
  open(path: string, mode?: number): Promise<JournalFile>;
  /** Opens a file that is there; undefined when it is not. */
  openExisting(path: string): Promise<JournalFile | undefined>;
  /** The permission bits, or undefined when there is no such file. */
  mode(path: string): Promise<number | undefined>;
  /** The whole content, or undefined when there is no such file. */
  readWhole(path: string): Promise<Uint8Array | undefined>;
  /** Names in a folder; none when there is no such folder. */
  list(path: string): Promise<string[]>;
  /** Makes a folder and its parents. */
  makeDirectory(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes names created, renamed or removed in a folder durable. */
  syncDirectory(path: string): Promise<void>;
}

/** Only the program's own account may read a journal. */
export const PRIVATE_MODE = 0o600;

/** What a crash may leave beside a file of this name that was to be replaced. */
export function leftOverOf(name: string): string {
  return `${name}.tmp`;
}

/**
 * Replaces a file in one step: after a crash it holds the old bytes or the new, never a mixture.
 * On disk when it resolves, if `syncName`; else the old bytes may come back after a loss of power.
 */
export async function replaceFile(
  files: FilePort,
  folder: string,
  name: string,
  bytes: Uint8Array,
  syncName = true,
): Promise<void> {
  const temporary = `${folder}/${leftOverOf(name)}`;
  const file = await files.open(temporary, PRIVATE_MODE);
  try {
    await file.truncate(0);
    await file.write(bytes, 0);
    await file.datasync();
  } finally {
    await file.close();
  }
  await files.rename(temporary, `${folder}/${name}`);
  if (syncName) await files.syncDirectory(folder);
}

// Bytes on disk: of the files of a folder, and of the tables of a database.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Bytes of the files below a folder whose path matches. */
export function folderBytes(folder: string, pattern: RegExp): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name))
    .filter((path) => pattern.test(path))
    .reduce((sum, path) => sum + statSync(path).size, 0);
}

/** Bytes of the pages of each table and index, largest first. */
export function tableBytes(path: string): [name: string, bytes: number][] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database
      .prepare('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC')
      .all()
      .map(({ bytes, name }) => [String(name), Number(bytes)]);
  } finally {
    database.close();
  }
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A key file of the home; what it holds is not looked at. */
export interface ListedKeyFile {
  readonly name: string;
  readonly purpose: string;
  readonly encrypted: boolean;
  /** Nobody but its owner has any right. */
  readonly isPrivate: boolean;
  readonly madeAt: number;
}

/** Rights of group and others. */
const OTHERS = 0o077;
const FILES_MAX = 64;

/** Key files of a home by name; a file that is none is left out. */
export function keyFilesIn(folder: string): readonly ListedKeyFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names
    .sort()
    .slice(0, FILES_MAX)
    .flatMap((name) => {
      const path = join(folder, name);
      const { mode, mtimeMs } = statSync(path);
      const facts = factsOf(readFileSync(path, 'utf8'));
      if (facts === undefined) return [];
      const isPrivate = (mode & OTHERS) === 0;
      return [{ name, ...facts, isPrivate, madeAt: Math.floor(mtimeMs) }];
    });
}

function factsOf(text: string): { purpose: string; encrypted: boolean } | undefined {
  try {
    const { purpose, encrypted_seed } = JSON.parse(text) as Record<string, unknown>;
    return typeof purpose === 'string'
      ? { purpose, encrypted: encrypted_seed !== undefined }
      : undefined;
  } catch {
    return undefined;
  }
}

import { hash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HostError } from '../errors.ts';
import { MANIFEST_FILES_MAX, type ManifestFile, type ReleaseManifest } from './release-manifest.ts';

/** Where the files of the running program lie. */
export const PROGRAM_ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** What runs, and what says which libraries run with it. */
const FOLDERS = ['node', 'packages', 'scripts', 'supervisor'];
const FILES = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
/** What is installed, built, or only tests; the lockfile states the installed by its hashes. */
const APART = new Set(['node_modules', 'dist', 'coverage', '.cache', 'test']);
/** Files hashed before other work gets its turn: a millisecond. Asking for each costs ten times. */
const SLICE = 16;

interface Found {
  readonly path: string;
  readonly isLink: boolean;
}

/** Hashes every file of the program at `root`; throws `PROGRAM_UNREADABLE`. */
export async function measureProgram(root = PROGRAM_ROOT): Promise<ReleaseManifest> {
  try {
    const found: Found[] = FILES.map((path) => ({ path, isLink: false }));
    for (const folder of FOLDERS) collect(root, folder, found);
    if (found.length > MANIFEST_FILES_MAX) throw new Error(`${found.length} files`);
    found.sort((a, b) => (a.path < b.path ? -1 : 1));
    const files: ManifestFile[] = [];
    for (const [i, { path, isLink }] of found.entries()) {
      if (i % SLICE === 0) await otherWork();
      files.push({ path, hash: hashOf(join(root, path), isLink) });
    }
    return { version: versionOf(root), files };
  } catch (cause) {
    const [zh, en] = ['读不到程序自身的文件', 'the files of the program cannot be read'];
    throw new HostError('PROGRAM_UNREADABLE', zh, en, cause);
  }
}

function collect(root: string, folder: string, found: Found[]): void {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (APART.has(entry.name)) continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) collect(root, path, found);
    else found.push({ path, isLink: entry.isSymbolicLink() });
  }
}

// A link in the place of a file is another file, whatever it points at.
function hashOf(path: string, isLink: boolean): string {
  const bytes = isLink ? Buffer.from(`link ${readlinkSync(path)}`) : readFileSync(path);
  return hash('sha256', bytes);
}

function versionOf(root: string): string {
  const facts: unknown = JSON.parse(readFileSync(join(root, 'node/package.json'), 'utf8'));
  const { version } = facts as { version?: unknown };
  if (typeof version !== 'string') throw new Error('node/package.json has no version');
  return version;
}

import { parse } from 'yaml';

/** A library that the programs run with, as the lockfile fixes it. */
export interface Library {
  readonly name: string;
  readonly version: string;
  /** SHA-512 of the package, base64, as the lockfile states it; absent: it states none. */
  readonly sha512?: string;
  /** Libraries that it asks for, as `name@version`, ascending. */
  readonly dependsOn: readonly string[];
}

/** Workspace packages whose libraries run in production. */
const PROGRAMS = ['node', 'supervisor'];
const WORKSPACE = 'link:';
const LOCK_VERSION = '9.0';

interface Importer {
  readonly dependencies?: Readonly<Record<string, { readonly version: string }>>;
}
interface Snapshot {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Lockfile {
  readonly lockfileVersion: string;
  readonly importers: Readonly<Record<string, Importer>>;
  readonly packages: Readonly<Record<string, { resolution?: { integrity?: string } }>>;
  readonly snapshots: Readonly<Record<string, Snapshot>>;
}

/**
 * Every library that the two programs reach from their own packages, by the text of
 * `pnpm-lock.yaml`; ascending by name and version. Undefined when it is no lockfile of the version
 * that this program knows.
 */
export function librariesOf(lockfile: string): readonly Library[] | undefined {
  const lock = readLock(lockfile);
  if (lock === undefined) return undefined;
  const reached = new Map<string, readonly string[]>();
  const waiting = productionRoots(lock);
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (reached.has(key)) continue;
    const { dependencies = {}, optionalDependencies = {} } = lock.snapshots[key] ?? {};
    const asked = Object.entries({ ...dependencies, ...optionalDependencies });
    const keys = asked.map(([name, version]) => keyOf(lock, name, version));
    reached.set(key, keys);
    waiting.push(...keys);
  }
  return [...reached].map(([key, keys]) => libraryOf(lock, key, keys)).sort(byName);
}

function readLock(text: string): Lockfile | undefined {
  let lock: Partial<Lockfile> | null;
  try {
    lock = parse(text);
  } catch {
    return undefined;
  }
  const { importers, packages, snapshots } = lock ?? {};
  if (lock?.lockfileVersion !== LOCK_VERSION || !importers || !packages || !snapshots) {
    return undefined;
  }
  return { lockfileVersion: LOCK_VERSION, importers, packages, snapshots };
}

// From the programs through the workspace packages that they are linked with.
function productionRoots(lock: Lockfile): string[] {
  const roots: string[] = [];
  const seen = new Set<string>();
  const folders = [...PROGRAMS];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    for (const [name, { version }] of Object.entries(lock.importers[folder]?.dependencies ?? {})) {
      if (version.startsWith(WORKSPACE)) folders.push(linked(folder, version));
      else roots.push(keyOf(lock, name, version));
    }
  }
  return roots;
}

function linked(folder: string, link: string): string {
  return new URL(link.slice(WORKSPACE.length), `file:///${folder}/`).pathname.slice(1);
}

// An alias names the package that it stands for in place of a version.
function keyOf({ snapshots }: Lockfile, name: string, version: string): string {
  const own = `${name}@${version}`;
  return own in snapshots ? own : version;
}

function libraryOf(lock: Lockfile, key: string, keys: readonly string[]): Library {
  const plain = plainKey(key);
  const { name, version } = partsOf(plain);
  const integrity = lock.packages[plain]?.resolution?.integrity;
  const [, sha512] = /^sha512-(.+)$/.exec(integrity ?? '') ?? [];
  return {
    ...{ name, version },
    ...(sha512 === undefined ? {} : { sha512 }),
    dependsOn: [...new Set(keys.map(plainKey))].sort(),
  };
}

// Without the peers that it was resolved with, which stand in brackets.
function plainKey(key: string): string {
  return key.replace(/\(.*$/, '');
}

function partsOf(key: string): { readonly name: string; readonly version: string } {
  const at = key.lastIndexOf('@');
  return { name: key.slice(0, at), version: key.slice(at + 1) };
}

function byName(a: Library, b: Library): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.version < b.version ? -1 : 1;
}

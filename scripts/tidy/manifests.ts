// What the package.json files and the architecture page say, held against the ring table.
import { folderOfPackage, isWorkspacePackage, LIBRARIES, packageName, RINGS } from '../rings.ts';

/** The fields of a package.json that are looked at. */
interface Manifest {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Problems of the package.json of one workspace folder, given as text. */
export function manifestProblems(folder: string, text: string): string[] {
  const manifest = JSON.parse(text) as Manifest;
  const ring = RINGS[folder];
  if (ring === undefined) return [`${folder}: has no ring in scripts/rings.ts`];
  return [
    ...nameProblem(folder, manifest.name),
    ...Object.keys(manifest.dependencies ?? {})
      .map((name) => dependencyProblem(folder, ring, name))
      .filter((problem) => problem !== undefined),
  ];
}

/** Packages and programs are named after their folder; the pages of a program as they like. */
function nameProblem(folder: string, name: string | undefined): string[] {
  const expected = packageName(folder);
  const isPage = folder.includes('/') && !folder.startsWith('packages/');
  return isPage || name === expected ? [] : [`${folder}: is named '${name}', not '${expected}'`];
}

function dependencyProblem(folder: string, ring: number, name: string): string | undefined {
  if (isWorkspacePackage(name)) {
    const target = folderOfPackage(name);
    const targetRing = target === undefined ? undefined : RINGS[target];
    if (targetRing === undefined) return `${folder}: declares '${name}', which has no ring`;
    if (targetRing < ring) return undefined;
    return `${folder}: ring ${ring} declares '${name}' of ring ${targetRing}`;
  }
  const allowed = LIBRARIES[folder] ?? [];
  const isAllowed = allowed.some((entry) =>
    entry.endsWith('/') ? name.startsWith(entry) : name === entry,
  );
  return isAllowed ? undefined : `${folder}: may not declare the library '${name}'`;
}

/**
 * Holds the ring table of the architecture page, rows like "| 1 | `tlog` | … |", against the
 * packages that exist: each has its row, with its ring, and no row is left over from another time.
 */
export function drawingProblems(text: string, folders: readonly string[]): string[] {
  const rows = [...text.matchAll(/^\|\s*(\d)\s*\|\s*`([\w/-]+?)\/?`\s*\|/gm)];
  const drawn = new Map(rows.map(([, ring, name]) => [folderInTable(name ?? ''), Number(ring)]));
  return [
    ...folders.flatMap((folder) => {
      const ring = drawn.get(folder);
      if (ring === undefined) return [`${folder}: is not in the table of rings`];
      return ring === RINGS[folder] ? [] : [`${folder}: is drawn in ring ${ring}`];
    }),
    ...[...drawn.keys()]
      .filter((folder) => !folders.includes(folder))
      .map((folder) => `${folder}: is drawn but does not exist`),
  ];
}

function folderInTable(name: string): string {
  return name in RINGS ? name : `packages/${name}`;
}

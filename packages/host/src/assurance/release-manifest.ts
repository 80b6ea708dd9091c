import { createHash } from 'node:crypto';

/** One file of a program, by its path from the program's root, with `/`. */
export interface ManifestFile {
  readonly path: string;
  /** SHA-256 in lower-case hexadecimal. */
  readonly hash: string;
}

/** The files of one version of the program. */
export interface ReleaseManifest {
  readonly version: string;
  /** Ascending by path, each once. */
  readonly files: readonly ManifestFile[];
}

/** How a file differs from the manifest that it is held against. */
export interface FileDifference {
  readonly path: string;
  readonly what: 'changed' | 'missing' | 'added';
}

/** Ten times the files of this version. */
export const MANIFEST_FILES_MAX = 20_000;
export const MANIFEST_BYTES_MAX = 4 * 1024 * 1024;

const HEAD = 'mingjing release 1';
const VERSION_LINE = /^version ([0-9A-Za-z][0-9A-Za-z.+-]{0,63})$/;
/** As `sha256sum` writes it and reads it again. */
const FILE_LINE = /^([0-9a-f]{64}) {2}(\S.*)$/;

/** The text of a manifest; `manifestHash` of it is what members declare on the chain. */
export function manifestText({ version, files }: ReleaseManifest): string {
  const lines = files.map(({ path, hash }) => `${hash}  ${path}`);
  return `${[HEAD, `version ${version}`, ...lines].join('\n')}\n`;
}

/** SHA-256 of the manifest's text, 32 bytes. */
export function manifestHash(manifest: ReleaseManifest): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(manifestText(manifest)).digest());
}

/** Reads the text of a manifest; undefined unless it is one, whole and in order. */
export function parseManifest(text: string): ReleaseManifest | undefined {
  if (Buffer.byteLength(text) > MANIFEST_BYTES_MAX) return undefined;
  const [head, versionLine, ...rest] = text.split('\n');
  const version = VERSION_LINE.exec(versionLine ?? '')?.[1];
  if (head !== HEAD || version === undefined || rest.pop() !== '') return undefined;
  if (rest.length > MANIFEST_FILES_MAX) return undefined;
  const files: ManifestFile[] = [];
  for (const line of rest) {
    const [, hash, path] = FILE_LINE.exec(line) ?? [];
    if (hash === undefined || path === undefined) return undefined;
    if (path <= (files.at(-1)?.path ?? '')) return undefined;
    files.push({ path, hash });
  }
  return { version, files };
}

/** What differs in `measured` from what was declared, ascending by path. */
export function differences(
  declared: ReleaseManifest,
  measured: ReleaseManifest,
): readonly FileDifference[] {
  const found = new Map(measured.files.map(({ path, hash }) => [path, hash]));
  const known = new Set(declared.files.map(({ path }) => path));
  const gone = declared.files.flatMap(({ path, hash }): FileDifference[] => {
    const now = found.get(path);
    if (now === hash) return [];
    return [{ path, what: now === undefined ? 'missing' : 'changed' }];
  });
  const added = measured.files
    .filter(({ path }) => !known.has(path))
    .map(({ path }): FileDifference => ({ path, what: 'added' }));
  return [...gone, ...added].sort((a, b) => (a.path < b.path ? -1 : 1));
}

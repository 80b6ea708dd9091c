import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { assert } from '@mingjing/crypto';
import type { AnyRoute } from './route.ts';

/** A page is served as it was when the program started: what changes on disk changes nothing. */
export interface StaticPage {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The built pages of a console with room to spare; they lie in memory. */
const PAGES_BYTES_MAX = 64 * 1024 * 1024;
const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Reads all files below a folder; `index.html` also answers for its folder. */
export async function loadStaticPages(folder: string, prefix = '/'): Promise<StaticPage[]> {
  return pagesFrom(await readFolder(folder), prefix);
}

/** The pages of these files, by their paths below the folder that answers at `prefix`. */
export function pagesFrom(files: ReadonlyMap<string, Uint8Array>, prefix: string): StaticPage[] {
  const total = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  assert(total <= PAGES_BYTES_MAX, 'static pages fit into memory');
  return [...files].flatMap(([file, bytes]) => {
    const mediaType = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
    const page = { path: prefix + file, mediaType, bytes };
    if (basename(file) !== 'index.html') return [page];
    return [page, { ...page, path: page.path.slice(0, -'index.html'.length) }];
  });
}

async function readFolder(folder: string, below = ''): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  for (const entry of entries) {
    assert(FILE_NAME.test(entry.name), `'${entry.name}' is no name of a page`);
    const path = below + entry.name;
    if (entry.isFile()) files.set(path, await readFile(join(folder, path)));
    if (!entry.isDirectory()) continue;
    for (const [file, bytes] of await readFolder(folder, `${path}/`)) files.set(file, bytes);
  }
  return files;
}

/** The routes of pages, with entity tags so that an unchanged page is not sent again. */
export function staticRoutes(pages: readonly StaticPage[]): AnyRoute[] {
  return pages.map(({ path, mediaType, bytes }) => {
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    const headers = { etag, 'cache-control': 'no-cache' };
    return {
      method: 'GET',
      path,
      policy: 'static',
      act: { notAnAct: 'a file that is the same for everybody' },
      summary: path,
      handler: (call) =>
        call.headers['if-none-match'] === etag
          ? { status: 304, headers, text: '' }
          : { headers, mediaType, bytes },
    };
  });
}

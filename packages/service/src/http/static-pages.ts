import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
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
  const pages: StaticPage[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    assert(FILE_NAME.test(entry.name), `'${entry.name}' is no name of a page`);
    const file = join(folder, entry.name);
    const path = prefix + entry.name;
    if (entry.isDirectory()) pages.push(...(await loadStaticPages(file, `${path}/`)));
    if (!entry.isFile()) continue;
    const mediaType = MEDIA_TYPES[extname(entry.name)] ?? 'application/octet-stream';
    const bytes = await readFile(file);
    pages.push({ path, mediaType, bytes });
    if (entry.name === 'index.html') pages.push({ path: prefix, mediaType, bytes });
  }
  const total = pages.reduce((sum, { bytes }) => sum + bytes.length, 0);
  assert(total <= PAGES_BYTES_MAX, 'static pages fit into memory');
  return pages;
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

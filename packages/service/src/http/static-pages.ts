import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
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

/**
 * The routes of pages, with entity tags so that an unchanged page is not sent again. Text is packed
 * for who takes it so, once, when it is first asked for.
 */
export function staticRoutes(pages: readonly StaticPage[]): AnyRoute[] {
  return pages.map((page) => {
    const { path, mediaType, bytes } = page;
    const tag = createHash('sha256').update(bytes).digest('base64url');
    const packed = packedOnce(page);
    return {
      method: 'GET',
      path,
      policy: 'static',
      act: { notAnAct: 'a file that is the same for everybody' },
      summary: path,
      async handler({ headers: asked }) {
        const isPacked = packed !== undefined && takesGzip(asked['accept-encoding']);
        // Two forms of one page are two entities (RFC 9110, 8.8.3).
        const etag = isPacked ? `"${tag}-gzip"` : `"${tag}"`;
        const headers = {
          ...{ etag, 'cache-control': 'no-cache' },
          ...(packed === undefined ? {} : { vary: 'accept-encoding' }),
        };
        if (asked['if-none-match'] === etag) return { status: 304, headers, text: '' };
        if (!isPacked) return { headers, mediaType, bytes };
        const encoded = { ...headers, 'content-encoding': 'gzip' };
        return { headers: encoded, mediaType, bytes: await packed() };
      },
    };
  });
}

/** Below that a packed page is no smaller on the wire. */
const PACKED_FROM_BYTES = 1024;
const PACKED_TYPES = /^(?:text\/|application\/json|image\/svg)/;

function packedOnce({ bytes, mediaType }: StaticPage): (() => Promise<Uint8Array>) | undefined {
  if (bytes.length < PACKED_FROM_BYTES || !PACKED_TYPES.test(mediaType)) return undefined;
  let packed: Promise<Uint8Array> | undefined;
  return () => {
    packed ??= promisify(gzip)(bytes);
    return packed;
  };
}

function takesGzip(accepted: string | string[] | undefined): boolean {
  return /(?:^|,)\s*gzip\s*(?:,|$)/.test(String(accepted ?? ''));
}

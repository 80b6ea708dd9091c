import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { ServiceError, type ServiceErrorCode } from '../errors.ts';
import { createTexts } from '../text/texts.ts';
import { MANIFEST_FILE, type PageManifest, pageHash, readManifest } from './page-manifest.ts';
import { pagesFrom, type StaticPage } from './static-pages.ts';

/** The pages of a build, as they were when they were loaded. */
export interface SignedPages {
  readonly folder: string;
  readonly pages: readonly StaticPage[];
  /** Every file by its path below the folder, the manifest too. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly manifest: PageManifest;
}

/** Pages that are not loaded, and the file for whose sake. */
export class PagesError extends ServiceError {
  /** Below the folder of the pages. */
  readonly file: string;

  constructor(code: ServiceErrorCode, folder: string, file: string, cause?: unknown) {
    super(code, texts.both(`service.${code}`, { file, folder }), cause);
    this.file = file;
  }
}

const texts = createTexts();

/**
 * Reads the files that a signed manifest names, and no other; throws `PagesError`: `PAGES_UNSIGNED`
 * for a manifest that is none, `PAGES_SIGNER` for one by another key than `signer` (hex),
 * `PAGES_CHANGED` with the first file that is not as it was built.
 */
export async function loadSignedPages(
  folder: string,
  prefix: string,
  signer?: string,
): Promise<SignedPages> {
  const manifestBytes = await read(folder, MANIFEST_FILE, 'PAGES_UNSIGNED');
  const manifest = readManifest(manifestBytes.toString('utf8'));
  if (manifest === undefined) throw new PagesError('PAGES_UNSIGNED', folder, MANIFEST_FILE);
  if (signer !== undefined && bytesToHex(manifest.key) !== signer) {
    throw new PagesError('PAGES_SIGNER', folder, MANIFEST_FILE);
  }
  const files = new Map<string, Uint8Array>();
  for (const [path, hash] of manifest.files) {
    const bytes = await read(folder, path, 'PAGES_CHANGED');
    if (pageHash(bytes) !== hash) throw new PagesError('PAGES_CHANGED', folder, path);
    files.set(path, bytes);
  }
  const pages = pagesFrom(files, prefix);
  return { folder, pages, files: files.set(MANIFEST_FILE, manifestBytes), manifest };
}

async function read(folder: string, path: string, code: ServiceErrorCode): Promise<Buffer> {
  return readFile(join(folder, path)).catch((cause: unknown) => {
    throw new PagesError(code, folder, path, cause);
  });
}

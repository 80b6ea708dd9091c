import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnyRoute } from '../http/route.ts';
import { loadStaticPages, pagesFrom, type StaticPage, staticRoutes } from '../http/static-pages.ts';

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const require = createRequire(import.meta.url);
/** The module that derives a key from a passphrase, and those that it imports. */
const HASHES = ['argon2.js', 'blake2.js', '_blake.js', '_md.js', '_u64.js', 'utils.js'];

/** The page on which officers enrol, log in and see their sessions, below `/account/`. */
export async function accountPageRoutes(): Promise<AnyRoute[]> {
  return staticRoutes([
    ...(await loadStaticPages(folder('page'), '/account/')),
    ...(await loadStaticPages(folder('i18n'), '/account/i18n/')),
    ...(await libraryPages()),
  ]);
}

/** Libraries of the page, module by module as their packages have them: there is no build. */
async function libraryPages(): Promise<StaticPage[]> {
  const hashes = dirname(require.resolve('@noble/hashes/argon2.js'));
  const modules = [
    ...HASHES.map((name) => [`hashes/${name}`, join(hashes, name)] as const),
    ['qrcode.js', join(dirname(require.resolve('qrcode-generator')), 'qrcode.mjs')] as const,
  ];
  const files = modules.map(async ([name, path]) => [name, await readFile(path)] as const);
  return pagesFrom(new Map(await Promise.all(files)), '/account/lib/');
}

import { fileURLToPath } from 'node:url';
import type { AnyRoute } from '../http/route.ts';
import { loadStaticPages, staticRoutes } from '../http/static-pages.ts';

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The page on which officers enrol, log in and see their sessions, below `/account/`. */
export async function accountPageRoutes(): Promise<AnyRoute[]> {
  return staticRoutes([
    ...(await loadStaticPages(folder('page'), '/account/')),
    ...(await loadStaticPages(folder('i18n'), '/account/i18n/')),
  ]);
}

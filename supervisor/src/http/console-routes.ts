import { fileURLToPath } from 'node:url';
import { placesOf, type Site, type SitePages } from '@mingjing/host';
import type { AnyRoute } from '@mingjing/service';

export const CONSOLE: Site = {
  ...{ name: 'console', base: '/console/' },
  folder: fileURLToPath(new URL('../../console/dist', import.meta.url)),
};

/** Short addresses, for people who type them. */
const SHORT: Readonly<Record<string, string>> = { '/': '', '/wall': 'wall' };

/** The supervision console: files for everybody, since what they show is asked for by a session. */
export function consolePages(pages: SitePages): AnyRoute[] {
  const short = Object.entries(SHORT).map(
    ([path, place]): AnyRoute => ({
      ...{ method: 'GET', path, policy: 'static' },
      act: { notAnAct: 'an address that is the same for everybody' },
      summary: 'The console',
      handler: () => ({ status: 302, headers: { location: CONSOLE.base + place }, text: '' }),
    }),
  );
  return [...placesOf(CONSOLE, pages), ...short];
}

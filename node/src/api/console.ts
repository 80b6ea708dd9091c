import { fileURLToPath } from 'node:url';
import { placesOf, type Site, type SitePages } from '@mingjing/host';
import { type AnyRoute, type Catalogue, type StaticPage, staticRoutes } from '@mingjing/service';
import type { AgendaNames } from '../management/agenda.ts';

export const CONSOLE: Site = {
  ...{ name: 'console', base: '/console/' },
  folder: fileURLToPath(new URL('../../console/dist', import.meta.url)),
};

/** The management console, and what its page of today calls the things that wait. */
export function consoleRoutes(
  pages: SitePages,
  catalogues: readonly Catalogue[],
  names: AgendaNames,
): AnyRoute[] {
  const places = placesOf(CONSOLE, pages);
  if (!pages.ok) return places;
  const texts = (['zh-CN', 'en'] as const).map((language) =>
    agendaTexts(catalogues, names, language),
  );
  return [...places, ...staticRoutes(texts)];
}

/** What each area calls the things that wait, by area and kind, and what they are about. */
function agendaTexts(
  catalogues: readonly Catalogue[],
  names: AgendaNames,
  language: keyof Catalogue,
): StaticPage {
  const parts = catalogues.map((catalogue) => {
    const { agenda } = catalogue[language] as { readonly agenda?: object };
    return agenda ?? {};
  });
  const named = Object.fromEntries(
    Object.entries(names).map(([area, each]) => [
      area,
      Object.fromEntries(each.map((one) => [one.id, one[language]])),
    ]),
  );
  const bytes = new TextEncoder().encode(
    JSON.stringify({ kinds: Object.assign({}, ...parts), names: named }),
  );
  const mediaType = 'application/json; charset=utf-8';
  return { path: `${CONSOLE.base}agenda/${language}.json`, mediaType, bytes };
}

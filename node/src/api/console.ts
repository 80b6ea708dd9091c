import { fileURLToPath } from 'node:url';
import { placesOf, type Site, type SitePages } from '@mingjing/host';
import { type AnyRoute, type Catalogue, type StaticPage, staticRoutes } from '@mingjing/service';

export const CONSOLE: Site = {
  ...{ name: 'console', base: '/console/' },
  folder: fileURLToPath(new URL('../../console/dist', import.meta.url)),
};

/** The management console, and what its page of today calls the things that wait. */
export function consoleRoutes(pages: SitePages, catalogues: readonly Catalogue[]): AnyRoute[] {
  const places = placesOf(CONSOLE, pages);
  if (!pages.ok) return places;
  const texts = (['zh-CN', 'en'] as const).map((language) => agendaTexts(catalogues, language));
  return [...places, ...staticRoutes(texts)];
}

/** What each area of the management service calls the things that wait: by area and kind. */
function agendaTexts(catalogues: readonly Catalogue[], language: keyof Catalogue): StaticPage {
  const parts = catalogues.map((catalogue) => {
    const { agenda } = catalogue[language] as { readonly agenda?: object };
    return agenda ?? {};
  });
  const bytes = new TextEncoder().encode(JSON.stringify(Object.assign({}, ...parts)));
  const mediaType = 'application/json; charset=utf-8';
  return { path: `${CONSOLE.base}agenda/${language}.json`, mediaType, bytes };
}

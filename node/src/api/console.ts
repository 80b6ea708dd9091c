import {
  type AnyRoute,
  type Catalogue,
  Problem,
  type StaticPage,
  staticRoutes,
} from '@mingjing/service';
import { CONSOLE, type SitePages } from './sites.ts';

/** A place of the console, such as `approvals/new`: files have a dot, places none. */
const PLACE = /^[\w/-]*$/;

/**
 * The management console. Every place in it answers with the same page, which shows the place by
 * its address. Where the console is not served, its address says why.
 */
export function consoleRoutes(pages: SitePages, catalogues: readonly Catalogue[]): AnyRoute[] {
  const place = placeRoute(pages);
  // Without pages the base has none of its own.
  if (!pages.ok) return [place, { ...place, path: CONSOLE.base }];
  const texts = (['zh-CN', 'en'] as const).map((language) => agendaTexts(catalogues, language));
  return [...pages.routes, ...staticRoutes(texts), place];
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

function placeRoute(pages: SitePages): AnyRoute {
  return {
    method: 'GET',
    path: `${CONSOLE.base}*`,
    policy: 'static',
    act: { notAnAct: 'a page that is the same for everybody' },
    summary: 'Places of the management console',
    handler(call) {
      if (!pages.ok) throw pages.problem;
      const { '*': place = '' } = call.params as { '*'?: string };
      if (!PLACE.test(place)) throw new Problem(404, 'not-found');
      return pages.start.handler(call);
    },
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type AnyRoute,
  type Catalogue,
  loadStaticPages,
  Problem,
  type StaticPage,
  staticRoutes,
} from '@mingjing/service';

const FOLDER = fileURLToPath(new URL('../../console/dist', import.meta.url));
const BASE = '/console/';
/** A place of the console, such as `approvals/new`: files have a dot, places none. */
const PLACE = /^[\w/-]*$/;

/**
 * The management console. Every place in it answers with the same page, which shows the place by
 * its address. Where the console was not built, its address says so.
 */
export async function consoleRoutes(
  catalogues: readonly Catalogue[],
  folder = FOLDER,
): Promise<AnyRoute[]> {
  if (!existsSync(join(folder, 'index.html'))) return [placeRoute(undefined), startRoute()];
  const texts = (['zh-CN', 'en'] as const).map((language) => agendaTexts(catalogues, language));
  const routes = staticRoutes([...(await loadStaticPages(folder, BASE)), ...texts]);
  return [...routes, placeRoute(routes.find(({ path }) => path === BASE))];
}

/** What each area of the management service calls the things that wait: by area and kind. */
function agendaTexts(catalogues: readonly Catalogue[], language: keyof Catalogue): StaticPage {
  const parts = catalogues.map((catalogue) => {
    const { agenda } = catalogue[language] as { readonly agenda?: object };
    return agenda ?? {};
  });
  const bytes = new TextEncoder().encode(JSON.stringify(Object.assign({}, ...parts)));
  const mediaType = 'application/json; charset=utf-8';
  return { path: `${BASE}agenda/${language}.json`, mediaType, bytes };
}

/** Without a console the base has no page of its own. */
function startRoute(): AnyRoute {
  return { ...placeRoute(undefined), path: BASE };
}

function placeRoute(start: AnyRoute | undefined): AnyRoute {
  return {
    method: 'GET',
    path: `${BASE}*`,
    policy: 'static',
    act: { notAnAct: 'a page that is the same for everybody' },
    summary: 'Places of the management console',
    handler(call) {
      if (start === undefined) throw new Problem(404, 'console-not-built');
      const { '*': place = '' } = call.params as { '*'?: string };
      if (!PLACE.test(place)) throw new Problem(404, 'not-found');
      return start.handler(call);
    },
  };
}

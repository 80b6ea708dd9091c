import { fileURLToPath } from 'node:url';
import type { Portal, Site, SitePages } from '@mingjing/host';
import { type AnyRoute, type Route, staticRoutes } from '@mingjing/service';

export const PORTAL: Site = {
  ...{ name: 'portal', base: '/' },
  folder: fileURLToPath(new URL('../../portal/dist/site', import.meta.url)),
};

/** Places of the portal; each answers with the same page, which shows the place by its address. */
const PLACES = [
  ...['/records', '/verify', '/publish', '/complain', '/notices', '/register', '/my-data'],
  '/about',
] as const;
const VERIFY_FILE = '/verify.html';

const shared = {
  method: 'GET',
  policy: 'static',
  act: { notAnAct: 'a page that is the same for everybody' },
} as const;

/** The public portal, and what crawlers are told at every listener. */
export function portalOf(pages: SitePages): Portal {
  const robots = staticRoutes([ROBOTS]);
  if (!pages.ok) {
    const { problem } = pages;
    const refuse = () => {
      throw problem;
    };
    const routes = ['/', ...PLACES].map((path) => placeRoute(path, refuse));
    return { everywhere: robots, routes };
  }
  const { routes, start } = pages;
  const places = PLACES.map((path) => placeRoute(path, start.handler));
  const page = routes.map((route) => (route.path === VERIFY_FILE ? saved(route) : route));
  return { everywhere: robots, routes: [...page, ...places], notFoundPage: pages.startPage };
}

function placeRoute(path: string, handler: Route['handler']): AnyRoute {
  return { ...shared, path, summary: 'A place of the portal', handler };
}

/** The page to be kept: it has its own policy, which only holds when it is opened from disk. */
function saved(route: AnyRoute): AnyRoute {
  const headers = { 'content-disposition': 'attachment; filename="mingjing-verify.html"' };
  return {
    ...route,
    async handler(call) {
      const answer = await route.handler(call);
      return { ...answer, headers: { ...answer.headers, ...headers } };
    },
  };
}

/** Robots may show who runs this and how it is used; records are for people and their programs. */
const ROBOTS = {
  path: '/robots.txt',
  mediaType: 'text/plain; charset=utf-8',
  bytes: Buffer.from(
    ['User-agent: *', 'Allow: /$', 'Allow: /about$', 'Disallow: /', ''].join('\n'),
  ),
};

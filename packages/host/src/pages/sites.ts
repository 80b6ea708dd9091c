import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AnyRoute,
  loadSignedPages,
  MANIFEST_FILE,
  PagesError,
  PageWatch,
  Problem,
  type SignedPages,
  type StaticPage,
  staticRoutes,
} from '@mingjing/service';
import type { Host } from '../host.ts';
import type { PagesConfig } from './pages-config.ts';

const SECOND_MS = 1000;
/** Between two looks at a file that may be put back. */
const LOOK_MS = 250;

/** A site that is built beside a program and served by it. */
export interface Site {
  /** Entries name it so; `<name>-not-built` is the problem of one that was not built. */
  readonly name: string;
  /** Where its files lie. */
  readonly folder: string;
  readonly base: string;
}

/** What a site answers with, or why it does not. */
export type SitePages =
  | {
      readonly ok: true;
      readonly routes: readonly AnyRoute[];
      /** The page that shows every place of the site. */
      readonly start: AnyRoute;
      readonly startPage: StaticPage;
    }
  | { readonly ok: false; readonly problem: Problem };

/** Where it is written down that a page was changed. */
export type Noting = Pick<Host, 'logger' | 'nodeId'> & {
  readonly journal: Pick<Host['journal'], 'append'>;
};

/** The pages of a program: loaded once, served from memory, held against the disk. */
export class Sites {
  readonly #host: Noting;
  readonly #config: PagesConfig;
  readonly #loaded: SignedPages[] = [];
  readonly #names = new Map<string, string>();
  #watch: PageWatch | undefined;

  constructor(host: Noting, config: PagesConfig) {
    this.#host = host;
    this.#config = config;
  }

  /**
   * Loads a site. One whose files are not as they were built is not served; the program goes on,
   * since a chain stands above its pages.
   */
  async open({ base, folder, name }: Site): Promise<SitePages> {
    this.#names.set(folder, name);
    if (!existsSync(join(folder, MANIFEST_FILE)) && !existsSync(join(folder, 'index.html'))) {
      return { ok: false, problem: new Problem(404, `${name}-not-built`) };
    }
    try {
      const site = await this.#load(folder, base);
      const isStart = ({ path }: { readonly path: string }) => path === base;
      const routes = staticRoutes(site.pages);
      const [start, startPage] = [routes.find(isStart), site.pages.find(isStart)];
      if (start === undefined || startPage === undefined) {
        throw new PagesError('PAGES_UNSIGNED', folder, 'index.html');
      }
      this.#loaded.push(site);
      return { ok: true, routes, start, startPage };
    } catch (error) {
      if (!(error instanceof PagesError)) throw error;
      this.#host.logger.error({ err: error, file: error.file }, 'pages are not served');
      await this.#note('page-refused', folder, error.file, error.code);
      const fields = { file: error.file };
      return { ok: false, problem: new Problem(503, 'pages-changed', { fields }) };
    }
  }

  /**
   * A changed file is looked at for as long as another program that serves the same folder takes to
   * put it back; then it counts as changed.
   */
  async #load(folder: string, base: string): Promise<SignedPages> {
    const endsAt = performance.now() + this.#config.check_seconds * SECOND_MS;
    for (;;) {
      try {
        return await loadSignedPages(folder, base, this.#config.signer);
      } catch (error) {
        const mayMend = error instanceof PagesError && error.code === 'PAGES_CHANGED';
        if (!mayMend || performance.now() >= endsAt) throw error;
      }
      await pause(LOOK_MS);
    }
  }

  /** Sites that are served, each with its files as they were loaded. */
  get loaded(): readonly SignedPages[] {
    return this.#loaded;
  }

  /** Begins to hold what was loaded against the disk. */
  watch(): void {
    const { logger } = this.#host;
    this.#watch = new PageWatch({
      sites: this.#loaded,
      everyMs: this.#config.check_seconds * SECOND_MS,
      events: {
        restored: async (folder, file) => {
          logger.warn({ folder, file }, 'a page was changed on disk and put back');
          await this.#note('page-restored', folder, file);
        },
        notRestored: async (folder, file, err) => {
          logger.error({ err, folder, file }, 'a page was changed on disk and cannot be put back');
          await this.#note('page-not-restored', folder, file, 'io');
        },
        rebuilt: (folder) => {
          logger.warn({ folder }, 'pages were built anew; they are served after the next start');
        },
      },
    });
    this.#watch.start();
  }

  async stop(): Promise<void> {
    await this.#watch?.stop();
  }

  /** Pages are served all the same; without an entry the program log still says it. */
  async #note(event: string, folder: string, file: string, reason?: string): Promise<void> {
    const { journal, logger, nodeId } = this.#host;
    const result = reason === undefined ? 'done' : 'failed';
    // Entries name the site, never a path of the machine.
    const object = `${this.#names.get(folder)}/${file}`;
    await journal
      .append({
        ...{ source: 'security', event, result, object },
        actor: { type: 'system', id: nodeId },
        ...(reason === undefined ? {} : { reason }),
      })
      .catch((err) => logger.error({ err, event, object }, 'an entry about pages is missing'));
  }
}

/** A place of a site, such as `approvals/new`: files have a dot, places none. */
const PLACE = /^[\w/-]*$/;

/**
 * The routes of a console. Every place in it answers with the same page, which shows the place by
 * its address. Where the console is not served, its address says why.
 */
export function placesOf({ base }: Pick<Site, 'base'>, pages: SitePages): AnyRoute[] {
  const place: AnyRoute = {
    method: 'GET',
    path: `${base}*`,
    policy: 'static',
    act: { notAnAct: 'a page that is the same for everybody' },
    summary: 'Places of the console',
    handler(call) {
      if (!pages.ok) throw pages.problem;
      const { '*': path = '' } = call.params as { '*'?: string };
      if (!PLACE.test(path)) throw new Problem(404, 'not-found');
      return pages.start.handler(call);
    },
  };
  // Without pages the base has none of its own.
  return pages.ok ? [...pages.routes, place] : [place, { ...place, path: base }];
}

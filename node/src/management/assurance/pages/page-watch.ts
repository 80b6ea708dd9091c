import { currencyRules, Screener } from '@mingjing/screening';
import { type Answer, type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import type { Finding } from '../centre/findings.ts';
import type { AssuranceContext } from '../context.ts';
import { lintPage, type PageFault, pageFindings, type ServedPage } from './page-lint.ts';

/** Nobody waits for this at a start: it takes some tenths of a second of the processor. */
const LOOK_AFTER_MS = 60_000;

/** Pages take from it who runs the service. */
const OPERATOR = '/v1/operator';

/** A route of many places answers with the page of another one. */
const PATTERN = /[:*]/;

interface Looked {
  readonly pages: readonly ServedPage[];
  readonly faults: readonly PageFault[];
}

/** Looks once at what is served to everybody: files lie in memory, the same until the end. */
export class PageWatch {
  readonly #footer: readonly string[];
  readonly #startedAt: number;
  #routes: readonly AnyRoute[] = [];
  #looked: Promise<Looked> | undefined;

  constructor({ bounds, now }: Pick<AssuranceContext, 'bounds' | 'now'>) {
    this.#footer = bounds.footer;
    this.#startedAt = now();
  }

  /** What the program serves. */
  serving(routes: readonly AnyRoute[]): void {
    this.#routes = routes.filter(
      ({ policy, path }) => (policy === 'static' && !PATTERN.test(path)) || path === OPERATOR,
    );
  }

  look(): Promise<Looked> {
    this.#looked ??= this.#look();
    return this.#looked;
  }

  /** Nothing, as long as nobody has looked. */
  async findings(now: number): Promise<readonly Finding[]> {
    if (this.#looked === undefined && now - this.#startedAt < LOOK_AFTER_MS) return [];
    const { pages, faults } = await this.look();
    return pageFindings(pages, faults, { footer: this.#footer });
  }

  async #look(): Promise<Looked> {
    const served = await Promise.all(this.#routes.map(servedPage));
    const pages = served.filter((page) => page !== undefined);
    const rules = { screener: new Screener(currencyRules()), footer: this.#footer };
    const faults: PageFault[] = [];
    for (const page of pages) faults.push(...(await lintPage(page, pages, rules)));
    return { pages, faults };
  }
}

export function pageRoutes(watch: PageWatch): AnyRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/management/assurance/pages',
      policy: 'bound',
      act: { source: 'access', event: 'pages-linted' },
      summary: 'Pages that anybody is served: words of currencies, claims of approval, the footer',
      async handler({ act }) {
        const { pages, faults } = await watch.look();
        act.counts = [pages.length, faults.length];
        return { json: { pages: pages.map(({ path }) => path), faults } };
      },
    }),
  ];
}

async function servedPage({ path, handler }: AnyRoute): Promise<ServedPage | undefined> {
  const answer = await served(handler);
  if (answer !== undefined && 'json' in answer) {
    return { path, mediaType: 'application/json', text: JSON.stringify(answer.json) };
  }
  if (answer === undefined || !('bytes' in answer) || answer.mediaType === undefined) {
    return undefined;
  }
  const text = new TextDecoder().decode(answer.bytes);
  return { path, mediaType: answer.mediaType, text };
}

// A file is the same for everybody: its route looks at nothing but the entity tag.
async function served(handler: AnyRoute['handler']): Promise<Answer | undefined> {
  try {
    return await handler({ headers: {} } as never);
  } catch (error) {
    // A page that is not there is served to nobody.
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

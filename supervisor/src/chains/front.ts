import { dirname } from 'node:path';
import { type Noting, Sites } from '@mingjing/host';
import { homePaths } from '@mingjing/host/home';
import { tlsFilesOf } from '@mingjing/host/listener-config';
import {
  type Answer,
  type AnyRoute,
  accountPageRoutes,
  createHttpService,
  defineRoute,
  type HttpService,
  Problem,
  probeRoutes,
} from '@mingjing/service';
import type { Logger } from '@mingjing/telemetry';
import Type from 'typebox';
import { CONSOLE, consolePages } from '../http/console-routes.ts';
import { catalogue } from '../texts.ts';
import { type CarriedLogin, carryLogin } from './carried-login.ts';
import type { ChainsConfig } from './chains-config.ts';
import { chainsRoute } from './chains-route.ts';
import type { Followers } from './followers.ts';
import { logJournal } from './log-journal.ts';
import { PassOn } from './pass-on.ts';
import { ToldByAll } from './told-by-all.ts';

export interface FrontOptions {
  readonly home: string;
  readonly config: ChainsConfig;
  readonly followers: Followers;
  readonly logger: Logger;
}

const STRICT_TRANSPORT = { 'strict-transport-security': 'max-age=31536000' };
const BODY_BYTES_MAX = 4096;
const chainName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' });
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * The one site of a service of several chains: its pages, the list of chains, and a way to each of
 * them. It holds no session, no key and nothing of any chain, and decides who sees what nowhere.
 */
export class Front {
  readonly #options: FrontOptions;
  readonly #pass: PassOn;
  readonly #told: ToldByAll;
  readonly #sites: Sites;
  #service: HttpService | undefined;
  #address = { host: '', port: 0 };

  constructor(options: FrontOptions) {
    const { config, followers, logger } = options;
    this.#options = options;
    const placeOf = (name: string) => followers.placeOf(name);
    const headers = config.console.tls === undefined ? {} : STRICT_TRANSPORT;
    const failed = (chain: string, err: Error) =>
      logger.warn({ err, chain }, 'a chain gave no answer');
    this.#pass = new PassOn({ placeOf, headers, failed });
    this.#told = new ToldByAll(() => followers.views());
    const noting: Noting = { nodeId: 'chains', logger, journal: logJournal(logger) };
    this.#sites = new Sites(noting, config.pages);
    followers.whenChanged(() => this.#told.changed());
  }

  /** Opens the site; resolves with where it is. */
  async start(): Promise<{ readonly host: string; readonly port: number }> {
    const { config, home, logger } = this.#options;
    const { console } = config;
    const tls = tlsFilesOf(console, dirname(homePaths(home).config));
    this.#service = createHttpService({
      name: 'chains console',
      listen: { host: console.host, port: console.port },
      trustedProxies: console.trusted_proxies,
      ...(tls === undefined ? {} : { tls }),
      routes: await this.#routes(),
      passOn: (asked, answer, ends) => this.#pass.take(asked, answer, ends),
      journal: logJournal(logger),
      logger,
      catalogues: [catalogue],
    });
    this.#address = await this.#service.start();
    this.#sites.watch();
    return this.#address;
  }

  async stop(): Promise<void> {
    this.#told.stop();
    this.#pass.stop();
    await this.#sites.stop();
    await this.#service?.stop();
  }

  async #routes(): Promise<AnyRoute[]> {
    const { followers } = this.#options;
    const pages = await this.#sites.open(CONSOLE);
    const isRunning = () => followers.places().length > 0;
    return [
      ...probeRoutes({ isReady: isRunning }),
      chainsRoute(() => followers.views()),
      this.#eventsRoute(),
      this.#carryRoute(),
      ...METHODS.map((method) => this.#unreachedRoute(method)),
      ...(await sharedAccountPages()),
      ...consolePages(pages),
    ];
  }

  #eventsRoute(): AnyRoute {
    return defineRoute({
      method: 'GET',
      path: '/v1/chains/events',
      policy: 'static',
      act: { notAnAct: 'each chain that is listened to has its own entry' },
      summary: 'What the chains tell, as server-sent events, each with the name of its chain',
      answerMediaType: 'text/event-stream',
      schema: {
        query: Type.Object(
          { wall: Type.Optional(Type.Boolean()) },
          { additionalProperties: false },
        ),
      },
      handler: async ({ headers, query, sourceAddress }) => {
        const isWall = query.wall === true;
        const call = { headers, isWall, ends: this.#endsOf(sourceAddress) };
        return { events: await this.#told.open(this.#options.followers.places(), call) };
      },
    });
  }

  #carryRoute(): AnyRoute {
    const closed = { additionalProperties: false } as const;
    const text = Type.String({ maxLength: 128 });
    const proof = { officer: text, challenge: text, signature: text };
    return defineRoute({
      method: 'POST',
      path: '/v1/chains/:chain/session',
      policy: 'static',
      act: { notAnAct: 'both chains have an entry of it' },
      summary: 'Carries a login from one chain of the service to another',
      bodyBytesMax: BODY_BYTES_MAX,
      schema: {
        params: Type.Object({ chain: chainName }),
        body: Type.Object({ from: chainName, ...proof }, closed),
      },
      handler: ({ body, headers, params, sourceAddress }) =>
        this.#carry(params.chain, body, { headers, ends: this.#endsOf(sourceAddress) }),
    });
  }

  #carry(chain: string, login: CarriedLogin, call: Parameters<typeof carryLogin>[2]) {
    const { followers } = this.#options;
    const [from, to] = [followers.placeOf(login.from), followers.placeOf(chain)];
    if (from === undefined) throw this.#unreached(login.from);
    if (to === undefined) throw this.#unreached(chain);
    return carryLogin({ from, to, word: followers.wordOf(chain) }, login, call);
  }

  /** What was not passed on: the chain is not there, does not run, or has too much to do. */
  #unreachedRoute(method: (typeof METHODS)[number]): AnyRoute {
    return defineRoute({
      method,
      path: '/chains/:chain/*',
      policy: 'static',
      act: { notAnAct: 'what was not passed on was answered by no chain' },
      summary: 'A chain that cannot be reached',
      schema: { params: Type.Object({ chain: Type.String(), '*': Type.String() }) },
      handler: ({ params }): Answer => {
        throw this.#unreached(params.chain);
      },
    });
  }

  #unreached(chain: string): Problem {
    const { followers } = this.#options;
    if (!followers.has(chain)) return new Problem(404, 'chain-unknown', { fields: { chain } });
    const code = this.#pass.isBusy(chain) ? 'chain-busy' : 'chain-not-running';
    return new Problem(503, code, { fields: { chain }, headers: { 'retry-after': '5' } });
  }

  #endsOf(sourceAddress: string) {
    const { host, port } = this.#address;
    return {
      ...{ sourceAddress, sourcePort: 0, destinationPort: port },
      destinationAddress: host === 'localhost' ? '127.0.0.1' : host,
    };
  }
}

/** Files that the account pages of all chains share; an account itself is one chain's. */
async function sharedAccountPages(): Promise<AnyRoute[]> {
  return (await accountPageRoutes()).map((route) => {
    const isPage = route.path === '/account/' || route.path === '/account/index.html';
    if (!isPage) return route;
    return { ...route, handler: () => ({ status: 302, headers: { location: '/' }, text: '' }) };
  });
}

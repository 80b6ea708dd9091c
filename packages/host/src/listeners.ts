import { dirname } from 'node:path';
import {
  type AccessTable,
  type AnyRoute,
  createHttpService,
  type HttpService,
  type HttpServiceOptions,
  mayEnter,
  routeName,
} from '@mingjing/service';
import type { Host } from './host.ts';
import { isLoopback, type ListenerConfig, tlsFilesOf } from './listener-config.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where the listeners of a running program are. */
export interface Reached {
  readonly main: Address;
  readonly management?: Address;
  readonly portal?: Address;
  /** Where this machine's own commands ask. */
  readonly here: Address;
}

/** What all listeners of a program serve alike. */
export type Served = Omit<
  HttpServiceOptions,
  'name' | 'listen' | 'tls' | 'trustedProxies' | 'notFoundPage'
> & {
  readonly access: NonNullable<HttpServiceOptions['access']>;
};

/** Pages for everybody. */
export interface Portal {
  readonly routes: readonly AnyRoute[];
  readonly notFoundPage?: NonNullable<HttpServiceOptions['notFoundPage']>;
  /** What every listener says. */
  readonly everywhere: readonly AnyRoute[];
}

export interface ListenerOptions {
  readonly name: string;
  readonly main: ListenerConfig;
  /** Desks, consoles and whatever is bound to a role; absent: the main one has them. */
  readonly management?: ListenerConfig;
  /** The portal with what is open to everybody; absent: the main one has its pages. */
  readonly portal?: ListenerConfig;
}

/**
 * Where a program is reached. With a listener for management the main one has what is open to
 * everybody and no more, as that of the portal always has. Whoever stands at the machine reaches
 * everything over loopback, whatever is served outside.
 */
export class Listeners {
  readonly #main: HttpService;
  readonly #management: HttpService | undefined;
  readonly #portal: HttpService | undefined;
  readonly #loopback: HttpService | undefined;
  #ports: readonly number[] = [];

  constructor(host: Host, options: ListenerOptions, served: Served, site?: Portal) {
    const { name, main, management, portal } = options;
    const folder = dirname(host.paths.config);
    const open = (part: string, listener: ListenerConfig, what: Served, pages?: Portal) => {
      const tls = tlsFilesOf(listener, folder);
      return createHttpService({
        ...withPages(what, site?.everywhere ?? [], pages),
        name: `${host.nodeId} ${part}`,
        listen: { host: listener.host, port: listener.port },
        trustedProxies: listener.trusted_proxies,
        ...(tls === undefined ? {} : { tls }),
      });
    };
    const ofMain = management === undefined ? served : publicPart(served);
    this.#main = open(name, main, ofMain, portal === undefined ? site : undefined);
    if (management !== undefined) this.#management = open('management', management, served);
    if (portal !== undefined) this.#portal = open('portal', portal, publicPart(served), site);
    if (isReachedHere(main) && management === undefined) return;
    const here = { host: '127.0.0.1', port: 0, trusted_proxies: [] };
    this.#loopback = open('control', here, served);
  }

  /** Every route, as the listener serves it that has them all. */
  get routes(): readonly AnyRoute[] {
    return (this.#management ?? this.#main).routes;
  }

  /** Ports that are open. */
  get ports(): readonly number[] {
    return this.#ports;
  }

  /** Opens all or none. */
  async start(): Promise<Reached> {
    try {
      const main = await this.#main.start();
      const management = await this.#management?.start();
      const portal = await this.#portal?.start();
      const here = await this.#loopback?.start();
      const all = [main, management, portal, here];
      this.#ports = all.flatMap((at) => (at === undefined ? [] : [at.port]));
      return {
        ...{ main, here: here ?? main },
        ...(management === undefined ? {} : { management }),
        ...(portal === undefined ? {} : { portal }),
      };
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    const all = [this.#main, this.#management, this.#portal, this.#loopback];
    await Promise.all(all.map((service) => service?.stop()));
  }
}

/** Commands of this machine speak HTTP to loopback, and are no proxy. */
function isReachedHere(main: ListenerConfig): boolean {
  return isLoopback(main) && main.tls === undefined && main.trusted_proxies.length === 0;
}

function withPages(served: Served, everywhere: readonly AnyRoute[], pages?: Portal) {
  const routes = [...served.routes, ...everywhere, ...(pages?.routes ?? [])];
  const notFoundPage = pages?.notFoundPage;
  return { ...served, routes, ...(notFoundPage === undefined ? {} : { notFoundPage }) };
}

/** What anybody may ask, and what is served to machines. Pages belong to the management. */
function publicPart(served: Served): Served {
  const { table } = served.access;
  const routes = served.routes.filter((route) => {
    if (route.policy === 'static') return false;
    const rule = table[routeName(route)];
    return rule === undefined || mayEnter(rule, 'nobody');
  });
  const names = new Set(routes.map(routeName));
  const kept: AccessTable = Object.fromEntries(
    Object.entries(table).filter(([name]) => names.has(name)),
  );
  return { ...served, routes, access: { ...served.access, table: kept } };
}

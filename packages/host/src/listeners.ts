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
  /** Where this machine's own commands ask. */
  readonly here: Address;
}

/** What all listeners of a program serve alike. */
export type Served = Omit<HttpServiceOptions, 'name' | 'listen' | 'tls' | 'trustedProxies'> & {
  readonly access: NonNullable<HttpServiceOptions['access']>;
};

export interface ListenerOptions {
  readonly name: string;
  readonly main: ListenerConfig;
  /** Desks, consoles and whatever is bound to a role; absent: the main one has them. */
  readonly management?: ListenerConfig;
}

/**
 * Where a program is reached. With a listener for management the main one has what is open to
 * everybody and no more. Whoever stands at the machine reaches everything over loopback, whatever
 * is served outside.
 */
export class Listeners {
  readonly #main: HttpService;
  readonly #management: HttpService | undefined;
  readonly #loopback: HttpService | undefined;
  #ports: readonly number[] = [];

  constructor(host: Host, { name, main, management }: ListenerOptions, served: Served) {
    const folder = dirname(host.paths.config);
    const open = (part: string, listener: ListenerConfig, what: Served) => {
      const tls = tlsFilesOf(listener, folder);
      return createHttpService({
        ...what,
        name: `${host.nodeId} ${part}`,
        listen: { host: listener.host, port: listener.port },
        trustedProxies: listener.trusted_proxies,
        ...(tls === undefined ? {} : { tls }),
      });
    };
    this.#main = open(name, main, management === undefined ? served : publicPart(served));
    if (management !== undefined) this.#management = open('management', management, served);
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
      const here = await this.#loopback?.start();
      this.#ports = [main, management, here].flatMap((at) => (at === undefined ? [] : [at.port]));
      return { main, here: here ?? main, ...(management === undefined ? {} : { management }) };
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.#main.stop(), this.#management?.stop(), this.#loopback?.stop()]);
  }
}

/** Commands of this machine speak HTTP to loopback, and are no proxy. */
function isReachedHere(main: ListenerConfig): boolean {
  return isLoopback(main) && main.tls === undefined && main.trusted_proxies.length === 0;
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

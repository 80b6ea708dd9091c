import type { NetworkHandler } from '@mingjing/replica';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { SeededRandom } from '../random.ts';

/** Time until two nodes that can reach each other have a connection, ms. */
const DIAL_MS_MAX = 120;
/** Time until a node notices that the other side is gone, ms. */
const NOTICE_MS_MAX = 40;

export interface Settle<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}

interface Waiting {
  readonly link: string;
  readonly fail: () => void;
}

/** Who is there, who is cut off, and which connections stand. */
export class Links {
  readonly #clock: VirtualClock;
  readonly #random: SeededRandom;
  readonly #handlers = new Map<string, NetworkHandler>();
  readonly #cutOff = new Set<string>();
  /** Connections that stand, by link; each has a number of its own. */
  readonly #up = new Map<string, number>();
  readonly #deaf = new Set<string>();
  readonly #waiting = new Set<Waiting>();
  /** Who has not noticed yet that a connection ended, by `self>peer`, and in which life. */
  readonly #unnoticed = new Map<string, NetworkHandler>();
  #connections = 0;

  constructor(clock: VirtualClock, random: SeededRandom) {
    this.#clock = clock;
    this.#random = random;
  }

  isUp(a: string, b: string): boolean {
    return this.#up.has(linkOf(a, b));
  }

  /** The number of the connection that stands, if any. */
  connection(a: string, b: string): number | undefined {
    return this.#up.get(linkOf(a, b));
  }

  peers(self: string): string[] {
    return [...this.#handlers.keys()].filter((peer) => peer !== self && this.isUp(self, peer));
  }

  /** Who takes what `from` sent to `to` over a connection; undefined once that has ended. */
  handler(from: string, to: string, connection: number): NetworkHandler | undefined {
    return this.connection(from, to) === connection ? this.#handlers.get(to) : undefined;
  }

  /** A node is there: it connects to all others, each in its own time. */
  join(name: string, handler: NetworkHandler): void {
    this.#handlers.set(name, handler);
    for (const peer of this.#handlers.keys()) this.#dial(name, peer);
  }

  /** A node is gone without a word. */
  leave(name: string): void {
    this.#handlers.delete(name);
    this.#dropAll(name);
  }

  cutOff(name: string): void {
    this.#cutOff.add(name);
    this.#dropAll(name);
  }

  /** What `from` sends no longer reaches `to`; the other way it does. */
  deafen(from: string, to: string): void {
    this.#deaf.add(`${from}>${to}`);
  }

  /** Everything reaches everyone it can reach. */
  hearAll(to: string): void {
    for (const way of this.#deaf) if (way.endsWith(`>${to}`)) this.#deaf.delete(way);
  }

  hears(from: string, to: string): boolean {
    return !this.#deaf.has(`${from}>${to}`);
  }

  rejoin(name: string): void {
    if (!this.#cutOff.delete(name)) return;
    for (const peer of this.#handlers.keys()) this.#dial(name, peer);
  }

  /** Ends one connection; the two connect again in their own time. */
  breakOff(a: string, b: string): void {
    this.#drop(linkOf(a, b));
    this.#dial(a, b);
  }

  /** A promise that fails with what `error` makes when the connection breaks before it settles. */
  until<T>(
    from: string,
    to: string,
    error: () => Error,
    begin: (settle: Settle<T>) => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = { link: linkOf(from, to), fail: () => reject(error()) };
      this.#waiting.add(waiting);
      begin({
        resolve: (value) => {
          this.#waiting.delete(waiting);
          resolve(value);
        },
        reject: (reason) => {
          this.#waiting.delete(waiting);
          reject(reason);
        },
      });
    });
  }

  #dial(a: string, b: string): void {
    if (a === b) return;
    this.#clock.schedule(this.#random.between(1, DIAL_MS_MAX), `${a}=${b} connect`, () => {
      const [ours, theirs] = [this.#handlers.get(a), this.#handlers.get(b)];
      const isReachable = !this.#cutOff.has(a) && !this.#cutOff.has(b);
      if (ours === undefined || theirs === undefined || !isReachable || this.isUp(a, b)) return;
      this.#notice(a, b);
      this.#notice(b, a);
      this.#connections += 1;
      this.#up.set(linkOf(a, b), this.#connections);
      ours.connected(b);
      theirs.connected(a);
    });
  }

  #dropAll(name: string): void {
    for (const link of [...this.#up.keys()]) {
      const [a, b] = link.split('=') as [string, string];
      if (a === name || b === name) this.#drop(link);
    }
  }

  #drop(link: string): void {
    const [a, b] = link.split('=') as [string, string];
    this.#up.delete(link);
    for (const waiting of this.#waiting) {
      if (waiting.link !== link) continue;
      this.#waiting.delete(waiting);
      waiting.fail();
    }
    this.#end(a, b);
    this.#end(b, a);
  }

  #end(self: string, peer: string): void {
    const handler = this.#handlers.get(self);
    if (handler !== undefined) this.#unnoticed.set(`${self}>${peer}`, handler);
    this.#clock.schedule(this.#random.between(1, NOTICE_MS_MAX), `${self} lost ${peer}`, () =>
      this.#notice(self, peer),
    );
  }

  /** Tells a node of an end that it has not noticed: in time, or before another connection. */
  #notice(self: string, peer: string): void {
    const handler = this.#unnoticed.get(`${self}>${peer}`);
    this.#unnoticed.delete(`${self}>${peer}`);
    // A later life has another handler.
    if (handler !== undefined && handler === this.#handlers.get(self)) handler.disconnected(peer);
  }
}

function linkOf(a: string, b: string): string {
  return a < b ? `${a}=${b}` : `${b}=${a}`;
}

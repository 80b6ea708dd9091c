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
  readonly #up = new Set<string>();
  readonly #deaf = new Set<string>();
  readonly #waiting = new Set<Waiting>();

  constructor(clock: VirtualClock, random: SeededRandom) {
    this.#clock = clock;
    this.#random = random;
  }

  isUp(a: string, b: string): boolean {
    return this.#up.has(linkOf(a, b));
  }

  peers(self: string): string[] {
    return [...this.#handlers.keys()].filter((peer) => peer !== self && this.isUp(self, peer));
  }

  /** Who takes what `from` sends to `to`; undefined when there is no connection. */
  handler(from: string, to: string): NetworkHandler | undefined {
    return this.isUp(from, to) ? this.#handlers.get(to) : undefined;
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
      this.#up.add(linkOf(a, b));
      ours.connected(b);
      theirs.connected(a);
    });
  }

  #dropAll(name: string): void {
    for (const link of [...this.#up]) {
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
    this.#notice(a, b);
    this.#notice(b, a);
  }

  #notice(self: string, peer: string): void {
    const handler = this.#handlers.get(self);
    this.#clock.schedule(this.#random.between(1, NOTICE_MS_MAX), `${self} lost ${peer}`, () => {
      // A later life has another handler, and a connection made since stays.
      if (this.#handlers.get(self) !== handler || this.isUp(self, peer)) return;
      handler?.disconnected(peer);
    });
  }
}

function linkOf(a: string, b: string): string {
  return a < b ? `${a}=${b}` : `${b}=${a}`;
}

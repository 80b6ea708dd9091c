import { placeOf } from '../accounts/source-locks.ts';

/** When a source is a flood, and what is still taken of it then. */
export interface FloodLimits {
  readonly windowMs: number;
  /** Refusals of one source within a window, before it counts as a flood. */
  readonly refusalsOfSource: number;
  /** New connections of a flood that are taken in a second. */
  readonly connectionsPerSecond: number;
  /** Sources remembered in one window; further ones are never held to be a flood. */
  readonly sourcesMax: number;
}

/**
 * Nobody who uses a page or a program is refused ten times a second, a minute long. Of a flood a
 * few connections are taken all the same: somebody else may sit behind the same address.
 */
export const FLOOD: FloodLimits = {
  windowMs: 60_000,
  refusalsOfSource: 600,
  connectionsPerSecond: 10,
  sourcesMax: 4096,
};

const SECOND_MS = 1000;
/** Whoever sits at this machine: its commands, and its tests. */
const HERE = ['127.0.0.1', '::1'];

/** What floods did in this window and the one before. */
export interface FloodCounts {
  readonly sources: number;
  /** Connections that were closed unread. */
  readonly closed: number;
}

const NONE: FloodCounts = { sources: 0, closed: 0 };

interface Source {
  refusals: number;
  second: number;
  /** Connections taken in that second. */
  taken: number;
}

/**
 * Tells the floods among sources that nobody knows, by how often they are refused: who is served is
 * none, whatever he asks for. A connection of a flood is closed before a byte of it is read, so
 * before TLS, HTTP and the journal cost anything. Times are ms of one clock.
 */
export class FloodGate {
  readonly #now: () => number;
  readonly #limits: FloodLimits;
  readonly #sources = new Map<string, Source>();
  #beganAt = Number.NEGATIVE_INFINITY;
  #closed = 0;
  #before = NONE;

  constructor(now: () => number, limits: FloodLimits = FLOOD) {
    this.#now = now;
    this.#limits = limits;
  }

  /**
   * Counts a refusal of somebody unknown. True: his source is a flood. An empty address is that of
   * callers who have gone: together they are no source.
   */
  refused(address: string): boolean {
    if (address === '' || HERE.includes(address)) return false;
    this.#turn();
    const place = placeOf(address);
    const source = this.#sources.get(place) ?? { refusals: 0, second: 0, taken: 0 };
    if (source.refusals === 0 && this.#sources.size >= this.#limits.sourcesMax) return false;
    this.#sources.set(place, source);
    source.refusals += 1;
    return this.#isFlood(source);
  }

  /** Whether a new connection is taken. */
  admits(address: string): boolean {
    if (this.#sources.size === 0) return true;
    const now = this.#turn();
    const source = this.#sources.get(placeOf(address));
    if (source === undefined || !this.#isFlood(source)) return true;
    const second = Math.floor(now / SECOND_MS);
    if (second !== source.second) source.taken = 0;
    source.second = second;
    source.taken += 1;
    if (source.taken <= this.#limits.connectionsPerSecond) return true;
    this.#closed += 1;
    return false;
  }

  /** Floods now, and of the window before: a flood that goes on is never none for a moment. */
  counts(): FloodCounts {
    this.#turn();
    const here = [...this.#sources.values()].filter((each) => this.#isFlood(each)).length;
    const sources = Math.max(here, this.#before.sources);
    return { sources, closed: this.#closed + this.#before.closed };
  }

  #isFlood({ refusals }: Source): boolean {
    return refusals > this.#limits.refusalsOfSource;
  }

  #turn(): number {
    const now = this.#now();
    const { windowMs } = this.#limits;
    if (now >= this.#beganAt && now < this.#beganAt + windowMs) return now;
    const isNext = now >= this.#beganAt && now < this.#beganAt + 2 * windowMs;
    const flooding = [...this.#sources.values()].filter((each) => this.#isFlood(each)).length;
    this.#before = isNext ? { sources: flooding, closed: this.#closed } : NONE;
    this.#sources.clear();
    this.#closed = 0;
    this.#beganAt = now;
    return now;
  }
}

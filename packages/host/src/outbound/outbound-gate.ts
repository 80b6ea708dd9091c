/** Somewhere that this program may connect to, and why. */
export interface Destination {
  /** An address or a name, as the connection is asked for; names are not resolved here. */
  readonly host: string;
  readonly port: number;
  readonly purpose:
    | 'peer'
    | 'forward'
    | 'verification'
    | 'notify'
    | 'interventions'
    | 'inspection'
    | 'search'
    | 'archive'
    | 'configured';
}

/** How often a destination was asked for since this was said last. */
export interface OutboundCount {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** Absent: it is on no list, and the connection was refused. */
  readonly purpose?: Destination['purpose'];
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** Destinations counted apart between two reports; a program that runs wild fills no memory. */
export const COUNTED_MAX = 256;
const HOST_CHARS_MAX = 253;
/** Stands for all refused destinations beyond the bound. */
const OTHERS = 'others';
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * Decides where this program may connect to: to what is listed, and nowhere else. Every decision
 * is counted; UDP is refused altogether.
 */
export class OutboundGate {
  readonly #allowed: ReadonlyMap<string, Destination>;
  readonly #now: () => number;
  #counts = new Map<string, OutboundCount>();
  #own: ReadonlySet<number> = new Set();

  constructor(allowed: readonly Destination[], now: () => number = () => Date.now()) {
    this.#allowed = new Map(allowed.map((each) => [keyOf(each.host, each.port), each]));
    this.#now = now;
  }

  get allowed(): readonly Destination[] {
    return [...this.#allowed.values()];
  }

  /** Ports of this program: what it asks itself leaves no machine, and is not counted. */
  own(ports: readonly number[]): void {
    this.#own = new Set(ports);
  }

  /** Whether a connection would be made; nobody asks for it, so nothing is counted. */
  allows(host: string, port: number): boolean {
    return this.#isOwn(host, port) || this.#allowed.has(keyOf(host, port));
  }

  /** Whether a connection may be made; counts that it was asked for. */
  check(host: string, port: number, protocol: OutboundCount['protocol'] = 'tcp'): boolean {
    if (protocol === 'tcp' && this.#isOwn(host, port)) return true;
    const listed = protocol === 'tcp' ? this.#allowed.get(keyOf(host, port)) : undefined;
    this.#count(host.slice(0, HOST_CHARS_MAX).toLowerCase(), port, protocol, listed);
    return listed !== undefined;
  }

  /** What was asked for since the last call. */
  take(): readonly OutboundCount[] {
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    return counts;
  }

  #isOwn(host: string, port: number): boolean {
    return LOOPBACK.includes(host.toLowerCase()) && this.#own.has(port);
  }

  #count(
    host: string,
    port: number,
    protocol: OutboundCount['protocol'],
    listed: Destination | undefined,
  ): void {
    const now = this.#now();
    const own = `${protocol} ${keyOf(host, port)}`;
    const isCounted = this.#counts.has(own) || this.#counts.size < COUNTED_MAX;
    const [key, shown] = isCounted ? [own, { host, port }] : [OTHERS, { host: OTHERS, port: 0 }];
    const before = this.#counts.get(key);
    this.#counts.set(key, {
      ...{ ...shown, protocol, first: before?.first ?? now, last: now },
      ...(listed === undefined ? {} : { purpose: listed.purpose }),
      count: (before?.count ?? 0) + 1,
    });
  }
}

function keyOf(host: string, port: number): string {
  return `${host.toLowerCase()} ${port}`;
}

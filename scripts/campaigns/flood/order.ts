// What the visitors of a flood are told, and what they answer.

/** New connections a second. */
export const PER_SECOND = 1000;
/** Loopback has many addresses: as many visitors as are told apart in a minute, and more. */
export const ADDRESSES = 600;
/** Of the other flood there is one. */
export const ONE_ADDRESS = 1;
/** Connections at once: below the descriptors of a usual account. */
export const PENDING_MAX = 400;

export interface FloodOrder {
  readonly port: number;
  readonly seconds: number;
  readonly addresses: number;
}

export interface Knocks {
  readonly opened: number;
  /** Told that there is nothing; the others were cut off unread. */
  readonly answered: number;
  readonly ms: number;
  /** Time in which no further connection was opened, since so many waited. */
  readonly heldMs: number;
  readonly cpuUs: number;
}

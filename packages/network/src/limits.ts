/** What waits for one peer: four full frames. A peer further behind catches up by block sync. */
export const OUTBOX_BYTES_MAX = 32 * 1024 * 1024;
/** Entries gathered into one frame: small enough that a vote behind it waits a few ms at most. */
export const GATHER_BYTES_MAX = 256 * 1024;
/** Pool batches under load wait this long for company: one cipher pass and one write per frame. */
export const POOL_DELAY_MS = 12;
/** Enough pool bytes to leave at once: a longer wait gains nothing more. */
export const POOL_READY_BYTES = 128 * 1024;
/** Transactions merged into one pool batch: bounds what one envelope makes the peer verify. */
export const MERGED_ITEMS_MAX = 1000;
/** A write goes out in pieces of this size, so live and bulk frames take turns on the socket. */
export const WRITE_PIECE_BYTES = 64 * 1024;
/** A peer that takes no byte for this long is cut off: it is dead, or as good as dead. */
export const STALL_MS = 30_000;

/**
 * Messages of one peer in a second, on average, and after a quiet time at once. A correct one sends
 * some hundred: votes of the fastest small blocks, and pool batches that were joined.
 */
export const MESSAGES_PER_SECOND_MAX = 2000;
export const MESSAGES_BURST_MAX = 10_000;

/** Requests of ours under way at one peer: keeps its memory for answers bounded. */
export const OUTSTANDING_MAX = 16;
/** Requests of ours that wait for a place among those: block sync never needs more. */
export const WAITING_MAX = 256;
/** Requests of one peer being answered at a time. */
export const SERVING_MAX = 4;
/** Requests of one peer that wait; beyond them the answer is `busy`, and costs its budget. */
export const SERVE_QUEUE_MAX = 2 * OUTSTANDING_MAX;
/** Such answers that the peer has not read: each is a frame in memory, whatever its few bytes. */
export const REFUSALS_UNREAD_MAX = 1024;
/** A request without an answer by then is given up. */
export const REQUEST_TIMEOUT_MS = 10_000;

/** Handshake, and both streams, have to be there by then. */
export const SETUP_TIMEOUT_MS = 10_000;
/** Two connections this close in time came from dialling at once; an older one is a dead one. */
export const SIMULTANEOUS_MS = 5_000;
/** The side that leaves dialling to the other starts after this long without a connection. */
export const SECOND_DIALLER_DELAY_MS = 3_000;
export const REDIAL_FIRST_MS = 100;
export const REDIAL_MAX_MS = 10_000;
/** A connection that lasted this long was good: the next redial starts from the first delay. */
export const STABLE_MS = 10_000;

/** Connections held: a validator set (128) with followers, and room for duplicates. */
export const CONNECTIONS_MAX = 512;
/** Handshakes at a time: a flood of strangers costs no more than these. */
export const PENDING_HANDSHAKES_MAX = 64;
/** New connections per second from one host: a whole demonstration may live on one. */
export const CONNECTIONS_PER_HOST_SECOND_MAX = 32;
/** Bytes in flight per stream; both ends must agree, the muxer does not negotiate it. */
export const STREAM_WINDOW_BYTES = 1024 * 1024;
/** Kernel keep-alive: finds a peer that lost power, and wakes no process. */
export const KEEP_ALIVE_IDLE_MS = 15_000;

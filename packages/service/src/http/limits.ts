/** Bounds of one HTTP service; each has its reason. */
export interface HttpLimits {
  /** JSON requests are forms and queries; routes that take attachments state their own. */
  readonly bodyBytesMax: number;
  /** A request that is not here by then is a slow link or an attack that holds connections. */
  readonly requestTimeoutMs: number;
  /** Longer than the pause between two pages, short enough to free connections. */
  readonly keepAliveTimeoutMs: number;
  /** Nothing a handler does takes longer; a waiting route states its own. */
  readonly handlerTimeoutMs: number;
  /** Descriptors and memory of a small host, leaving room for peers and files. */
  readonly connectionsMax: number;
  /** Ids are 72 hex digits at most; names are shorter. */
  readonly paramCharsMax: number;
  /** What is under way when the service stops gets this long. */
  readonly stopGraceMs: number;
  /** A stream whose session is over gets this long to end before it is cut off. */
  readonly streamGraceMs: number;
}

export const defaultLimits: HttpLimits = {
  bodyBytesMax: 256 * 1024,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 10_000,
  handlerTimeoutMs: 30_000,
  connectionsMax: 1024,
  paramCharsMax: 128,
  stopGraceMs: 3000,
  streamGraceMs: 1000,
};

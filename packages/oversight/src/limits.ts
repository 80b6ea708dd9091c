// Bounds of what the judgement holds; each with its reason.

/** Heads of one node kept for comparison: a node a minute of full load ahead of this one. */
export const HEADS_PER_NODE = 1024;
/** Own blocks kept in memory for comparison; older ones are asked of the program's store. */
export const OWN_BLOCKS_KEPT = 1024;
/** Heights that wait for the store at once; a node far behind names one height per tip. */
export const WANTED_MAX = 256;
/** Open alarms in the list; beyond them one alarm counts the rest. */
export const OPEN_ALARMS_MAX = 1000;
/** Alarms that wait for room in the list: some MiB; what comes beyond them is not remembered. */
export const UNLISTED_ALARMS_MAX = 10_000;
/** Cleared alarms in memory; older ones are where the program wrote them. */
export const CLEARED_ALARMS_KEPT = 200;
/** Missing attachments with an alarm of their own; beyond them one alarm counts the rest. */
export const GAP_ALARMS_MAX = 100;

/** Orders watched at once: as many as a pool holds. */
export const ORDERS_WATCHED_MAX = 1024;

/** A journal nothing new was verified of for this long is withheld, ms: two rounds of pulling. */
export const JOURNAL_STALL_MS = 60_000;
/** A heartbeat is due every 30 s; three of them missing are no delay any more, ms. */
export const HEARTBEAT_MISSING_MS = 90_000;
/** A silence of all logs of a node counts for so much of a missing heartbeat, and no more, ms. */
export const HEARTBEAT_QUIET_MS = 15_000;
/** A committed id has its publish entry in some journal within this time, ms. */
export const PUBLISH_ENTRY_MS = 120_000;
/** Ids waiting for the other side of the equation: two minutes at the highest rate. */
export const EQUATION_IDS_MAX = 500_000;
/** A block this much older than now is history: its entries were judged when it was new, ms. */
export const EQUATION_PAST_MS = 10 * 60_000;

/** How long things may take before they are an alarm, in ms. */
export interface OversightBounds {
  /** A node whose signed tip has not risen for this long. */
  readonly silenceMs: number;
  /** Own verification behind the organisations' tips for this long. */
  readonly behindMs: number;
  /** An attachment that is not here this long after its block. */
  readonly gapMs: number;
}

/** An empty block comes every `emptyBlockMs`: three of them missing are no delay any more. */
export function boundsFor(emptyBlockMs: number): OversightBounds {
  return { silenceMs: Math.max(3 * emptyBlockMs, 15_000), behindMs: 15_000, gapMs: 10_000 };
}

/** Rules of one version: what an authority's people still know by heart. */
export const WATCH_RULES_MAX = 100;
/** What a rule counts at most, and its longest time, ms: a week. */
export const WATCH_COUNT_MAX = 1_000_000;
export const WATCH_WINDOW_MS_MAX = 7 * 24 * 60 * 60_000;
/** Subjects that one rule remembers; the one seen longest ago is forgotten first. */
export const WATCH_SUBJECTS_MAX = 100_000;

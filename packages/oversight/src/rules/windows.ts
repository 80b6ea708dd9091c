import { WATCH_SUBJECTS_MAX } from '../limits.ts';

/** Events that are over and still in memory, before they are let go of together. */
const OVER_KEPT = 1024;

/** What happened to one subject, by block time; `from` is the first that still counts. */
interface Events {
  readonly all: [time: number, count: number][];
  from: number;
  total: number;
}

/** What happened within a time before now, by subject; subjects seen longest ago go first. */
export class SlidingCounts {
  readonly #windowMs: number;
  readonly #subjects = new Map<string, Events>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Adds what happened at a block time, none before it, and answers the count before and after. */
  add(subject: string, time: number, count: number): { before: number; after: number } {
    const events = this.#subjects.get(subject) ?? { all: [], from: 0, total: 0 };
    leave(events, time - this.#windowMs);
    const before = events.total;
    events.total += count;
    const last = events.all.at(-1);
    if (last?.[0] === time) last[1] += count;
    else events.all.push([time, count]);
    remember(this.#subjects, subject, events);
    return { before, after: events.total };
  }
}

/** Subjects that were found already in a span of time; the longest ago go first. */
export class SeenOnce {
  readonly #seen = new Map<string, string>();

  /** Whether this is the first of a subject in a span. */
  isFirst(subject: string, span: string): boolean {
    if (this.#seen.get(subject) === span) return false;
    remember(this.#seen, subject, span);
    return true;
  }
}

// A week of a busy subject has an event for each block: none is looked at twice.
function leave(events: Events, until: number): void {
  for (let next = events.all[events.from]; next !== undefined && next[0] <= until; ) {
    events.total -= next[1];
    events.from += 1;
    next = events.all[events.from];
  }
  if (events.from < OVER_KEPT) return;
  events.all.splice(0, events.from);
  events.from = 0;
}

/** As the newest; what was seen longest ago makes room. */
function remember<V>(subjects: Map<string, V>, subject: string, value: V): void {
  subjects.delete(subject);
  subjects.set(subject, value);
  const [oldest] = subjects.keys();
  if (subjects.size > WATCH_SUBJECTS_MAX && oldest !== undefined) subjects.delete(oldest);
}

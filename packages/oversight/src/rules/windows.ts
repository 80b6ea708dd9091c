import { WATCH_SUBJECTS_MAX } from '../limits.ts';

/** What happened within a time before now, by subject; subjects seen longest ago go first. */
export class SlidingCounts {
  readonly #windowMs: number;
  readonly #subjects = new Map<string, { readonly events: [time: number, count: number][] }>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Adds what happened at a block time, and answers the count before it and after. */
  add(subject: string, time: number, count: number): { before: number; after: number } {
    const events = (this.#subjects.get(subject)?.events ?? []).filter(
      ([at]) => at > time - this.#windowMs,
    );
    const before = events.reduce((sum, [, each]) => sum + each, 0);
    const last = events.at(-1);
    if (last?.[0] === time) last[1] += count;
    else events.push([time, count]);
    this.#subjects.delete(subject);
    this.#subjects.set(subject, { events });
    if (this.#subjects.size > WATCH_SUBJECTS_MAX) this.#forgetOldest();
    return { before, after: before + count };
  }

  #forgetOldest(): void {
    for (const oldest of this.#subjects.keys()) {
      this.#subjects.delete(oldest);
      return;
    }
  }
}

/** Subjects that were found already in a span of time; the longest ago go first. */
export class SeenOnce {
  readonly #seen = new Map<string, string>();

  /** Whether this is the first of a subject in a span. */
  isFirst(subject: string, span: string): boolean {
    if (this.#seen.get(subject) === span) return false;
    this.#seen.delete(subject);
    this.#seen.set(subject, span);
    if (this.#seen.size > WATCH_SUBJECTS_MAX) {
      const [oldest] = this.#seen.keys();
      if (oldest !== undefined) this.#seen.delete(oldest);
    }
    return true;
  }
}

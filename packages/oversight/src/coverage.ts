import type { AlarmBook } from './alarms.ts';
import { GAP_ALARMS_MAX } from './limits.ts';

/** An attachment that the chain says exists and that is not here. */
export interface Gap {
  /** Hexadecimal. */
  readonly commitment: string;
  /** Block that carries it. */
  readonly height: number;
  /** Nodes that were asked and did not give it, in any order. */
  readonly withheldBy: readonly string[];
}

const REST = '';

/** Raises an alarm for each attachment that stays away, and clears it when it came. */
export class CoverageWatch {
  readonly #alarms: AlarmBook;
  /** When each present gap was first seen. */
  #seen = new Map<string, number>();

  constructor(alarms: AlarmBook) {
    this.#alarms = alarms;
    // What an earlier run raised is looked after, too.
    for (const { rule, subject, since } of alarms.open()) {
      if (rule === 'coverage-gap') this.#seen.set(subject, since);
    }
  }

  /** Takes all gaps there are at `now`; one may last for `gapMs`. */
  observe(gaps: readonly Gap[], gapMs: number, now: number): void {
    const seen = new Map<string, number>();
    for (const { commitment } of gaps) {
      seen.set(commitment, this.#seen.get(commitment) ?? now);
    }
    for (const commitment of this.#seen.keys()) {
      if (!seen.has(commitment)) this.#alarms.clear('coverage-gap', commitment, now);
    }
    this.#seen = seen;
    const due = gaps.filter(({ commitment }) => now - (seen.get(commitment) ?? now) > gapMs);
    for (const gap of due.slice(0, GAP_ALARMS_MAX)) this.#raise(gap);
    this.#raiseRest(due.length - GAP_ALARMS_MAX, now);
  }

  #raise({ commitment, height, withheldBy }: Gap): void {
    this.#alarms.raise({
      rule: 'coverage-gap',
      subject: commitment,
      nodes: [...withheldBy].sort(ascending),
      since: this.#seen.get(commitment) ?? 0,
      evidence: { kind: 'gap', commitment, height },
    });
  }

  #raiseRest(count: number, now: number): void {
    if (count <= 0) {
      this.#alarms.clear('coverage-gap', REST, now);
      return;
    }
    const evidence = { kind: 'count', count } as const;
    this.#alarms.raise({ rule: 'coverage-gap', subject: REST, nodes: [], since: now, evidence });
  }
}

function ascending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

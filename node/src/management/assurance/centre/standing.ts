import type { Finding } from './findings.ts';

/** A finding that stands: seen in so many rounds, without a break. */
export interface StandingFinding extends Finding {
  readonly since: number;
  readonly rounds: number;
}

export interface Round {
  readonly standing: readonly StandingFinding[];
  /** Seen for the second time in a row: a glimpse, such as a peer that redials, is none. */
  readonly raised: readonly StandingFinding[];
  /** Was raised, and is not seen any more. */
  readonly cleared: readonly StandingFinding[];
}

const ROUNDS_TO_RAISE = 2;

/** Whether it was raised, and stands. */
export function isRaised({ rounds }: StandingFinding): boolean {
  return rounds >= ROUNDS_TO_RAISE;
}

/** Goes on from what stood before to what was found now; a kind stands once for each subject. */
export function nextRound(
  before: readonly StandingFinding[],
  found: readonly Finding[],
  now: number,
): Round {
  const known = new Map(before.map((each) => [keyOf(each), each]));
  const unique = new Map(found.map((each) => [keyOf(each), each]));
  const standing = [...unique].map(([key, finding]): StandingFinding => {
    const last = known.get(key);
    return { ...finding, since: last?.since ?? now, rounds: (last?.rounds ?? 0) + 1 };
  });
  return {
    standing,
    raised: standing.filter(({ rounds }) => rounds === ROUNDS_TO_RAISE),
    cleared: before.filter((each) => isRaised(each) && !unique.has(keyOf(each))),
  };
}

function keyOf({ kind, subject }: Finding): string {
  return `${kind} ${subject}`;
}

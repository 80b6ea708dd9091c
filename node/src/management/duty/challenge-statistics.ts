import type { Challenge } from './challenge.ts';

/** How challenges went: what the form asks of the duty roster. */
export function challengeStatistics(challenges: readonly Challenge[]) {
  const answered = challenges.filter(({ state }) => state === 'answered');
  const atOnce = answered.filter(({ calls }) => calls.length === 1);
  const seconds = answered.map(secondsToAnswer).sort((a, b) => a - b);
  return {
    issued: challenges.length,
    random: challenges.filter(({ cause }) => cause === 'random').length,
    answered_by_first: atOnce.length,
    answered_after_escalation: answered.length - atOnce.length,
    unanswered: challenges.filter(({ state }) => state === 'unanswered').length,
    waiting: challenges.filter(({ state }) => state === 'waiting').length,
    /** Drawn at a moment at which nobody was on the roster. */
    uncovered: challenges.filter(({ isCovered }) => !isCovered).length,
    seconds_median: seconds[Math.floor((seconds.length - 1) / 2)] ?? null,
    seconds_longest: seconds.at(-1) ?? null,
  };
}

// From the first call: how long it took until anybody was reached.
function secondsToAnswer({ calls, issuedAt }: Challenge): number {
  return Math.round(((calls.at(-1)?.answeredAt ?? issuedAt) - issuedAt) / 1000);
}

import { SPAN } from '@mingjing/search';

/** A span of one of several logs, by the number of the log and the first position. */
export interface ScrubPlace {
  readonly log: number;
  readonly first: number;
}

/**
 * The span that is compared at a turn, and where the turn after it begins: span after span of a
 * log, then the next one that has any. `ends` is how far each log is indexed; undefined when none
 * is, or no log is followed.
 */
export function scrubTurn(
  { first, log }: ScrubPlace,
  ends: readonly number[],
): { readonly compared: ScrubPlace; readonly next: ScrubPlace } | undefined {
  if (first < (ends[log] ?? 0)) return turnOf({ log, first });
  const others = ends.map((_, i) => (log + 1 + i) % ends.length);
  const next = others.find((each) => (ends[each] ?? 0) > 0);
  return next === undefined ? undefined : turnOf({ log: next, first: 0 });
}

function turnOf(compared: ScrubPlace) {
  return { compared, next: { ...compared, first: compared.first + SPAN } };
}

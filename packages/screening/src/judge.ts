import type { Hit } from './find.ts';
import type { Range } from './patterns.ts';

// Judging one rule over the hits of its terms. Hits come ascending by where they begin, the longer
// first; every walk is linear in them.

/** A match of a rule: one hit, or one of each group. */
export type Match = readonly Hit[];

/** The order that all walks take hits in. */
export function byPlace(a: Hit, b: Hit): number {
  return a.begin - b.begin || b.end - a.end || a.term - b.term;
}

/** Hits that lie inside no allowed phrase; both ascending. */
export function outside(hits: readonly Hit[], allowed: readonly Range[]): Hit[] {
  let next = 0;
  let reach = -1;
  return hits.filter(({ begin, end }) => {
    for (; (allowed[next]?.begin ?? Number.POSITIVE_INFINITY) <= begin; next++) {
      reach = Math.max(reach, allowed[next]?.end ?? 0);
    }
    return end > reach;
  });
}

/** Hits without those that lie inside another one, or are the same. */
export function outermost(hits: readonly Hit[]): Hit[] {
  let reach = -1;
  return hits.filter(({ end }) => {
    if (end <= reach) return false;
    reach = end;
    return true;
  });
}

/**
 * One hit of each group, the first and the last of which begin at most `within` units apart. The
 * walk goes over all hits in order and keeps the latest of each group; a match that `isMeant`
 * uses its hits up, so matches of one rule share none.
 */
export function together(
  groups: readonly (readonly Hit[])[],
  within: number,
  isMeant: (match: Match) => boolean,
): Match[] {
  const matches: Match[] = [];
  let latest: (Hit | undefined)[] = groups.map(() => undefined);
  for (const { group, hit } of inOrder(groups)) {
    latest[group] = hit;
    const match = latest.filter((each) => each !== undefined);
    if (match.length < groups.length || spread(match) > within || !isMeant(match)) continue;
    matches.push(match);
    latest = groups.map(() => undefined);
  }
  return matches;
}

function inOrder(groups: readonly (readonly Hit[])[]): { group: number; hit: Hit }[] {
  return groups
    .flatMap((hits, group) => hits.map((hit) => ({ group, hit })))
    .sort((a, b) => byPlace(a.hit, b.hit) || a.group - b.group);
}

function spread(match: Match): number {
  const begins = match.map(({ begin }) => begin);
  return Math.max(...begins) - Math.min(...begins);
}

/** Tells whether some context lies within so many units of a match; contexts ascending. */
export function contextFinder(contexts: readonly Range[], within: number) {
  let reach = Number.NEGATIVE_INFINITY;
  const reaches = contexts.map(({ end }) => {
    reach = Math.max(reach, end);
    return reach;
  });
  return (match: Match): boolean => {
    const begin = Math.min(...match.map((hit) => hit.begin));
    const end = Math.max(...match.map((hit) => hit.end));
    const before = countUpTo(contexts, end + within);
    return before > 0 && (reaches[before - 1] ?? 0) >= begin - within;
  };
}

/** How many ranges begin at most at a place, by halving. */
function countUpTo(ranges: readonly Range[], place: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.begin ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

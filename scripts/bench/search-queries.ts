// Queries of a kind again and again, and how long each took.
import type { JournalSearch } from '@mingjing/host';
import type { SearchQuery } from '@mingjing/search';
import { mean, percentile, rounded } from './numbers.ts';

const QUERIES = 200;
const WARM_UP = 20;
const PAGE = 20;

type Weighted = readonly [value: number, weight: number];
type Asks = Readonly<Record<string, (random: () => number) => SearchQuery>>;

/**
 * Median and 95th percentile of the clock, CPU of all threads, and hits of each kind of query, from
 * the query to the proved page.
 */
export function measureQueries(
  search: JournalSearch,
  asks: Asks,
  random: () => number,
): Promise<Record<string, number | null>> {
  return measureAsks(
    async (query) => {
      const result = await search.search(query);
      if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
      return result.hits.length;
    },
    asks,
    random,
  );
}

/** The same of any search; `ask` gives how many hits a page had. */
export async function measureAsks(
  search: (query: SearchQuery) => Promise<number>,
  asks: Asks,
  random: () => number,
): Promise<Record<string, number | null>> {
  const figures: Record<string, number | null> = {};
  for (const [name, ask] of Object.entries(asks)) {
    const [times, cpuTimes]: [Weighted[], Weighted[]] = [[], []];
    let hits = 0;
    for (let i = 0; i < WARM_UP + QUERIES; i += 1) {
      const query = { ...ask(random), limit: PAGE };
      const [started, cpu] = [performance.now(), process.cpuUsage()];
      const found = await search(query);
      if (i < WARM_UP) continue;
      const { system, user } = process.cpuUsage(cpu);
      times.push([performance.now() - started, 1]);
      cpuTimes.push([(system + user) / 1000, 1]);
      hits += found;
    }
    figures[`${name}_p50_ms`] = rounded(percentile(times, 0.5), 1);
    figures[`${name}_p95_ms`] = rounded(percentile(times, 0.95), 1);
    figures[`${name}_cpu_ms`] = rounded(mean(cpuTimes.map(([ms]) => ms)), 1);
    figures[`${name}_cpu_p95_ms`] = rounded(percentile(cpuTimes, 0.95), 1);
    figures[`${name}_hits`] = rounded(hits / QUERIES, 1);
  }
  return figures;
}

/** Numbers in [0, 1) that a seed always gives again (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

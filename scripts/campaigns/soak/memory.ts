// Memory of programs over hours: how much, how it grows, and whether that ends.

/** A look at one process. */
export interface MemorySample {
  readonly program: string;
  readonly pid: number;
  /** Of this machine's clock, ms. */
  readonly at: number;
  /** Its own resident memory: no page of a mapped file. */
  readonly bytes: number;
}

export interface ProgramMemory {
  readonly program: string;
  readonly maxBytes: number;
  /** Of its longest life without a kill, ms. */
  readonly lifeMs: number;
  /** Line of least squares through the second half of that life, bytes a minute. */
  readonly slope: number;
  /** Median of the second quarter of that life, and of the last. */
  readonly earlyBytes: number;
  readonly lateBytes: number;
}

const MIB = 1024 * 1024;
const MINUTE_MS = 60_000;
/** Of a chain node. Four of them and a supervision node leave two of eight GiB for the cache. */
export const OWN_BYTES_MAX = 1024 * MIB;
/** A supervision node has two indexes, each with a thread that writes and one that reads. */
export const OWN_BYTES_MAX_SUPERVISION = 1536 * MIB;
const SUPERVISION = 'supervision';
/**
 * Between the second quarter of a life and its last the chain more than doubles. What keeps
 * something of each record would grow by half and more; a heap that breathes, by less than this.
 */
export const GROWTH_SHARE = 0.25;
/** A life of fewer minutes says nothing of growth: compiled code and caches still fill. */
export const JUDGED_LIFE_MS = 10 * MINUTE_MS;

/** Figures of each program, in the order in which they were first seen. */
export function memoryOf(samples: readonly MemorySample[]): ProgramMemory[] {
  const programs = Map.groupBy(samples, ({ program }) => program);
  return [...programs].map(([program, all]) => {
    const lives = [...Map.groupBy(all, ({ pid }) => pid).values()];
    const longest = lives.reduce((best, life) => (lifeMs(life) > lifeMs(best) ? life : best));
    const quarter = (from: number, to: number) => {
      const bytes = longest.slice(longest.length * from, longest.length * to).map(bytesOf);
      return median(bytes);
    };
    return {
      ...{ program, maxBytes: Math.max(...all.map(bytesOf)), lifeMs: lifeMs(longest) },
      slope: slopeOf(longest.slice(longest.length / 2)),
      ...{ earlyBytes: quarter(1 / 4, 1 / 2), lateBytes: quarter(3 / 4, 1) },
    };
  });
}

/** What is not bounded, in words; nothing when all is. */
export function memoryFaults(programs: readonly ProgramMemory[]): string[] {
  return programs.flatMap(({ program, maxBytes, lifeMs: ms, earlyBytes, lateBytes }) => [
    ...(maxBytes <= boundOf(program) ? [] : [`${program} took ${inMib(maxBytes)} MiB`]),
    ...(ms < JUDGED_LIFE_MS || lateBytes <= earlyBytes * (1 + GROWTH_SHARE)
      ? []
      : [`${program} grew from ${inMib(earlyBytes)} to ${inMib(lateBytes)} MiB`]),
  ]);
}

function boundOf(program: string): number {
  return program === SUPERVISION ? OWN_BYTES_MAX_SUPERVISION : OWN_BYTES_MAX;
}

export function inMib(bytes: number): number {
  return Math.round((bytes / MIB) * 10) / 10;
}

function bytesOf({ bytes }: MemorySample): number {
  return bytes;
}

function lifeMs(life: readonly MemorySample[]): number {
  return (life.at(-1)?.at ?? 0) - (life[0]?.at ?? 0);
}

function slopeOf(samples: readonly MemorySample[]): number {
  const minutes = samples.map(({ at }) => at / MINUTE_MS);
  const [x, y] = [mean(minutes), mean(samples.map(bytesOf))];
  const spread = minutes.reduce((sum, each) => sum + (each - x) ** 2, 0);
  if (spread === 0) return 0;
  const both = samples.reduce(
    (sum, { bytes }, i) => sum + ((minutes[i] ?? x) - x) * (bytes - y),
    0,
  );
  return both / spread;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

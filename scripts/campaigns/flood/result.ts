// What a flood came to: what did not hold, and the page of the measurements.
import type { JournalLine } from '../../../tests/processes/journal-lines.ts';
import { writeMeasurement } from '../../measurement.ts';
import type { Part } from '../flood.ts';
import { ADDRESSES, type Knocks, PENDING_MAX, PER_SECOND } from './order.ts';

/** Own entries of strangers in a minute, and summaries: of each address told apart, and one. */
const ENTRIES_OF_MINUTE = 2000;
const SUMMARIES_OF_MINUTE = 512 + 1;
const MINUTE_MS = 60_000;
const MIB = 1024 * 1024;
/**
 * The second flood may add half as much memory as the first, and so much in any case: a heap comes
 * to its size by and by, and a node that kept something of each visitor would grow on as it did.
 */
const GROWTH_SHARE = 1 / 2;
const GROWTH_FREE = 32 * MIB;
/** Of the rate that is asked for, what a flood has to reach to have been one. */
const RATE_SHARE = 0.95;
/** Nineteen of twenty waits of members are to be so long at most, or so often what they were. */
const P95 = 0.95;
const P95_MS = 250;
const P95_TIMES = 2;

export interface FloodFigures {
  readonly seconds: number;
  /** Of one source, of many, and of many again. */
  readonly knocks: readonly Knocks[];
  readonly quiet: Part;
  readonly one: Part;
  readonly flood: Part;
  readonly again: Part;
  readonly after: Part;
  /** The journal of the node verifies. */
  readonly isWhole: boolean;
  /** Of the machine before it began, a minute's average. */
  readonly load: number;
  /** The security centre raised an alarm. */
  readonly isRaised: boolean;
  /** Refusals of strangers with an entry of their own. */
  readonly entries: number;
  /** The same of connections that were closed unread. */
  readonly refusedConnections: number;
  readonly summaries: readonly JournalLine[];
  readonly cores: number;
}

/** What did not hold, in words; nothing when all did. */
export function floodFaults(figures: FloodFigures): string[] {
  const { quiet, one, flood, again, isWhole, isRaised, summaries } = figures;
  const knocks = sumOf(figures.knocks);
  const entries = figures.entries + figures.refusedConnections;
  const parts = [one, flood, again];
  // Three minutes touch four, and the summaries of the last come when it is over.
  const minutes = 1 + Math.ceil(knocks.ms / MINUTE_MS);
  const most = minutes * (ENTRIES_OF_MINUTE + SUMMARIES_OF_MINUTE);
  const told = entries + counted(summaries);
  const growth = Math.max(GROWTH_FREE, (flood.rss - quiet.rss) * GROWTH_SHARE);
  const perSecond = (knocks.opened / knocks.ms) * 1000;
  return [
    ...(isWhole ? [] : ['the journal does not verify']),
    ...(entries + summaries.length <= most ? [] : [`more than ${most} entries`]),
    ...(perSecond >= PER_SECOND * RATE_SHARE ? [] : [`only ${perSecond.toFixed()} a second`]),
    // A connection that was cut before it was read is no act; of the answered none is missing.
    ...(told >= knocks.answered ? [] : [`${told} told of ${knocks.answered} refusals`]),
    ...(parts.every(({ refused }) => refused === 0) ? [] : ['a member was refused']),
    ...(parts.every(({ waits }) => waits.length > 0) ? [] : ['no member came through']),
    ...(isRaised ? [] : ['no alarm was raised']),
    ...(isBearable(quiet, one) ? [] : ['members waited too long for one source']),
    ...(again.rss - flood.rss <= growth ? [] : ['the memory of the node grew on']),
  ];
}

/** What a flood of one source may do to the waits of members. */
function isBearable(quiet: Part, one: Part): boolean {
  const wait = waitAt(one, P95);
  return wait <= P95_MS || wait <= P95_TIMES * waitAt(quiet, P95);
}

function waitAt({ waits }: Part, share: number): number {
  return waits[Math.floor(waits.length * share)] ?? 0;
}

function sumOf(knocks: readonly Knocks[]): Knocks {
  const sum = (of: (each: Knocks) => number) => knocks.reduce((all, each) => all + of(each), 0);
  return {
    opened: sum(({ opened }) => opened),
    answered: sum(({ answered }) => answered),
    ms: sum(({ ms }) => ms),
    heldMs: sum(({ heldMs }) => heldMs),
    cpuUs: sum(({ cpuUs }) => cpuUs),
  };
}

function counted(summaries: readonly JournalLine[]): number {
  return summaries.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0);
}

/** Writes the result file and its page. */
export async function writeFlood(figures: FloodFigures): Promise<void> {
  const { seconds, quiet, one, flood, again, after, entries, summaries, cores } = figures;
  const { opened, answered, ms, heldMs, cpuUs } = sumOf(figures.knocks);
  const result = {
    ...{ seconds: figures.knocks.length * seconds, refusals: opened, answered },
    one_answered: figures.knocks[0]?.answered ?? 0,
    refusals_per_s: Math.round((opened / ms) * 1000),
    held_ms: Math.round(heldMs),
    visitors_cpu_ms_per_s: Math.round(cpuUs / ms),
    ...{ entries, refused_connections: figures.refusedConnections },
    ...{ summaries: summaries.length, counted_in_summaries: counted(summaries) },
    alarm_raised: figures.isRaised ? 1 : 0,
    ...{ ...partOf('quiet', quiet), ...partOf('one', one), ...partOf('flood', flood) },
    ...{ ...partOf('again', again), ...partOf('after', after) },
    ...{ cores, load_before: Math.round(figures.load * 10) / 10, node: process.versions.node },
  };
  await writeMeasurement('flood', pageOf(result), result);
  console.log(JSON.stringify(result));
}

function partOf(name: string, part: Part): Record<string, number> {
  const { waits, refused, rss, cpuMs } = part;
  const at = (share: number) => Math.round(waitAt(part, share));
  return {
    [`${name}_publishes`]: waits.length,
    [`${name}_refused`]: refused,
    [`${name}_p50_ms`]: at(0.5),
    [`${name}_p95_ms`]: at(0.95),
    [`${name}_cpu_ms_per_s`]: Math.round(cpuMs),
    [`${name}_rss_mib`]: Math.round(rss / MIB),
  };
}

function pageOf(result: Readonly<Record<string, number | string>>): string {
  const rows = Object.entries(result).map(([name, value]) => `| \`${name}\` | ${value} |`);
  return `# A flood of strangers

\`npm run campaign -- flood\`. Visitors opened connections to one of four validators,
${PER_SECOND} a second and at most ${PENDING_MAX} at once, and asked for what there is not: for a
minute all from one source (\`one\`), for another from ${ADDRESSES} (\`flood\`), and for a third
(\`again\`). Meanwhile members published one record after the other through the same validator, as
they did before it began (\`quiet\`) and when it was over (\`after\`). Waits are those of the
members from submission to block; CPU and memory are those of that validator. \`one_answered\`: of
the one source so many were read; the others were closed unread, once it had been refused 600
times in a minute. \`held_ms\` is time in which the
visitors waited for an answer before they went on. All programs and the visitors shared the cores
with whatever else the machine did (\`load_before\`: its load average before the campaign, over the
members and programs of the campaign itself).

| measured | |
| --- | --- |
${rows.join('\n')}
`;
}

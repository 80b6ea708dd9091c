// Adds up CPU profiles of several processes: where the time went, by function and by package.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A period on the monotonic clock that profiles carry, microseconds. */
export interface Period {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Self time of one function over all profiles. */
export interface FunctionTime {
  readonly name: string;
  /** File and line, or empty for what the engine does itself. */
  readonly place: string;
  readonly selfUs: number;
  /** With all it called. */
  readonly totalUs: number;
}

export interface ProfileSummary {
  readonly profiles: number;
  /** Time of all profiled main threads in the period, idle time included. */
  readonly sampledUs: number;
  readonly functions: readonly FunctionTime[];
  /** Self time by package or program. */
  readonly packages: readonly (readonly [name: string, selfUs: number])[];
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

interface CpuProfile {
  readonly startTime: number;
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The clock of CPU profiles now. */
export function profileClockUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** All profiles of a folder, samples within the period only, most self time first. */
export function readProfiles(folder: string, period: Period): ProfileSummary {
  const files = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  const times = new Map<string, { name: string; place: string; selfUs: number; totalUs: number }>();
  const packages = new Map<string, number>();
  let sampledUs = 0;
  for (const file of files) {
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const selfUs = selfTimes(profile, period);
    for (const us of selfUs.values()) sampledUs += us;
    addProfile(profile, selfUs, times, packages);
  }
  const functions = [...times.values()].sort((a, b) => b.selfUs - a.selfUs);
  const sorted = [...packages].sort(([, a], [, b]) => b - a);
  return { profiles: files.length, sampledUs, functions, packages: sorted };
}

function selfTimes({ startTime, samples, timeDeltas }: CpuProfile, period: Period) {
  const selfUs = new Map<number, number>();
  let atUs = startTime;
  samples.forEach((id, index) => {
    atUs += timeDeltas[index] ?? 0;
    // A sample stands for the time until the next one.
    const us = timeDeltas[index + 1] ?? 0;
    if (atUs < period.fromUs || atUs >= period.toUs) return;
    selfUs.set(id, (selfUs.get(id) ?? 0) + us);
  });
  return selfUs;
}

function addProfile(
  { nodes }: CpuProfile,
  selfUs: ReadonlyMap<number, number>,
  times: Map<string, { name: string; place: string; selfUs: number; totalUs: number }>,
  packages: Map<string, number>,
): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const root = nodes[0];
  if (root === undefined) return;
  /** Returns the time of a node with all below; `above` are the functions it runs in. */
  const visit = (id: number, above: ReadonlySet<string>): number => {
    const node = byId.get(id);
    if (node === undefined) return 0;
    const { name, place, owner } = describe(node.callFrame);
    const key = `${name} ${place}`;
    const own = selfUs.get(id) ?? 0;
    const inside = above.has(key) ? above : new Set(above).add(key);
    const total = (node.children ?? []).reduce((sum, child) => sum + visit(child, inside), own);
    if (total === 0) return 0;
    const entry = times.get(key) ?? { name, place, selfUs: 0, totalUs: 0 };
    entry.selfUs += own;
    // Within itself a function is counted once.
    if (!above.has(key)) entry.totalUs += total;
    times.set(key, entry);
    packages.set(owner, (packages.get(owner) ?? 0) + own);
    return total;
  };
  visit(root.id, new Set());
}

function describe({ functionName, url, lineNumber }: CallFrame) {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return { name, place: '', owner: name.startsWith('(') ? name : '(native)' };
  if (url.startsWith('node:')) return { name, place: `${url}:${lineNumber + 1}`, owner: 'node:*' };
  const library = /node_modules\/(?!\.pnpm)((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)(.*)$/.exec(
    url,
  );
  if (library !== null) {
    const [, owner = '', path = ''] = library;
    return { name, place: `${owner}/${path}:${lineNumber + 1}`, owner };
  }
  const own = /\/((?:packages\/[^/]+|node|supervisor)\/src)\/(.*)$/.exec(url);
  const owner = own?.[1]?.replace('/src', '') ?? 'other';
  return { name, place: `${owner}/src/${own?.[2] ?? url}:${lineNumber + 1}`, owner };
}

/**
 * Tables for reading: packages, then functions. A profile counts the clock, also while another
 * process has the core; `mainThreadUs`, the CPU time of the same threads, scales it to CPU time.
 */
export function profileText(
  summary: ProfileSummary,
  {
    committed,
    mainThreadUs,
    rows = 40,
  }: { committed: number; mainThreadUs: number; rows?: number },
): string {
  const idleUs = summary.packages.find(([name]) => name === '(idle)')?.[1] ?? 0;
  const busyUs = summary.sampledUs - idleUs;
  const perBusyUs = mainThreadUs / busyUs / summary.profiles / committed;
  const perTransaction = (us: number) => (us * perBusyUs).toFixed(2).padStart(8);
  const share = (us: number) => `${((100 * us) / busyUs).toFixed(1)} %`.padStart(7);
  const line = (us: number, text: string) => `${share(us)} ${perTransaction(us)}  ${text}`;
  const functions = summary.functions.filter(({ name }) => name !== '(idle)' && name !== '(root)');
  const byTotal = functions.filter(({ place }) => place !== '' && !place.startsWith('node:'));
  return [
    `main threads of ${summary.profiles} validators, ${committed} transactions: ` +
      `${share(mainThreadUs)} of the busy time on a core, the rest waiting for one`,
    '',
    'self time by package: share, CPU us per transaction and validator',
    ...summary.packages
      .filter(([name]) => name !== '(idle)')
      .slice(0, rows)
      .map(([name, us]) => line(us, name)),
    '',
    `self time by function, first ${rows}`,
    ...functions.slice(0, rows).map(({ selfUs, name, place }) => line(selfUs, `${name}  ${place}`)),
    '',
    `time with callees, first ${rows} of the repository and its libraries`,
    ...byTotal
      .sort((a, b) => b.totalUs - a.totalUs)
      .slice(0, rows)
      .map(({ totalUs, name, place }) => line(totalUs, `${name}  ${place}`)),
    '',
  ].join('\n');
}

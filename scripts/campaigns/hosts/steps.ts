// What happens to the hosts, drawn from the seed: one trouble at a time, and then it is healed.
import type { ProgramProcess } from '../../../tests/processes/program-process.ts';
import { seededRandom } from '../../../tests/processes/seeded-random.ts';
import type { Cut } from './namespaces.ts';
import type { HostsNetwork } from './network.ts';
import type { Weather } from './weather.ts';

export type Trouble =
  | { readonly kind: 'weather'; readonly weather: Weather; readonly names: readonly string[] }
  | { readonly kind: 'cut off' | 'mute' | 'deaf' | 'paused' | 'killed'; readonly name: string }
  | { readonly kind: 'halves'; readonly half: readonly string[] };

/** One step of the campaign as it was drawn. */
export interface Step {
  readonly step: number;
  readonly trouble: Trouble;
  readonly lastsMs: number;
  /** Long enough for the supervision node to miss somebody, and to say so. */
  readonly isLong: boolean;
}

const LASTS_MS_MIN = 3000;
const LASTS_MS_MAX = 9000;
/** The supervision node misses a node after fifteen seconds without a new head. */
const LONG_MS = 18_000;
const LONG_EVERY = 4;
const DELAY_MS_MAX = 80;
const LOSS_PERCENT_MAX = 3;
const RATES_MBIT = [0, 0, 20, 50, 100];
const KINDS = ['weather', 'cut off', 'mute', 'deaf', 'paused', 'killed', 'halves'] as const;

/** Each step draws from a generator of its own: a campaign that goes on later draws the same. */
export function drawStep(names: readonly string[], seed: number, step: number): Step {
  const random = seededRandom(seed * 1000 + step);
  // Every kind comes round, in an order that the seed turns.
  const kind = KINDS[(step + seed) % KINDS.length] ?? 'weather';
  const name = names[random(names.length)] ?? '';
  const trouble = troubleOf(kind, { names, name, random });
  const canBeMissed = kind === 'cut off' || kind === 'mute' || kind === 'paused';
  const isLong = canBeMissed && random(LONG_EVERY) === 0;
  const lastsMs = isLong ? LONG_MS : LASTS_MS_MIN + random(LASTS_MS_MAX - LASTS_MS_MIN);
  return { step, trouble, lastsMs, isLong };
}

interface Drawing {
  readonly names: readonly string[];
  readonly name: string;
  readonly random: (bound: number) => number;
}

function troubleOf(kind: Trouble['kind'], { names, name, random }: Drawing): Trouble {
  if (kind === 'weather') {
    const isEverywhere = random(2) === 0;
    return { kind, weather: drawWeather(random), names: isEverywhere ? names : [name] };
  }
  if (kind !== 'halves') return { kind, name };
  // The supervision node falls on either side.
  const [first = '', ...rest] = names.filter((each) => each !== 'supervision');
  const other = rest[random(rest.length)] ?? '';
  return { kind, half: random(2) === 0 ? [first, other] : [first, other, 'supervision'] };
}

function drawWeather(random: Drawing['random']): Weather {
  const delayMs = random(DELAY_MS_MAX + 1);
  const lossPercent = random(LOSS_PERCENT_MAX * 10 + 1) / 10;
  const rateMbit = RATES_MBIT[random(RATES_MBIT.length)] ?? 0;
  return { delayMs, jitterMs: Math.floor(delayMs / 4), lossPercent, rateMbit };
}

/** Lets the trouble begin; a killed program is started again by `healed`. */
export async function begin(hosts: HostsNetwork, trouble: Trouble): Promise<void> {
  if (trouble.kind === 'weather') hosts.setWeather(trouble.weather, trouble.names);
  else if (trouble.kind === 'paused') programOf(hosts, trouble.name).signal('SIGSTOP');
  else if (trouble.kind === 'killed') await programOf(hosts, trouble.name).kill();
  else hosts.cut(cutsOf(hosts.names, trouble));
}

/** Ends it: from now on the network owes progress to everybody. */
export async function heal(
  hosts: HostsNetwork,
  trouble: Trouble,
  startMsMax?: number,
): Promise<void> {
  hosts.heal();
  if (trouble.kind === 'paused') programOf(hosts, trouble.name).signal('SIGCONT');
  if (trouble.kind !== 'killed') return;
  const program = programOf(hosts, trouble.name);
  program.start();
  await program.ready(startMsMax);
}

/** Programs that have to make blocks while the trouble lasts; none when no quorum can meet. */
export function untouched(hosts: HostsNetwork, trouble: Trouble): readonly ProgramProcess[] {
  const { validators } = hosts.network;
  if (trouble.kind === 'halves') return [];
  if (trouble.kind === 'weather') return validators;
  return validators.filter(({ nodeId }) => nodeId !== trouble.name);
}

function programOf(hosts: HostsNetwork, name: string): ProgramProcess {
  const found = hosts.network.programs.find(({ nodeId }) => nodeId === name);
  if (found === undefined) throw new Error(`there is no program ${name}`);
  return found;
}

function cutsOf(names: readonly string[], trouble: Trouble): Cut[] {
  if (trouble.kind === 'halves') {
    const { half } = trouble;
    const others = names.filter((name) => !half.includes(name));
    return half.flatMap((one) => others.flatMap((other) => bothWays(one, other)));
  }
  if (!('name' in trouble)) return [];
  const { kind, name } = trouble;
  const others = names.filter((other) => other !== name);
  if (kind === 'mute') return others.map((other) => [name, other]);
  if (kind === 'deaf') return others.map((other) => [other, name]);
  return others.flatMap((other) => bothWays(name, other));
}

function bothWays(one: string, other: string): Cut[] {
  return [
    [one, other],
    [other, one],
  ];
}

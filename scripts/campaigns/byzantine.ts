// Throughput of three correct validators with a Byzantine fourth one, against four correct ones.
import { createTestnet, type Testnet } from '@mingjing/node';
import { until } from '../../tests/processes/until.ts';
import type { CampaignOptions } from '../campaign.ts';
import { Measurement, type Window } from './byzantine/measure.ts';
import { floorHolds, writeByzantineResult } from './byzantine/result.ts';
import { machineFaults } from './hosts/machine.ts';
import { removeLeftovers } from './hosts/namespaces.ts';
import { HostsNetwork } from './hosts/network.ts';
import { clearWeather, type Weather } from './hosts/weather.ts';
import { Kept } from './kept.ts';

/** Rounds through all behaviours, each behind a window with four correct validators. */
const CYCLES = 3;
const SECONDS = 10;
const USERS = 17;
const BEHAVIOURS = ['equivocate,withhold,flood', 'equivocate', 'withhold', 'flood'] as const;
const DELAYED: Weather = { delayMs: 20, jitterMs: 5, lossPercent: 0, rateMbit: 0 };
const CONDITIONS: Readonly<Record<string, Weather>> = {
  'no delay': clearWeather,
  '20 ms ± 5 ms': DELAYED,
};

/** A Byzantine window with the fault-free ones around it. */
export interface Pair {
  readonly condition: string;
  readonly cycle: number;
  readonly byzantine: Window;
  /** Right before it. */
  readonly faultFree: Window;
}

interface State {
  readonly seed: number;
  readonly pairs: Pair[];
  /** Equivocations that the supervision node named with both signatures. */
  equivocations: number;
}

export interface ByzantineResult extends State {
  readonly hasNetem: boolean;
}

const kept = new Kept<State>('byzantine');

/** Runs the campaign to its end and writes the result; false below half of the throughput. */
export async function byzantineCampaign(options: CampaignOptions): Promise<boolean> {
  const faults = machineFaults();
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) return false;
  for (const name of removeLeftovers()) console.log(`removed a leftover: ${name}`);
  const { seed } = options;
  const known = options.isFresh ? undefined : kept.load(seed);
  if (known === undefined) kept.begin();
  const state: State = known ?? { seed, pairs: [], equivocations: 0 };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  let hasNetem = false;
  for (const condition of Object.keys(CONDITIONS)) {
    hasNetem = await measured(condition, state, options.count ?? CYCLES);
  }
  const result = { ...state, hasNetem };
  await writeByzantineResult(result);
  kept.remove();
  return floorHolds(result);
}

/** The pairs of one condition that an earlier call has not measured, in a network of their own. */
async function measured(condition: string, state: State, cycles: number): Promise<boolean> {
  const folder = `${kept.folder}/${condition.replace(/\W/g, '-')}-${Date.now()}`;
  const testnet = await newTestnet(folder);
  const hasDelays = condition !== 'no delay';
  const hosts = await HostsNetwork.create({ folder, testnet, hasDelays });
  const measurement = new Measurement(hosts, SECONDS);
  try {
    await measurement.start();
    hosts.setWeather(CONDITIONS[condition] ?? clearWeather);
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      for (const behaviours of turned(BEHAVIOURS, state.seed + cycle)) {
        const isDone = state.pairs.some(
          ({ condition: c, cycle: at, byzantine }) =>
            c === condition && at === cycle && byzantine.behaviours === behaviours,
        );
        if (isDone) continue;
        const faultFree = await measurement.window('');
        const byzantine = await measurement.window(behaviours);
        state.pairs.push({ condition, cycle, byzantine, faultFree });
        kept.save(state);
        console.log(lineOf({ condition, cycle, byzantine, faultFree }));
      }
    }
    state.equivocations += await namedEquivocations(hosts);
    kept.save(state);
    return hosts.hasNetem;
  } catch (error) {
    console.error(hosts.network.report());
    throw error;
  } finally {
    await measurement.stop();
    await hosts.remove();
  }
}

function newTestnet(folder: string): Promise<Testnet> {
  const output = `${folder}/net`;
  return createTestnet({ output, name: 'testnet', organisations: 4, users: USERS });
}

// The seed and the cycle say which behaviour comes first, so that none always follows the same.
function turned<T>(items: readonly T[], by: number): readonly T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

/** Alarms of equivocation with two signed statements behind each. */
async function namedEquivocations({ network }: HostsNetwork): Promise<number> {
  return until('the supervision node names the equivocator', async () => {
    const path = '/v1/alarms?limit=500';
    const answer = await network.supervision?.ask<{ items: AlarmView[] }>(path);
    const named = (answer?.items ?? []).filter(
      ({ rule, evidence }) => rule === 'equivocation' && evidence.statements !== undefined,
    );
    return named.length > 0 && named.length;
  });
}

interface AlarmView {
  readonly rule: string;
  readonly evidence: { readonly statements?: unknown };
}

function lineOf({ condition, cycle, byzantine, faultFree }: Pair): string {
  const ratio = (byzantine.perSecond / faultFree.perSecond).toFixed(2);
  const rates = `${Math.round(byzantine.perSecond)}/s of ${Math.round(faultFree.perSecond)}/s`;
  return `${condition}, ${cycle}. ${byzantine.behaviours}: ${rates}, ${ratio}`;
}

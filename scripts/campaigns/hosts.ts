// Nodes on hosts of their own, over a network that gets worse and better: one chain, nothing lost.
import { createTestnet, type Testnet } from '@mingjing/node';
import { judge, type KillVerdict } from '../../tests/processes/kill-run.ts';
import { Load } from '../../tests/processes/load.ts';
import { seededRandom } from '../../tests/processes/seeded-random.ts';
import type { CampaignOptions } from '../campaign.ts';
import { goesOn, highestOf, missed, oneChain, quiet } from './hosts/checks.ts';
import { machineFaults } from './hosts/machine.ts';
import { removeLeftovers } from './hosts/namespaces.ts';
import { HostsNetwork } from './hosts/network.ts';
import { writeHostsResult } from './hosts/result.ts';
import { begin, drawStep, heal, type Step, untouched } from './hosts/steps.ts';
import { Kept, type KeptTotals } from './kept.ts';

const MINUTES = 10;
const WORKERS = 3;
const USERS = 4;
/** Short, so that heads rise without load, too. */
const EMPTY_BLOCK_MS = 5000;
/** After a split, what was already under way comes to its end. */
const SETTLED_MS = 3000;

/** What one step did. */
export interface StepOutcome extends Step {
  readonly heightBefore: number;
  /** Of the best program, when the trouble ended. */
  readonly heightAtEnd: number;
  /** From then until every program had made or verified new blocks. */
  readonly recoveryMs: number;
  /** Alarms that the supervision node raised, as it had to; all cleared since. */
  readonly missed: number;
}

/** What an earlier call has done. */
interface State extends KeptTotals {
  readonly seed: number;
  readonly testnet: Testnet;
  readonly outcomes: StepOutcome[];
  /** Blocks up to here were compared. */
  checkedHeight: number;
}

export interface HostsResult extends State {
  readonly hasNetem: boolean;
  readonly workers: number;
  readonly verdict: KillVerdict;
}

const kept = new Kept<State>('hosts');

/** Runs the campaign to its end and writes the result; false when something did not hold. */
export async function hostsCampaign(options: CampaignOptions): Promise<boolean> {
  const faults = machineFaults();
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) return false;
  for (const name of removeLeftovers()) console.log(`removed a leftover: ${name}`);
  const state = await openState(options);
  const { testnet, seed } = state;
  const hosts = await HostsNetwork.create({ folder: kept.folder, testnet, hasDelays: true });
  // An exit ends the programs and removes the namespaces; what is done so far is on file.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const load = new Load(hosts.network, {
    workers: WORKERS,
    random: seededRandom(seed),
    onAcknowledged: (each) => kept.acknowledge(each),
  });
  try {
    await runSteps(hosts, load, state, (options.minutes ?? MINUTES) * 60_000);
    await load.stop();
    kept.save(state);
    if (load.refusals.length > 0) throw new Error(`refused: ${load.refusals.join(', ')}`);
    const verdict = await judge(hosts.network, kept.acknowledged());
    await oneChain(hosts, state.checkedHeight);
    await writeHostsResult({ ...state, verdict, workers: WORKERS, hasNetem: hosts.hasNetem });
    await hosts.remove();
    kept.remove();
    return true;
  } catch (error) {
    console.error(hosts.network.report());
    console.error(error);
    return false;
  } finally {
    load.halt();
    await hosts.remove();
  }
}

async function openState({ seed, isFresh }: CampaignOptions): Promise<State> {
  const known = isFresh ? undefined : kept.load(seed);
  if (known !== undefined) return known;
  kept.begin();
  const testnet = await createTestnet({
    ...{ output: `${kept.folder}/net`, name: 'testnet', organisations: 4, users: USERS },
    parameters: { emptyBlockMs: EMPTY_BLOCK_MS },
  });
  const state: State = {
    ...{ seed, testnet, outcomes: [], checkedHeight: 0 },
    ...{ unanswered: 0, pending: 0, runningMs: 0 },
  };
  kept.save(state);
  return state;
}

async function runSteps(hosts: HostsNetwork, load: Load, state: State, endMs: number) {
  await hosts.network.startAll();
  const startedAt = performance.now();
  const earlier = { ...state };
  while (state.runningMs < endMs) {
    const step = drawStep(hosts.names, state.seed, state.outcomes.length + 1);
    const outcome = await perform(hosts, step);
    state.outcomes.push(outcome);
    state.checkedHeight = await oneChain(hosts, state.checkedHeight);
    state.unanswered = earlier.unanswered + load.unanswered;
    state.pending = earlier.pending + load.pending;
    state.runningMs = earlier.runningMs + performance.now() - startedAt;
    kept.save(state);
    console.log(lineOf(outcome, load.acknowledged.length));
  }
}

/** One trouble from its beginning until everybody is level again. */
async function perform(hosts: HostsNetwork, step: Step): Promise<StepOutcome> {
  const { trouble, lastsMs } = step;
  const { programs } = hosts.network;
  const heightBefore = await highestOf(programs);
  await begin(hosts, trouble);
  const others = untouched(hosts, trouble);
  let missing = 0;
  if (others.length === 0) await standsStill(hosts, lastsMs);
  else {
    await passing(lastsMs);
    await goesOn(`the others go on, step ${step.step}`, others, heightBefore);
    missing = await missed(hosts, step);
  }
  const running = others.length === 0 ? programs : others;
  const heightAtEnd = await highestOf(running);
  await heal(hosts, trouble);
  const recoveryMs = await goesOn(`all go on after step ${step.step}`, programs, heightAtEnd);
  await quiet(hosts);
  return { ...step, heightBefore, heightAtEnd, recoveryMs, missed: missing };
}

/** Neither half has a quorum: nothing may be decided. */
async function standsStill(hosts: HostsNetwork, lastsMs: number): Promise<void> {
  await passing(SETTLED_MS);
  const before = await highestOf(hosts.network.validators);
  await passing(lastsMs);
  const after = await highestOf(hosts.network.validators);
  if (after !== before) throw new Error(`half of the validators went from ${before} to ${after}`);
}

function lineOf(outcome: StepOutcome, publishes: number): string {
  const { step, trouble, heightAtEnd, recoveryMs, missed: alarms } = outcome;
  const { kind, ...about } = trouble;
  const what = `${step}. ${kind} ${JSON.stringify(about)}, height ${heightAtEnd}`;
  return `${what}, back in ${recoveryMs} ms, ${alarms} alarms (${publishes} publishes)`;
}

/** Not waiting for anything: how long a trouble lasts is drawn. */
function passing(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

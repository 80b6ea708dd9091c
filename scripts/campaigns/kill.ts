// Kill -9 of any program at any moment, under load: nothing acknowledged is lost.
import { judge, type KillOutcome, killOnce } from '../../tests/processes/kill-run.ts';
import { Load } from '../../tests/processes/load.ts';
import { hasSupervisionProgram, TestNetwork } from '../../tests/processes/network.ts';
import { seededRandom } from '../../tests/processes/seeded-random.ts';
import type { CampaignOptions } from '../campaign.ts';
import { Kept, type KeptTotals } from './kept.ts';
import { writeKillResult } from './kill-result.ts';

const KILLS = 50;
const WORKERS = 3;

/** What an earlier call has done. */
interface State extends KeptTotals {
  readonly seed: number;
  readonly testnet: TestNetwork['testnet'];
  outcomes: KillOutcome[];
}

const kept = new Kept<State>('kill');

/** Runs the campaign to its end and writes the result; false when something did not hold. */
export async function killCampaign({ seed, count, isFresh }: CampaignOptions): Promise<boolean> {
  const kills = count ?? KILLS;
  const { network, state } = await openCampaign(seed, isFresh);
  const acknowledged = kept.acknowledged();
  console.log(`seed ${seed}: ${state.outcomes.length} of ${kills} kills done`);
  const startedAt = performance.now();
  const load = new Load(network, {
    workers: WORKERS,
    random: seededRandom(seed),
    onAcknowledged: (each) => kept.acknowledge(each),
  });
  const earlier = { ...state };
  const save = () => {
    state.unanswered = earlier.unanswered + load.unanswered;
    state.pending = earlier.pending + load.pending;
    state.runningMs = earlier.runningMs + performance.now() - startedAt;
    kept.save(state);
  };
  // An exit ends the programs too; what is done so far is on file.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  try {
    await network.startAll();
    for (let kill = state.outcomes.length + 1; kill <= kills; kill += 1) {
      const outcome = await killOnce(network, seed, kill);
      state.outcomes.push(outcome);
      save();
      console.log(lineOf(outcome, load.acknowledged.length));
    }
    await load.stop();
    save();
    if (load.refusals.length > 0) throw new Error(`refused: ${load.refusals.join(', ')}`);
    const verdict = await judge(network, [...acknowledged, ...load.acknowledged]);
    await writeKillResult({ ...state, verdict, workers: WORKERS });
    await network.killAll();
    kept.remove();
    return true;
  } catch (error) {
    console.error(network.report());
    console.error(error);
    return false;
  } finally {
    load.halt();
    await network.killAll();
  }
}

async function openCampaign(
  seed: number,
  isFresh: boolean,
): Promise<{ network: TestNetwork; state: State }> {
  const { folder } = kept;
  const state = isFresh ? undefined : kept.load(seed);
  if (state !== undefined) {
    return { network: new TestNetwork(folder, state.testnet, hasSupervisionProgram), state };
  }
  kept.begin();
  const network = await TestNetwork.create({ folder, hasSupervision: hasSupervisionProgram });
  const { testnet } = network;
  const begun: State = {
    ...{ seed, testnet, outcomes: [], unanswered: 0, pending: 0, runningMs: 0 },
  };
  kept.save(begun);
  return { network, state: begun };
}

function lineOf(outcome: KillOutcome, acknowledged: number): string {
  const { kill, node, isDuringRecovery, heightAtKill, heightWithout, recoveryMs } = outcome;
  const how = isDuringRecovery ? 'twice' : 'once';
  const heights = `height ${heightAtKill} → ${heightWithout} without it`;
  const back = `back in ${recoveryMs} ms (${acknowledged} publishes)`;
  return `${kill}. ${node} ${how}, ${heights}, ${back}`;
}

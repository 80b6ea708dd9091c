// Kill -9 of any program at any moment, under load: nothing acknowledged is lost.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { judge, type KillOutcome, killOnce } from '../../tests/processes/kill-run.ts';
import { type Acknowledged, Load } from '../../tests/processes/load.ts';
import { hasSupervisionProgram, TestNetwork } from '../../tests/processes/network.ts';
import { seededRandom } from '../../tests/processes/seeded-random.ts';
import type { CampaignOptions } from '../campaign.ts';
import { ROOT } from '../commands.ts';
import { writeKillResult } from './kill-result.ts';

const KILLS = 50;
const WORKERS = 3;
const FOLDER = join(ROOT, '.cache', 'campaign-kill');
const STATE = join(FOLDER, 'state.json');
const ACKNOWLEDGED = join(FOLDER, 'acknowledged.jsonl');

/** What an earlier call has done. */
interface State {
  readonly seed: number;
  readonly testnet: TestNetwork['testnet'];
  outcomes: KillOutcome[];
  unanswered: number;
  pending: number;
  runningMs: number;
}

/** Runs the campaign to its end and writes the result; false when something did not hold. */
export async function killCampaign({ seed, count, isFresh }: CampaignOptions): Promise<boolean> {
  const kills = count ?? KILLS;
  const { network, state } = await openCampaign(seed, isFresh);
  const acknowledged = loadAcknowledged();
  console.log(`seed ${seed}: ${state.outcomes.length} of ${kills} kills done`);
  const startedAt = performance.now();
  const load = new Load(network, {
    workers: WORKERS,
    random: seededRandom(seed),
    onAcknowledged: (each) => appendFileSync(ACKNOWLEDGED, `${JSON.stringify(each)}\n`),
  });
  const earlier = { ...state };
  const save = () => {
    state.unanswered = earlier.unanswered + load.unanswered;
    state.pending = earlier.pending + load.pending;
    state.runningMs = earlier.runningMs + performance.now() - startedAt;
    writeFileSync(STATE, JSON.stringify(state));
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
    rmSync(FOLDER, { recursive: true });
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
  const state = isFresh ? undefined : loadState();
  if (state?.seed === seed) {
    const network = new TestNetwork(FOLDER, state.testnet, hasSupervisionProgram);
    return { network, state };
  }
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const network = await TestNetwork.create({
    folder: FOLDER,
    hasSupervision: hasSupervisionProgram,
  });
  const { testnet } = network;
  const begun: State = {
    ...{ seed, testnet, outcomes: [], unanswered: 0, pending: 0, runningMs: 0 },
  };
  writeFileSync(STATE, JSON.stringify(begun));
  return { network, state: begun };
}

function loadState(): State | undefined {
  return existsSync(STATE) ? (JSON.parse(readFileSync(STATE, 'utf8')) as State) : undefined;
}

// The last line may be half written when the campaign itself was killed: it was not acted upon.
function loadAcknowledged(): Acknowledged[] {
  if (!existsSync(ACKNOWLEDGED)) return [];
  const lines = readFileSync(ACKNOWLEDGED, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Acknowledged);
}

function lineOf(outcome: KillOutcome, acknowledged: number): string {
  const { kill, node, isDuringRecovery, heightAtKill, heightWithout, recoveryMs } = outcome;
  const how = isDuringRecovery ? 'twice' : 'once';
  const heights = `height ${heightAtKill} → ${heightWithout} without it`;
  const back = `back in ${recoveryMs} ms (${acknowledged} publishes)`;
  return `${kill}. ${node} ${how}, ${heights}, ${back}`;
}

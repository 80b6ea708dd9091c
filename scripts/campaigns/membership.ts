// Members and keys change under load: nothing acknowledged is lost, one state, receipts hold.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { judge } from '../../tests/processes/kill-run.ts';
import { type Acknowledged, Load } from '../../tests/processes/load.ts';
import { actOnce, type MembershipOutcome } from '../../tests/processes/membership-acts.ts';
import { hasSupervisionProgram, TestNetwork } from '../../tests/processes/network.ts';
import { seededRandom } from '../../tests/processes/seeded-random.ts';
import type { CampaignOptions } from '../campaign.ts';
import { ROOT } from '../commands.ts';
import { writeMembershipResult } from './membership-result.ts';

const ACTS = 24;
const WORKERS = 3;
const FOLDER = join(ROOT, '.cache', 'campaign-membership');
const STATE = join(FOLDER, 'state.json');
const ACKNOWLEDGED = join(FOLDER, 'acknowledged.jsonl');

/** What an earlier call has done; the homes of the testnet are those that are left. */
interface State {
  readonly seed: number;
  testnet: TestNetwork['testnet'];
  outcomes: MembershipOutcome[];
  runningMs: number;
}

/** Runs the campaign to its end and writes the result; false when something did not hold. */
export async function membershipCampaign(options: CampaignOptions): Promise<boolean> {
  const { seed, count = ACTS, isFresh } = options;
  const { network, state } = await openCampaign(seed, isFresh);
  const acknowledged = loadAcknowledged();
  console.log(`seed ${seed}: ${state.outcomes.length} of ${count} acts done`);
  const startedAt = performance.now();
  const before = state.runningMs;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  let load: Load | undefined;
  try {
    await network.startAll();
    load = new Load(network, {
      workers: WORKERS,
      random: seededRandom(seed),
      onAcknowledged: (each) => appendFileSync(ACKNOWLEDGED, `${JSON.stringify(each)}\n`),
    });
    for (let round = state.outcomes.length + 1; round <= count; round += 1) {
      const outcome = await actOnce(network, seed, round);
      state.outcomes.push(outcome);
      state.testnet = { ...state.testnet, homes: homesOf(network, state.testnet) };
      state.runningMs = before + performance.now() - startedAt;
      writeFileSync(STATE, JSON.stringify(state));
      console.log(lineOf(outcome, load.acknowledged.length));
    }
    await load.stop();
    if (load.refusals.length > 0) throw new Error(`refused: ${load.refusals.join(', ')}`);
    const verdict = await judge(network, [...acknowledged, ...load.acknowledged]);
    await writeMembershipResult({ ...state, workers: WORKERS, verdict });
    await network.killAll();
    rmSync(FOLDER, { recursive: true });
    return true;
  } catch (error) {
    console.error(network.report());
    console.error(error);
    return false;
  } finally {
    load?.halt();
    await network.killAll();
  }
}

/** The homes in use: those made by acts among them, and without those of revoked nodes. */
function homesOf({ validators }: TestNetwork, { homes }: TestNetwork['testnet']) {
  const others = homes.filter(({ role }) => role !== 'validator');
  const used = validators.map(({ nodeId, organisation, home, role }) => {
    return { nodeId, organisation, home, role };
  });
  return [...used, ...others];
}

async function openCampaign(
  seed: number,
  isFresh: boolean,
): Promise<{ network: TestNetwork; state: State }> {
  const earlier =
    !isFresh && existsSync(STATE) ? (JSON.parse(readFileSync(STATE, 'utf8')) as State) : undefined;
  if (earlier?.seed === seed) {
    const network = new TestNetwork(FOLDER, earlier.testnet, hasSupervisionProgram);
    return { network, state: earlier };
  }
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const network = await TestNetwork.create({
    folder: FOLDER,
    hasSupervision: hasSupervisionProgram,
  });
  const begun: State = { seed, testnet: network.testnet, outcomes: [], runningMs: 0 };
  writeFileSync(STATE, JSON.stringify(begun));
  return { network, state: begun };
}

// The last line may be half written when the campaign itself was killed: it was not acted upon.
function loadAcknowledged(): Acknowledged[] {
  if (!existsSync(ACKNOWLEDGED)) return [];
  const lines = readFileSync(ACKNOWLEDGED, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Acknowledged);
}

function lineOf(outcome: MembershipOutcome, acknowledged: number): string {
  const { round, act, node, height, blocks, ms } = outcome;
  const when = `at ${height}, seen ${blocks} blocks later, ${ms} ms`;
  return `${round}. ${act}: ${node} ${when} (${acknowledged} publishes)`;
}

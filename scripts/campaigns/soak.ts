// Half an hour at saturation with faults and planted misdeeds: no false alarm, none missing, memory
// bounded, nothing acknowledged lost.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestnet } from '@mingjing/node';
import { Load } from '../../tests/processes/load.ts';
import { seededRandom } from '../../tests/processes/seeded-random.ts';
import { until } from '../../tests/processes/until.ts';
import type { CampaignOptions } from '../campaign.ts';
import { machineFaults } from './hosts/machine.ts';
import { removeLeftovers } from './hosts/namespaces.ts';
import { HostsNetwork } from './hosts/network.ts';
import { Kept } from './kept.ts';
import { realTexts } from './real-texts.ts';
import { causesOfStandstills, EMPTY_BLOCK_MS, longestStandstill } from './soak/causes.ts';
import { judgeAlarms } from './soak/judge.ts';
import { memoryOf } from './soak/memory.ts';
import { START_MS_MAX } from './soak/plan.ts';
import { Publishing } from './soak/publishing.ts';
import { type SoakFigures, soakFaults, writeSoakResult } from './soak/result.ts';
import { everythingKept, replayed } from './soak/settled.ts';
import { Soaking } from './soak/soaking.ts';
import { RuleOffice } from './soak/watch-rules.ts';
import { Watching } from './soak/watching.ts';

const MINUTES = 30;
/** Publishes under way at once, each of a user of its own; one user more is for what is planted. */
const WORKERS = 24;
const TEXTS = 10_000;
const POEMS_A_PASSAGE = 7;
/** After the last fault: what is overdue by then is an alarm, and what has ended is cleared. */
const CALM_MS = 20_000;

const kept = new Kept<{ readonly seed: number }>('soak');

/** Runs the soak once and writes the result; false when something did not hold. */
export async function soakCampaign({ seed, minutes = MINUTES }: CampaignOptions): Promise<boolean> {
  const lacks = machineFaults();
  for (const fault of lacks) console.error(fault);
  if (lacks.length > 0) return false;
  for (const name of removeLeftovers()) console.log(`removed a leftover: ${name}`);
  // Memory over half an hour is not put together from pieces: a soak that was stopped begins anew.
  kept.begin();
  const testnet = await createTestnet({
    ...{ output: `${kept.folder}/net`, name: 'testnet', organisations: 4, users: WORKERS + 1 },
    parameters: { emptyBlockMs: EMPTY_BLOCK_MS },
  });
  const hosts = await HostsNetwork.create({
    ...{ folder: kept.folder, testnet, hasDelays: false, hasSessions: true },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  try {
    const figures = await soak(hosts, seed, minutes);
    await hosts.remove();
    await writeSoakResult(figures);
    const faults = soakFaults(figures);
    for (const fault of faults) console.error(fault);
    if (faults.length === 0) kept.remove();
    return faults.length === 0;
  } catch (error) {
    console.error(hosts.network.report());
    console.error(error);
    return false;
  } finally {
    await hosts.remove();
  }
}

async function soak(hosts: HostsNetwork, seed: number, minutes: number): Promise<SoakFigures> {
  const { network } = hosts;
  const publishing = new Publishing(network, fetchTexts());
  for (const program of network.programs) program.start();
  await Promise.all(network.programs.map((program) => program.ready(START_MS_MAX)));
  await network.connected();
  await publishing.register();
  const office = new RuleOffice(network);
  const activeFrom = await office.begin();
  const watching = new Watching(network);
  const soaking = new Soaking({ hosts, publishing, watching, user: WORKERS + 1 }, seed);
  const load = new Load(network, {
    ...{ workers: WORKERS, random: seededRandom(seed), nodes: () => soaking.reachable() },
    compose: (user) => publishing.item(user),
  });
  try {
    await soaking.run(minutes * 60_000);
    await load.stop();
    await pause(CALM_MS);
    const keptOf = await everythingKept(hosts, load.acknowledged);
    await until('the rules have judged everything', () => office.hasJudged(keptOf.height));
    watching.stop();
    const { blockTimes, ...ofChain } = keptOf;
    const { causes, nodes, outcomes, throughput } = soaking;
    causes.push(...causesOfStandstills(blockTimes, nodes));
    return {
      ...{ seed, workers: WORKERS, outcomes, throughput, kept: ofChain },
      standstillMs: longestStandstill(blockTimes),
      ...{ unanswered: load.unanswered, pending: load.pending, refusals: load.refusals },
      alarms: judgeAlarms(watching.alarms, causes),
      memory: memoryOf(watching.memory),
      replay: await replayed(office, watching.alarms, activeFrom),
    };
  } finally {
    load.halt();
    watching.stop();
  }
}

function fetchTexts(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'soak-texts-'));
  try {
    const { passages, poems } = realTexts(folder, TEXTS);
    // One passage in eight texts: so a back-test may read all that is published in half an hour.
    return poems.flatMap((poem, at) => {
      const passage = at % POEMS_A_PASSAGE === 0 ? passages[at] : undefined;
      return passage === undefined ? [poem] : [poem, passage];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Minutes of refusals at a thousand a second while members publish, of one source and of many:
// an alarm, bounded entries and memory, and nobody of the members notices more than that the
// machine is busy.
import { fork } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readJournal } from '../../tests/processes/journal-lines.ts';
import { TestNetwork } from '../../tests/processes/network.ts';
import { bareRecord, submit, transactionOf } from '../../tests/processes/submissions.ts';
import { cpuUs, residentBytes } from '../bench/processes.ts';
import type { CampaignOptions } from '../campaign.ts';
import { ADDRESSES, type FloodOrder, type Knocks, ONE_ADDRESS } from './flood/order.ts';
import { type FloodFigures, floodFaults, writeFlood } from './flood/result.ts';

const SECONDS = 60;
/** Before the flood, and after it, until what the first minute compiled has settled. */
const QUIET_SECONDS = 20;
const MEMBERS = 4;
/** Between two publishes of a member. */
const MEMBER_PAUSE_MS = 100;
const LOOK_MS = 500;
const VISITORS = fileURLToPath(new URL('./flood/visitors.ts', import.meta.url));

/** What members and their node went through in one part of the run. */
export interface Part {
  readonly waits: readonly number[];
  readonly refused: number;
  /** Largest resident memory of the node, bytes. */
  readonly rss: number;
  /** CPU time of the node a second, milliseconds. */
  readonly cpuMs: number;
}

/** Runs the flood once and writes the result; false when something did not hold. */
export async function floodCampaign({ count }: CampaignOptions): Promise<boolean> {
  const seconds = count ?? SECONDS;
  const network = await TestNetwork.start();
  try {
    const node = network.validator(0);
    const port = Number(new URL(node.url).port);
    // Not measured: until what every publish runs is compiled.
    await during(network, () => pause(QUIET_SECONDS * 1000));
    const load = loadavg();
    const quiet = await during(network, () => pause(QUIET_SECONDS * 1000));
    const knocks: Knocks[] = [];
    const flooded = (addresses: number) =>
      during(network, async () => {
        knocks.push(await visitors({ port, seconds, addresses }));
      });
    const one = await flooded(ONE_ADDRESS);
    const flood = await flooded(ADDRESSES);
    // As long again: a node whose memory grew with what comes would grow on.
    const again = await flooded(ADDRESSES);
    const after = await during(network, () => pause(QUIET_SECONDS * 1000));
    await node.terminate();
    const { verdict, lines } = await readJournal(network, node);
    const security = lines.filter(({ source }) => source === 'security');
    const alarms = security.filter(({ reason }) => reason === 'request-flood');
    const figures: FloodFigures = {
      ...{ seconds, knocks, quiet, one, flood, again, after, isWhole: verdict.ok },
      load: load[0] ?? 0,
      isRaised: alarms.some(({ event }) => event === 'assurance-raised'),
      refusedConnections: security.filter(({ event }) => event === 'connection-refused').length,
      entries: security.filter(({ event }) => event === 'request-unmatched').length,
      summaries: security.filter(({ event }) => event === 'strangers-summary'),
      cores: availableParallelism(),
    };
    await writeFlood(figures);
    const faults = floodFaults(figures);
    for (const fault of faults) console.error(fault);
    return faults.length === 0;
  } finally {
    await network.remove();
  }
}

/** Members publish one record after the other until `work` is done. */
async function during(network: TestNetwork, work: () => Promise<void>): Promise<Part> {
  const { pid } = network.validator(0);
  const waits: number[] = [];
  let [refused, rss, isOver] = [0, 0, false];
  const publish = async (number: number) => {
    const user = network.user(number);
    while (!isOver) {
      const transaction = transactionOf(network, user, bareRecord());
      const begun = performance.now();
      const { status } = await submit(network.validator(0), { transaction, attachments: [] });
      if (status === 'committed') waits.push(performance.now() - begun);
      else refused += 1;
      await pause(MEMBER_PAUSE_MS);
    }
  };
  const watch = async () => {
    while (!isOver) {
      rss = Math.max(rss, residentBytes(pid));
      await pause(LOOK_MS);
    }
  };
  const [begun, spent] = [performance.now(), cpuUs(pid)];
  const all = [watch(), ...Array.from({ length: MEMBERS }, (_, i) => publish(i + 1))];
  await work();
  const cpuMs = (cpuUs(pid) - spent) / (performance.now() - begun);
  isOver = true;
  await Promise.all(all);
  return { waits: waits.sort((a, b) => a - b), refused, rss, cpuMs };
}

/** The flood, by a process of its own. */
function visitors(order: FloodOrder): Promise<Knocks> {
  const child = fork(VISITORS, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (knocks) => resolve(knocks as Knocks));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the visitors ended with ${code}`)));
    child.send(order);
  });
}

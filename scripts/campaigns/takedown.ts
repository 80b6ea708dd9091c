// How long content stays after an order: on nodes that run, and on one that was away, when it is
// back. Every second time one of them is killed before the order is given.
import { availableParallelism, loadavg } from 'node:os';
import { TestNetwork } from '../../tests/processes/network.ts';
import { filesWith, order, receiptsOf, takedownOf } from '../../tests/processes/orders.ts';
import type { ProgramProcess } from '../../tests/processes/program-process.ts';
import { documentItem, submit } from '../../tests/processes/submissions.ts';
import { until } from '../../tests/processes/until.ts';
import type { CampaignOptions } from '../campaign.ts';
import { type Takedown, writeTakedowns } from './takedown/result.ts';

const TAKEDOWNS = 20;
/** With a content that travels beside its transaction, and one that is fetched. */
const SIZES = [1000, 300_000];
/** What everybody has to be done within. */
const BOUND_MS = 5000;

/** Runs the takedowns and writes the result; false when one took longer, or something was left. */
export async function takedownCampaign({ count, seed }: CampaignOptions): Promise<boolean> {
  const network = await TestNetwork.start({ hasSupervision: true });
  const load = loadavg()[0] ?? 0;
  try {
    const done: Takedown[] = [];
    for (let i = 0; i < (count ?? TAKEDOWNS); i += 1) {
      // The first node is asked; of the others one is away every second time.
      const away = i % 2 === 0 ? undefined : network.validator(1 + ((seed + i) % 3));
      done.push(await takeDown(network, i, away));
    }
    const isLate = ({ allMs, returnedMs }: Takedown) =>
      allMs > BOUND_MS || (returnedMs ?? 0) > BOUND_MS;
    await writeTakedowns({ done, seed, load, cores: availableParallelism() });
    const late = done.filter(isLate).length;
    const left = done.reduce((sum, each) => sum + each.filesLeft, 0);
    if (late > 0) console.error(`${late} of ${done.length} took more than ${BOUND_MS} ms`);
    if (left > 0) console.error(`${left} files hold a content that was taken down`);
    return late === 0 && left === 0;
  } finally {
    await network.remove();
  }
}

async function takeDown(
  network: TestNetwork,
  number: number,
  away: ProgramProcess | undefined,
): Promise<Takedown> {
  const asked = network.validator(0);
  const marker = Buffer.from(`TAKEN-DOWN-CONTENT-${number}-`);
  const size = SIZES[number % SIZES.length] ?? marker.length;
  const content = Buffer.alloc(size, marker);
  const { id } = await submit(asked, documentItem(network, network.user(1), content));
  await until('every home holds the content', () =>
    network.programs.every(({ home }) => filesWith(home, [marker]).length > 0),
  );
  await away?.kill();
  const given = performance.now();
  const takedown = await order(network, asked, takedownOf(Buffer.from(`${id}00000000`, 'hex')));
  const running = network.programs.length - (away === undefined ? 0 : 1);
  await answered(asked, takedown, running);
  const allMs = performance.now() - given;
  const returnedMs = away && (await returned(away, takedown, network));
  const homes = network.programs.map(({ home }) => home);
  const filesLeft = homes.reduce((sum, home) => sum + filesWith(home, [marker]).length, 0);
  const { effective_time: since, receipts } = await receiptsOf(asked, takedown);
  const own = receipts.map(({ time }) => time - (since ?? 0));
  return { size, isAway: away !== undefined, allMs, returnedMs, own, filesLeft };
}

/** Ms from the moment a node says that it runs, until it has carried the order out. */
async function returned(away: ProgramProcess, takedown: string, network: TestNetwork) {
  away.start();
  await away.ready();
  const back = performance.now();
  await answered(away, takedown, network.programs.length);
  const ms = performance.now() - back;
  await network.connected();
  return ms;
}

async function answered(node: ProgramProcess, takedown: string, count: number): Promise<void> {
  await until(`${count} nodes carried the order out`, async () => {
    const { answered: nodes } = await receiptsOf(node, takedown);
    return nodes >= count;
  });
}

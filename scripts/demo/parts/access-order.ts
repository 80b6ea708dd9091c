import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { succeeded, supervisor } from '../command.ts';
import { askAtHome } from '../office.ts';
import { addressOf, made, type Network, type Stage } from '../stage.ts';
import { until } from '../waiting.ts';

const TIMEOUT_MS = 60_000;
/** Of the list of bases: it is one of the authority's own law. */
const BASIS = '28';

/** One officer orders, another approves; the chain takes it then, and not before. */
export async function orderBy(network: Network, subject: string, notice: string): Promise<string> {
  const { supervision, management } = network;
  const officers = officersOf(network);
  const home = ['--home', supervision.home];
  const node = addressOf(await management.announced());
  const by = (officer: string) => ['--key', join(officers, `${officer}.json`), '--node', node];
  const terms = ['--ceremony', join(officers, 'epoch-1.ceremony'), '--basis', BASIS];
  const args = [...by('inspector-1'), ...terms, '--notice', notice, ...home];
  const given = succeeded(await supervisor('look-through', 'order', subject, ...args));
  const order = String(given['order']);
  succeeded(await supervisor('look-through', 'approve', order, ...by('inspector-2'), ...home));
  return order;
}

/** Custodians answer by themselves when the checks hold; the supervision node collects it. */
export function custodyShares(
  { supervision }: Network,
  order: string,
  least: number,
): Promise<number> {
  return until('the answers of the custodians', TIMEOUT_MS, async () => {
    const path = `/v1/look-through/orders/${order}/answers`;
    const { items } = (await askAtHome(supervision, path)) as { items: readonly object[] };
    return items.length >= least ? items.length : undefined;
  });
}

/** An officer adds his part, by his own key and share. */
export async function contribute(network: Network, order: string, officer: string): Promise<void> {
  const officers = officersOf(network);
  const own = ['--key', join(officers, `${officer}.json`)];
  const share = ['--share', join(officers, `${officer}.share`), '--home', network.supervision.home];
  succeeded(await supervisor('look-through', 'contribute', order, ...own, ...share));
}

/** Opens what an order names: what came out, and the entry that was durable before it did. */
export async function openTo(
  { folder, network }: Stage,
  order: string,
): Promise<{ readonly text: string; readonly entry: number }> {
  const output = join(folder, `opened-${order.slice(0, 8)}`);
  const { supervision } = made(network);
  const args = ['look-through', 'open', order, '--output', output, '--home', supervision.home];
  const opened = succeeded(await supervisor(...args));
  return { text: readFileSync(output, 'utf8'), entry: Number(opened['entry']) };
}

/** Waits until the chain has as many releases of an order; answers how many it has. */
export function releases(
  { management }: Network,
  order: string,
  expected: number,
): Promise<number> {
  return until('the releases on the chain', TIMEOUT_MS, async () => {
    const path = `/v1/access-orders/${order}`;
    const { shares } = (await askAtHome(management, path)) as { shares: readonly object[] };
    return shares.length >= expected ? shares.length : undefined;
  });
}

export interface ReleasedEntry {
  readonly node: string;
  readonly source: string;
  readonly index: number;
}

/** The entry of a release in the journal of each custodian itself, as that node has it. */
export function releasedEntries(network: Network, order: string): Promise<ReleasedEntry[]> {
  const path = `/v1/journal/search?event=custody-share-released&object=${order}`;
  return Promise.all(
    network.validators.map((program) =>
      until(`${program.nodeId}: entry of its release`, TIMEOUT_MS, async () => {
        const { hits } = (await askAtHome(program, path)) as { hits: readonly ReleasedEntry[] };
        return hits.find(({ node }) => node === program.nodeId);
      }),
    ),
  );
}

function officersOf({ testnet }: Network): string {
  return join(dirname(testnet.genesisFile), 'officers');
}

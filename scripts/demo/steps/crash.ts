import type { Client } from '@mingjing/client';
import { askAtHome } from '../office.ts';
import { alarmsOf } from '../parts/situation.ts';
import { seconds, shortHash } from '../printing.ts';
import type { Program } from '../programs.ts';
import { addressOf, clientOf, composing, made, type Network, type Step } from '../stage.ts';
import { SteadyPublisher } from '../steady-publisher.ts';
import { until } from '../waiting.ts';

/** Enough for the killed validator's turn to propose to come once and be passed over. */
const HEIGHTS_WITHOUT = 6;
/** Rounds wait longer and longer where three programs share a core with others. */
const TIMEOUT_MS = 120_000;
const VICTIM = 'bing-validator';

export const crash: Step = {
  name: 'crash',
  needs: ['receipt'],
  async run(stage, block) {
    const network = made(stage.network);
    const victim = made(network.validators.find(({ nodeId }) => nodeId === VICTIM));
    const others = network.validators.filter((program) => program !== victim);
    const client = await clientOf(made(others[0]));
    const author = composing(network, made(network.testnet.users[1]));
    // Through the enterprise's own node: whose content it is, its journal is asked later.
    const own = await clientOf(network.management);
    const publisher = new SteadyPublisher(own, author, made(stage.documents).files);
    publisher.start();
    let meanwhile = 0;
    let refusals: readonly string[] = [];
    try {
      const pid = made(victim.pid);
      const killedAt = performance.now();
      await victim.kill();
      const before = (await client.status()).height;
      const countBefore = publisher.count;
      block.fact('killed', { node: victim.nodeId, pid, height: before });
      const without = await heightAbove(client, before + HEIGHTS_WITHOUT - 1);
      const passedOver = await roundsAbove(client, before + 1, without);
      block.fact('goesOn', {
        ...{ from: before + 1, to: without, running: others.length },
        ...{ count: network.validators.length, seconds: seconds(killedAt), passedOver },
      });
      meanwhile = publisher.count - countBefore;
      const named = await namedBy(network, victim.nodeId);
      block.fact('namedAway', { node: named, seconds: seconds(killedAt) });
      const startedAt = performance.now();
      victim.start();
      const again = await clientOf(victim);
      const target = (await client.status()).height;
      await heightAbove(again, target - 1);
      const missing = target - before;
      const caughtUp = { missing, height: target, seconds: seconds(startedAt) };
      const proposed = await proposedBy(client, victim.nodeId, target + 1);
      block.fact('caughtUp', { ...caughtUp, node: victim.nodeId, proposed });
    } finally {
      // The steps after this one need it, whatever became of this one.
      if (!victim.isRunning) victim.start();
      refusals = await publisher.stop();
    }
    const counts = { count: publisher.count, meanwhile };
    block.check('noneRefused', counts, refusals.join('; ') || '0', '0');
    const nodes = [...network.validators, network.management];
    const { height, root } = await sameRoots(network, nodes);
    block.fact('rootsEqual', { count: nodes.length + 1, height, root: shortHash(root) });
    block.look(`${addressOf(await network.supervision.announced())}/console/situation`);
  },
};

function heightAbove(client: Client, height: number): Promise<number> {
  return until(`height ${height + 1}`, TIMEOUT_MS, async () => {
    const status = await client.status();
    return status.height > height ? status.height : undefined;
  });
}

/** Heights that were not decided in their first round. */
async function roundsAbove(client: Client, from: number, to: number): Promise<number> {
  let count = 0;
  for (let height = from; height <= to; height += 1) {
    if ((await client.block(height)).certificate.round > 0) count += 1;
  }
  return count;
}

/** The first height from `from` on that this validator proposed. */
function proposedBy(client: Client, nodeId: string, from: number): Promise<number> {
  let height = from;
  return until(`${nodeId} proposes`, TIMEOUT_MS, async () => {
    const tip = (await client.status()).height;
    for (; height <= tip; height += 1) {
      if ((await client.block(height)).header.proposer === nodeId) return height;
    }
    return undefined;
  });
}

/** Waits until the supervision node misses a node by name: its journal or its head. */
function namedBy({ supervision }: Network, nodeId: string): Promise<string> {
  return until(`the supervision node names ${nodeId}`, TIMEOUT_MS, async () => {
    const alarms = await alarmsOf(supervision);
    return alarms.some(({ nodes }) => nodes.includes(nodeId)) ? nodeId : undefined;
  });
}

/** Waits until all stand at one height with one state root, each having computed its own. */
async function sameRoots(
  { supervision }: Network,
  programs: readonly Program[],
): Promise<{ height: number; root: string }> {
  const clients = await Promise.all(programs.map(clientOf));
  return until('one height and one state root', TIMEOUT_MS, async () => {
    const states = await Promise.all(clients.map((client) => client.status()));
    const [{ height, state_root: root }] = states as [(typeof states)[0]];
    const isSame = states.every((state) => state.height === height && state.state_root === root);
    if (!isSame) return undefined;
    const path = `/v1/state-roots?from=${height}&to=${height}`;
    const { items } = (await askAtHome(supervision, path)) as { items: { state_root: string }[] };
    return items[0]?.state_root === root ? { height, root } : undefined;
  });
}

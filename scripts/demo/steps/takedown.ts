import { caseHash, type OrderReceiptsAnswer, takedownMessage } from '@mingjing/client';
import { hexToBytes } from '@mingjing/crypto';
import { say } from '../chain-acts.ts';
import { drillOrders } from '../parts/drill-orders.ts';
import { type Block, seconds, shortHash } from '../printing.ts';
import type { Program } from '../programs.ts';
import { addressOf, clientOf, made, type Network, type Stage, type Step } from '../stage.ts';
import { until } from '../waiting.ts';

const TIMEOUT_MS = 45_000;
const LATE = 'ding-validator';
const DEADLINE_MS = 3_600_000;
/** 《网络信息内容生态治理规定》 as the list of bases names it, and its reason. */
const BASIS = 49;
const REASON = 7;
/** Grades of sanction that there are. */
const GRADES = 4;

export const takedown: Step = {
  name: 'takedown',
  needs: ['receipt', 'people'],
  async run(stage, block) {
    const network = made(stage.network);
    const { management, supervision } = made(stage.people);
    const victim = made(made(stage.published).at(-1));
    const client = await clientOf(network.management);
    const before = await client.block(victim.height);
    const { attachments } = await client.record(victim.record);
    const commitment = made(attachments[0]).commitment;
    const opened = await management.have('jia-duty', 'POST', '/v1/cases', {
      ...{ found_by: 'authority', reference: '示例通知 1 号', found_at: Date.now() },
      ...{ basis: '第四十九条', description: '演示案件', records: [victim.record], users: [] },
    });
    block.fact('caseOpened', { hours: 24 });
    const path = `/v1/cases/${opened.id}/evidence`;
    await management.have('jia-duty', 'POST', path, { commitment });

    const late = made(network.validators.find(({ nodeId }) => nodeId === LATE));
    late.pause();
    try {
      const startedAt = performance.now();
      const record = made(hexToBytes(victim.record) ?? undefined);
      const message = takedownMessage(record, {
        ...{ basis: BASIS, reason: REASON, caseHash: caseHash(opened.id), isDrill: true },
        deadline: Date.now() + DEADLINE_MS,
      });
      const keyFile = supervision.keyFile('inspector-1');
      const { id, height = 0 } = await say(network.management, keyFile, message);
      const some = await receipts(network, id, (answer) => answer.answered === answer.nodes - 1);
      const named = some.late.map(({ node_id: node }) => node).join(' ');
      const fields = { answered: some.answered, nodes: some.nodes, late: named, height };
      block.check('lateNamed', { ...fields, seconds: seconds(startedAt) }, named, LATE);
      late.resume();
      const all = await receipts(network, id, ({ answered, nodes }) => answered === nodes);
      block.check('allAnswered', { answered: all.answered, nodes: all.nodes }, all.nodes, 6);
      await management.have('jia-duty', 'POST', `/v1/cases/${opened.id}/actions`, {
        ...{ kind: 'takedown', order_id: id, note: '已按令下架（演练）' },
      });
      await gone(network, commitment, block);
      const after = await client.block(victim.height);
      const hash = shortHash(before.block_id);
      block.check('sameBlock', { height: victim.height, hash }, after.block_id, before.block_id);
      await drills(stage, block);
    } finally {
      late.resume();
    }
    block.look(`${management.address}/console/content`);
    block.look(`${addressOf(await network.management.announced())}/records/${victim.record}`);
  },
};

/** The other orders and sanctions of officers, each marked as a drill on a synthetic user. */
async function drills(stage: Stage, block: Block): Promise<void> {
  const drilled = await drillOrders(stage);
  const { carriedOut, grades, orders } = drilled;
  block.check('drills', { ...drilled }, `${carriedOut} ${grades}`, `${orders} ${GRADES}`);
}

/** Waits until the receipts of an order are as they should be, by the word of one node. */
async function receipts(
  { management }: Network,
  order: string,
  is: (answer: OrderReceiptsAnswer) => boolean,
): Promise<OrderReceiptsAnswer> {
  const client = await clientOf(management);
  return until('the order receipts', TIMEOUT_MS, async () => {
    const answer = await client.orderReceipts(order);
    return answer.in_force && is(answer) ? answer : undefined;
  });
}

/** Every node answers 451 and names the order. */
async function gone(network: Network, commitment: string, block: Block): Promise<void> {
  const nodes: Program[] = [...network.validators, network.management];
  const statuses = await Promise.all(
    nodes.map(async (program) => {
      const address = addressOf(await program.announced());
      return (await fetch(`${address}/v1/attachments/${commitment}`)).status;
    }),
  );
  const count = statuses.filter((status) => status === 451).length;
  block.check('answers451', { count }, count, nodes.length);
}

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CommandAnswer, mingjing, supervisor } from '../command.ts';
import { askAtHome } from '../office.ts';
import { attemptToWrite } from '../parts/write-attempt.ts';
import type { Block } from '../printing.ts';
import { addressOf, made, type Network, type Stage, type Step } from '../stage.ts';
import { until } from '../waiting.ts';

const TIMEOUT_MS = 60_000;
const OFFICERS = ['inspector-1', 'inspector-2', 'inspector-3'];
const CUSTODIANS = 2;
const AUTHOR = 'user-1';
const SECRET = '仅供三方查阅:合同编号 HT-2026-1126,金额栏已涂黑。\n';

export const lookThrough: Step = {
  name: 'lookThrough',
  needs: ['people'],
  async run(stage, block) {
    const network = made(stage.network);
    const record = await publishPrivate(stage, block);
    const order = await orderBy(network, record, block);
    const shares = await custodyShares(network, order);
    block.check('custodyAnswered', { count: shares }, String(shares >= CUSTODIANS), 'true');
    for (const officer of OFFICERS.slice(0, 2)) await contribute(network, order, officer);
    const early = await supervisor(
      'look-through',
      'open',
      order,
      '--home',
      network.supervision.home,
    );
    const language = stage.options.language === 'en' ? 'en' : 'zh';
    block.check('twoOfficers', { reason: String(early.json?.[language]) }, early.exitCode, 1);
    await contribute(network, order, made(OFFICERS[2]));
    await open(stage, order, block);
    const refusal = await attemptToWrite(stage);
    block.check('cannotWrite', { reason: refusal }, refusal, 'signer-not-allowed');
    const console = addressOf(await network.supervision.announced());
    block.look(`${console}/console/accountability`);
  },
};

/** A record that nobody reads but its author: what nodes hold of it is ciphertext. */
async function publishPrivate(stage: Stage, block: Block): Promise<string> {
  const { management, testnet } = made(stage.network);
  const path = join(stage.folder, 'private.txt');
  writeFileSync(path, SECRET);
  const key = made(testnet.users[0]);
  succeeded(
    await mingjing('user', 'envelope-key', AUTHOR, '--key', key, '--home', management.home),
  );
  const args = ['publish', path, '--private', '--key', key, '--home', management.home];
  const { json } = succeeded(await mingjing(...args));
  const [published] = json['published'] as [{ record: string; height: number }];
  const address = addressOf(await management.announced());
  const view = await (await fetch(`${address}/v1/records/${published.record}`)).json();
  const [{ commitment }] = (view as { attachments: [{ commitment: string }] }).attachments;
  const held = await (await fetch(`${address}/v1/attachments/${commitment}`)).arrayBuffer();
  const isClear = Buffer.from(held).includes(Buffer.from(SECRET.slice(0, 8)));
  const fields = { height: published.height };
  block.check('nothingToDecrypt', fields, isClear ? 'in clear' : 'ciphertext', 'ciphertext');
  return published.record;
}

/** One officer orders, another approves; the chain takes it then, and not before. */
async function orderBy(network: Network, record: string, block: Block): Promise<string> {
  const { supervision, management, testnet } = network;
  const officers = join(dirname(testnet.genesisFile), 'officers');
  const node = addressOf(await management.announced());
  const by = (officer: string) => ['--key', join(officers, `${officer}.json`), '--node', node];
  const terms = ['--ceremony', join(officers, 'epoch-1.ceremony'), '--basis', '28'];
  const args = [...terms, '--notice', 'DC-2026-0001', '--home', supervision.home];
  const given = await supervisor('look-through', 'order', record, ...by('inspector-1'), ...args);
  const order = String(succeeded(given).json['order']);
  const home = ['--home', supervision.home];
  const approved = await supervisor(
    'look-through',
    'approve',
    order,
    ...by('inspector-2'),
    ...home,
  );
  block.check('ordered', { notice: 'DC-2026-0001' }, approved.exitCode, 0);
  return order;
}

/** Custodians answer by themselves when the checks hold; the supervision node collects it. */
function custodyShares({ supervision }: Network, order: string): Promise<number> {
  return until('the answers of the custodians', TIMEOUT_MS, async () => {
    const path = `/v1/look-through/orders/${order}/answers`;
    const { items } = (await askAtHome(supervision, path)) as { items: readonly object[] };
    return items.length >= CUSTODIANS ? items.length : undefined;
  });
}

async function contribute(network: Network, order: string, officer: string): Promise<void> {
  const officers = join(dirname(network.testnet.genesisFile), 'officers');
  const own = ['--key', join(officers, `${officer}.json`)];
  const share = ['--share', join(officers, `${officer}.share`), '--home', network.supervision.home];
  succeeded(await supervisor('look-through', 'contribute', order, ...own, ...share));
}

async function open(stage: Stage, order: string, block: Block): Promise<void> {
  const { supervision, management } = made(stage.network);
  const output = join(stage.folder, 'opened.txt');
  const args = ['look-through', 'open', order, '--output', output, '--home', supervision.home];
  const { json } = succeeded(await supervisor(...args));
  const isRight = readFileSync(output, 'utf8') === SECRET;
  block.check('opened', { officers: OFFICERS.length }, isRight ? 'right' : 'wrong', 'right');
  const { shares } = (await askAtHome(management, `/v1/access-orders/${order}`)) as {
    shares: readonly object[];
  };
  const fields = { entry: Number(json['entry']), shares: shares.length };
  block.check('bothSides', fields, String(shares.length >= CUSTODIANS), 'true');
}

function succeeded({ exitCode, json }: CommandAnswer): { json: Record<string, unknown> } {
  if (exitCode === 0 && json !== undefined) return { json };
  throw new Error(`exit ${exitCode}: ${JSON.stringify(json)}`);
}

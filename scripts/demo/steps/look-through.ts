import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mingjing, succeeded, supervisor } from '../command.ts';
import { askAtHome } from '../office.ts';
import {
  contribute,
  custodyShares,
  openTo,
  orderBy,
  releasedEntries,
  releases,
} from '../parts/access-order.ts';
import { attemptToWrite } from '../parts/write-attempt.ts';
import type { Block } from '../printing.ts';
import { addressOf, made, type Network, type Stage, type Step } from '../stage.ts';
import { until } from '../waiting.ts';

const OFFICERS = ['inspector-1', 'inspector-2', 'inspector-3'];
const CUSTODIANS = 2;
const TIMEOUT_MS = 60_000;
const AUTHOR = 'user-1';
const SECRET = '仅供三方查阅：合同编号 HT-2026-1126，金额栏已涂黑。\n';
const NOTICES = ['DC-2026-0001', 'DC-2026-0002'] as const;

export const lookThrough: Step = {
  name: 'lookThrough',
  needs: ['realName'],
  async run(stage, block) {
    const network = made(stage.network);
    const record = await publishPrivate(stage, block);
    // One after the other: commands that run here share what they print to.
    const order = await orderBy(network, record, NOTICES[0]);
    const about = await orderBy(network, `user/${made(stage.person).user}`, NOTICES[1]);
    const shares = await custodyShares(network, order, CUSTODIANS);
    block.fact('ordered', { notices: NOTICES.join(' '), count: shares });
    await twoOfficers(stage, order, block);
    await contribute(network, order, made(OFFICERS[2]));
    const { entry, text } = await openTo(stage, order);
    const { name, number, user } = made(stage.person);
    const fields = { officers: OFFICERS.length, user: `${user.slice(0, 8)}…` };
    const got = `${text}${await identity(stage, about)}`;
    block.check('opened', fields, got, `${SECRET}${name} ${number}`);
    await bothSides(stage, order, entry, block);
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
  const own = ['--key', key, '--home', management.home];
  succeeded(await mingjing('user', 'envelope-key', AUTHOR, ...own));
  const json = succeeded(await mingjing('publish', path, '--private', ...own));
  const [published] = json['published'] as [{ record: string; height: number }];
  const address = addressOf(await management.announced());
  const view = await (await fetch(`${address}/v1/records/${published.record}`)).json();
  const [{ commitment }] = (view as { attachments: [{ commitment: string }] }).attachments;
  const held = await (await fetch(`${address}/v1/attachments/${commitment}`)).arrayBuffer();
  const isClear = Buffer.from(held).includes(Buffer.from(SECRET.slice(0, 8)));
  const fields = { height: published.height };
  block.check('nothingToDecrypt', fields, isClear ? 'in clear' : 'ciphertext', 'ciphertext');
  await verifiedBy(made(stage.network), published.height);
  return published.record;
}

/** Who reads at the supervision node reads what it has verified by then. */
async function verifiedBy({ supervision }: Network, height: number): Promise<void> {
  const path = `/v1/state-roots?from=${height}&to=${height}`;
  await until(`the supervision node at height ${height}`, TIMEOUT_MS, async () => {
    const { items } = (await askAtHome(supervision, path)) as { items: readonly object[] };
    return items.length > 0 || undefined;
  });
}

async function twoOfficers(stage: Stage, order: string, block: Block): Promise<void> {
  const network = made(stage.network);
  for (const officer of OFFICERS.slice(0, 2)) await contribute(network, order, officer);
  const home = ['--home', network.supervision.home];
  const early = await supervisor('look-through', 'open', order, ...home);
  const [reason = ''] = /opening-[a-z]+/.exec(String(early.json?.['en'])) ?? [];
  block.check('twoOfficers', { reason }, `${reason} ${early.exitCode}`, 'opening-incomplete 1');
}

/** Who the name on the chain is, which nobody but the vault and this opening can say. */
async function identity(stage: Stage, order: string): Promise<string> {
  const network = made(stage.network);
  await custodyShares(network, order, CUSTODIANS);
  for (const officer of OFFICERS) await contribute(network, order, officer);
  const { text } = await openTo(stage, order);
  const { identity: said } = JSON.parse(text) as { identity: { name: string; number: string } };
  return `${said.name} ${said.number}`;
}

/** What the reader's side noted, and what each custodian noted in a journal of its own. */
async function bothSides(stage: Stage, order: string, entry: number, block: Block): Promise<void> {
  const network = made(stage.network);
  const entries = await releasedEntries(network, order);
  const noted = entries.map(({ index, node }) => `${node} ${index}`).join(', ');
  const shares = await releases(network, order, entries.length);
  block.check('bothSides', { entry, noted }, entries.length, shares);
}

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { readJournal } from './journal-lines.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { bareRecord, submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

// Three validators run and make snapshots; the fourth joins when the chain has some height.
const BRISK = { proposeTimeoutMs: 200, voteTimeoutMs: 100, emptyBlockMs: 600_000 };
const HEIGHTS = 12;

let network: TestNetwork;

beforeAll(async () => {
  network = await TestNetwork.create({
    parameters: BRISK,
    // Of the others one is killed, and one is started with flags.
    launch: (nodeId) => ({ isHere: ['jia-validator', 'yi-validator'].includes(nodeId) }),
  });
  for (const { home } of network.validators) {
    const config = join(home, 'config', 'config.yaml');
    appendFileSync(config, 'snapshots:\n  blocks: 10\n  hours: 0\n');
  }
  for (const program of network.validators.slice(0, 3)) program.start();
  await Promise.all(network.validators.slice(0, 3).map((program) => program.ready()));
  await network.connected();
});
afterAll(() => network?.remove());

interface Status {
  readonly height: number;
  readonly state_root: string;
  readonly blocks_missing: number;
}

async function statusOf({ url }: ProgramProcess): Promise<Status> {
  return (await (await fetch(`${url}/v1/status`)).json()) as Status;
}

async function publish(node: ProgramProcess): Promise<void> {
  const transaction = transactionOf(network, network.user(1), bareRecord());
  const { status } = await submit(node, { transaction, attachments: [] });
  expect(status).toBe('committed');
}

test('a validator with an empty home joins by a snapshot, gets the past, and votes', async () => {
  onTestFailed(() => console.error(network.report()));
  const first = network.validator(0);
  const fourth = network.validator(3);
  while ((await statusOf(first)).height < HEIGHTS) await publish(first);
  fourth.start('--join', 'snapshot');
  await fourth.ready();
  await until('the fourth is at the height of the others, with every block', async () => {
    const [theirs, its] = [await statusOf(first), await statusOf(fourth)];
    return its.height >= theirs.height && its.height > 0 && its.blocks_missing === 0;
  });
  const block = await fetch(`${fourth.url}/v1/blocks/1`);
  expect(block.status).toBe(200);
  // With one of the others gone nothing is decided without the fourth.
  await network.validator(2).kill();
  await publish(first);
  const { state_root } = await statusOf(first);
  await until('the fourth has the same state', async () => {
    return (await statusOf(fourth)).state_root === state_root;
  });
  await fourth.kill();
  const { lines } = await readJournal(network, fourth);
  const joined = lines.filter(({ event }) => event === 'snapshot-joined');
  expect(joined.map(({ result }) => result)).toEqual(['done']);
});

test('--join takes blocks or snapshot, and nothing else', async () => {
  const third = network.validator(2);
  third.start('--join', 'wish');
  const { code } = await third.exited();
  expect([code, third.output.includes('sync.join')]).toEqual([1, true]);
});

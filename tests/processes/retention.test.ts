// What must not go before half a year, and what goes at once; disposal.test.ts lets it pass.
import { join } from 'node:path';
import { JournalSource, type Message } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { type Signing, signingWith, TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { bareRecord, holdings, submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

let network: TestNetwork;
let node: ProgramProcess;

beforeAll(async () => {
  network = await TestNetwork.start({ parameters: { emptyBlockMs: 1000 } });
  node = network.validator(0);
});
afterAll(() => network?.remove());

const send = (signing: Signing, message: Message) =>
  submit(node, { transaction: transactionOf(network, signing, message), attachments: [] });

/** The acts of the first user in the journal of the node, as far as they are indexed. */
async function found(count: number) {
  return until(`${count} acts of the user are indexed`, async () => {
    const { hits } = await node.client().searchJournal({ actor: 'user-1', source: 'publish' });
    return hits.length >= count ? hits : undefined;
  });
}

test('a young log is not disposed of, and the attempt is an entry', async () => {
  onTestFailed(() => console.error(network.report()));
  expect(await send(network.user(1), bareRecord())).toMatchObject({ status: 'committed', code: 0 });
  // Asked of another node: refusals of strangers are told one by one only up to twenty a minute.
  const other = network.validator(1);
  const to = await until('the log is anchored', async () => {
    const answer = await fetch(`${other.url}/v1/journal/anchors/${node.nodeId}`);
    const { logs = [] } = (await answer.json()) as { logs?: { source: string; size: number }[] };
    return logs.find(({ source }) => source === 'publish')?.size;
  });
  const { height } = await holdings(other);
  await until('the node has that block', async () => (await holdings(node)).height >= height);
  const statement = signingWith(join(node.home, 'config', 'keys', 'statement.json'));
  const value = {
    ...{ nodeId: node.nodeId, source: JournalSource.publish, from: 0, to },
    ...{ bodiesHash: new Uint8Array(32), copies: [] },
  };
  const refusal = { status: 'refused', reason: 'result-notDue' };
  expect(await send(statement, { type: 'retentionDisposal', value })).toMatchObject(refusal);
  const { hits } = await until('the refusal is indexed', async () => {
    const answer = await node.client().searchJournal({ result: 'refused', text: 'result-notDue' });
    return answer.hits.length > 0 ? answer : undefined;
  });
  expect(hits[0]?.entry?.reason).toBe('result-notDue');
  expect((await found(1)).every(({ body }) => body !== null)).toBe(true);
});

test('personal data of somebody who is erased is restricted with the block', async () => {
  onTestFailed(() => console.error(network.report()));
  const [open] = await found(1);
  expect(open).toMatchObject({ personal: { source_address: '127.0.0.1' } });
  const erase = { type: 'retentionErase', value: { userId: 'user-1' } } as const;
  expect(await send(network.user(1), erase)).toMatchObject({ status: 'committed', code: 0 });
  for (const hit of await found(2)) {
    expect(hit).toMatchObject({ personal: null, personal_withheld: 'restricted' });
  }
  const query = { actor: 'user-1', address: '127.0.0.1' };
  expect((await node.client().searchJournal(query)).hits).toEqual([]);
  const refused = await send(network.user(1), bareRecord());
  expect(refused).toMatchObject({ status: 'refused', reason: 'result-userNotActive' });
});

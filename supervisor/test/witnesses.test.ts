// What nodes stated in their anchors of the own journal, held against the journal itself.

import { JournalSource } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { witnessesOf } from '../src/desk/accountability/witnesses.ts';
import { TestDesk } from './test-desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await TestDesk.open();
  for (let i = 0; i < 3; i += 1) await desk.ask('home', 'GET', '/v1/desk/visits');
});
afterAll(() => desk.stop());

/** The desk's node, with one anchor of jia's validator on the chain. */
async function stated(size: number, root: Uint8Array) {
  const host = desk.host();
  const { registry } = host.replica.chain.state;
  const source = JournalSource.supervision;
  const witnessed = [{ nodeId: 'supervision', source, size, root }];
  const anchor = { nodeId: 'jia-validator', height: 9, time: 99, logs: [], witnessed };
  const get = (kind: string, id: string) =>
    kind === 'anchor' && id === 'jia-validator' ? anchor : registry.get(kind as never, id as never);
  const state = {
    ...host.replica.chain.state,
    registry: { all: registry.all.bind(registry), get },
  };
  const replica = { chain: { ...host.replica.chain, state } };
  const found = await witnessesOf({ ...host, replica } as never);
  return found.find(({ node_id: id }) => id === 'jia-validator');
}

it('says by whom and when, and whether it is the same journal', async () => {
  const root = await desk.journal.rootAt('supervision', 2);
  expect(await stated(2, root)).toMatchObject({
    ...{ state: 'proved', height: 9, time: 99, organisation: 'jia' },
    logs: [{ source: 'supervision', size: 2, own_size: 3, agrees: true }],
  });
  expect(await stated(2, new Uint8Array(32))).toMatchObject({ state: 'failed' });
  expect(await stated(4, root)).toMatchObject({ state: 'failed' });
});

// What is answered as held outlives the program.

import { submitRequestCodec } from '@mingjing/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { documentItem, post } from './submissions.ts';

/** A text that the currency patterns hold: it comes with the program, so nobody has to log in. */
const HELD = '链游开服，打金团招人，装备可出手，均价另议。';
let network: TestNetwork;
let node: ProgramProcess;

beforeAll(async () => {
  network = await TestNetwork.create();
  node = network.validator(0);
  node.start();
  await node.ready();
});
afterAll(() => network?.remove());

test('what is answered as held is there after kill -9, and binds the same content', async () => {
  const submitted = () => {
    const item = documentItem(network, network.user(1), Buffer.from(HELD));
    return post(node, submitRequestCodec.encode({ items: [item] }));
  };
  const first = await submitted();
  const [held] = first.results;
  expect([first.status, held?.status]).toEqual([202, 'held']);
  await node.kill();
  node.start();
  await node.ready();
  const [again] = (await submitted()).results;
  expect(again).toMatchObject({ status: 'held', review: held?.review });
});

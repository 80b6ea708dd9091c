// Which organisations have to take an order before it counts as taken: nodes of this process that
// take it or answer nobody, and a clock of the test.
import { chainIdOf } from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Intervention, stateOf } from '../src/desk/interventions/intervention.ts';
import { InterventionDesk } from '../src/desk/interventions/intervention-desk.ts';
import { Poster } from '../src/desk/interventions/poster.ts';
import { NETWORK } from './test-desk.ts';
import { WithholdingNode } from './withholding-node.ts';

const NOBODY = 'http://127.0.0.1:9';
const ID = 'a'.repeat(24);
const ORDER = 'ab'.repeat(32);
const [SIGNED_AT, VALID_UNTIL] = [1_000_000, 1_240_000];
const SIGNED: Intervention = {
  draft: {
    ...{ kind: 'freeze', subject: 'user-1', expires_at: 9_000_000, basis: 49, reason: 7 },
    ...{ deadline: 2_000_000, reference: 'case', drill: true, explanation: 'drill' },
  },
  ...{ draftedBy: 'inspector-1', draftedAt: 900_000, postings: [], settled: null, withdrawn: null },
  signed: {
    ...{ by: 'inspector-2', at: SIGNED_AT, bytes: 'abcd', order: ORDER, validUntil: VALID_UNTIL },
  },
};
const { state, planned } = NETWORK;
const host = {
  nodeId: 'supervision',
  replica: { chain: { state, chainId: chainIdOf(planned.genesis) } },
} as unknown as ConstructorParameters<typeof Poster>[0];

const node = new WithholdingNode();
let url: string;
let shelf: Shelf;
let blockTime: number;
let isOrdered: boolean;

beforeAll(async () => {
  url = await node.start();
});
afterAll(() => node.stop());
beforeEach(async () => {
  const chainId = chainIdOf(planned.genesis);
  const key = () => new Uint8Array(32).fill(7);
  shelf = await Shelf.openInMemory(new MemoryDisk(), 'shelf', { chainId, key });
  [blockTime, isOrdered] = [SIGNED_AT, false];
});
afterEach(() => shelf.close());

/** A desk with one signed freeze; nodes of these organisations take it, the others are away. */
async function posting(...organisations: string[]) {
  const nodes = ['jia', 'yi', 'bing', 'ding'].map((name) => {
    return { node_id: `${name}-validator`, url: organisations.includes(name) ? url : NOBODY };
  });
  const poster = new Poster(host, { nodes }, () => blockTime);
  const entries: string[] = [];
  const append = async (entry: { event: string }) => entries.push(entry.event);
  const writer = { nodeId: 'supervision', journal: { append }, replica: { chain: { height: 1 } } };
  const desk = await InterventionDesk.open({
    ...{ shelf, poster, blockTime: () => blockTime, isOrdered: () => isOrdered },
    writer: writer as never,
  });
  await shelf.inTurn(() => desk.keep(ID, SIGNED));
  await desk.post(ID, blockTime);
  return { entries, nodes, at: async () => stateOf((await desk.find(ID)) ?? SIGNED), desk };
}

describe('an order that was signed', () => {
  it.each([
    ['none', 'lapsed', []],
    ['one organisation of four', 'lapsed', ['jia']],
    ['two', 'taken', ['jia', 'yi']],
    ['three', 'taken', ['jia', 'yi', 'bing']],
  ] as const)('is not taken while %s have it, and at its end is %s', async (_, end, taking) => {
    const { at, desk } = await posting(...taking);
    expect(await at()).toBe('posting');
    blockTime = VALID_UNTIL;
    await desk.tick(blockTime);
    expect(await at()).toBe(end);
  });

  it('is taken at once where every node that is listed has it', async () => {
    expect(await (await posting('jia', 'yi', 'bing', 'ding')).at()).toBe('taken');
  });

  it('is taken by those that come back, each asked until it has it', async () => {
    const { at, desk, nodes } = await posting('jia');
    for (const each of nodes) each.url = url;
    await desk.tick(blockTime);
    expect(await at()).toBe('taken');
  });

  it('is taken when a block has it, whoever answered', async () => {
    const { at, desk, entries } = await posting();
    isOrdered = true;
    await desk.tick(blockTime);
    expect(await at()).toBe('taken');
    expect(entries).toEqual(['intervention-taken']);
  });
});

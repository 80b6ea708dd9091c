// A chain node's witness on its own timers: what it states, and what it journals.
import { closeSync, cpSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryInput } from '@mingjing/journal';
import { NetworkError } from '@mingjing/network';
import { JournalSource, type Request, type WitnessedLog } from '@mingjing/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Host } from '../../src/host.ts';
import { ChainWitness } from '../../src/witness/chain-witness.ts';
import { Cosigner } from '../../src/witness/cosigner.ts';
import { CHAIN_ID, cosignerKeys, House } from './house.ts';

const NODE = 'node-b';
let house: House;
let witness: ChainWitness | undefined;
let journalled: EntryInput[];
let failures: unknown[];
let anchored: () => WitnessedLog[];

beforeEach(async () => {
  house = new House();
  house.owner = 'watch';
  await house.open();
  journalled = [];
  failures = [];
  anchored = () => [];
});
afterEach(async () => {
  await witness?.stop();
  await house.remove();
});

/** The node beside the supervision node `watch`; the other supervision node is not reached. */
async function startWitness(): Promise<void> {
  const host = {
    nodeId: NODE,
    paths: { witness: join(house.folder, 'witness-of-node-b') },
    replica: { chain: { chainId: CHAIN_ID, height: 5, state: { registry: house.registry } } },
    search: { hold: () => undefined, release: async () => undefined },
    cosigner: new Cosigner({ chainId: CHAIN_ID, nodeId: NODE }, cosignerKeys(NODE)),
    network: {
      request: async (peer: string, request: Omit<Request, 'id'>) => {
        const answer = peer === 'watch' ? await house.ask(NODE, request) : undefined;
        if (answer === undefined) throw new NetworkError('PEER_NOT_CONNECTED', { peer });
        return answer;
      },
    },
    journal: { appendMany: async (entries: EntryInput[]) => journalled.push(...entries) },
    logger: { error: (context: { err: unknown }) => failures.push(context.err) },
    anchorAlso: (read: () => WitnessedLog[]) => {
      anchored = read;
    },
  } as unknown as Host;
  witness = new ChainWitness(host, (error) => failures.push(error));
  await witness.start();
}

it('states in anchors, in order, what it verified of the logs that have entries', async () => {
  await house.grow('supervision', 4);
  await house.grow('access', 2);
  await startWitness();
  await vi.waitFor(() => expect(anchored()).toHaveLength(2), { timeout: 10_000 });
  const roots = new Map(house.journal.logs().map(({ source, root }) => [source, root]));
  const said = (source: number, size: number) => {
    return { nodeId: 'watch', source, size, root: roots.get(source) };
  };
  const { access, supervision } = JournalSource;
  expect(anchored()).toEqual([said(access, 2), said(supervision, 4)]);
  expect([journalled, failures]).toEqual([[], []]);
});

it('journals that the supervision node rolled its journal back', async () => {
  await house.grow('supervision', 3);
  await house.journal.close();
  cpSync(join(house.folder, 'journal'), join(house.folder, 'saved'), { recursive: true });
  await house.open();
  await house.grow('supervision', 2);
  await startWitness();
  await vi.waitFor(() => expect(anchored()).toMatchObject([{ size: 5 }]), { timeout: 10_000 });
  await witness?.stop();
  await house.journal.close();
  rmSync(join(house.folder, 'journal'), { recursive: true });
  await house.open('saved');
  await startWitness();
  await vi.waitFor(() => expect(journalled).toHaveLength(1), { timeout: 10_000 });
  expect(journalled).toMatchObject([
    {
      ...{ source: 'security', event: 'witness-finding', result: 'failed' },
      ...{ reason: 'journal-rolled-back', actor: { type: 'node', id: 'watch' } },
    },
  ]);
  expect(failures).toEqual([]);
});

it('stops with an error when a copy is not as it was written', async () => {
  await startWitness();
  await witness?.stop();
  witness = undefined;
  const manifest = join(house.folder, 'witness-of-node-b', 'watch', 'manifest');
  const file = openSync(manifest, 'r+');
  writeSync(file, 'x', 30);
  closeSync(file);
  await expect(startWitness()).rejects.toMatchObject({
    ...{ code: 'JOURNAL_DAMAGED', path: join(house.folder, 'witness-of-node-b', 'watch') },
  });
});

import {
  type PoolItem,
  transactionCodec,
  transactionSigningBytes,
  VoteType,
  voteStatementCodec,
} from '@mingjing/protocol';
import type { CommittedBlock, Envelope, Network } from '@mingjing/replica';
import {
  AUTHOR,
  type PlantedFault,
  publication,
  signed,
  VALIDATORS,
  worldKey,
} from '@mingjing/simulator';
import { openMemoryStore } from '@mingjing/storage';
import { describe, expect, it } from 'vitest';
import { QuietWorld } from './quiet-world.ts';

const LARGE = 200_000;

/** Whether each validator holds every attachment of the latest block. */
async function holders(quiet: QuietWorld): Promise<boolean[]> {
  const refs = quiet.blocks('node-a').at(-1)?.executed.transactions[0]?.attachments ?? [];
  expect(refs.length).toBeGreaterThan(0);
  return Promise.all(
    VALIDATORS.map(async (name) => {
      const store = await openMemoryStore(quiet.world.node(name).disk);
      const held = await store.hasAttachments(refs.map(({ commitment }) => commitment));
      return held.every((isHeld) => isHeld);
    }),
  );
}

describe('attachments', () => {
  it('a large one is with more than two thirds before its body is proposed', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    await quiet.publish('node-b', [LARGE, 100]);
    await quiet.until(() => quiet.sent.some(({ envelope }) => envelope.proposal), 3000);
    const announced = quiet.sent.filter(({ envelope }) => envelope.attachmentsHeld);
    expect(new Set(announced.map(({ from }) => from)).size).toBeGreaterThanOrEqual(3);
    await quiet.reach(1);
    await quiet.pass(200);
    expect(await holders(quiet)).toEqual([true, true, true, true]);
  });

  it('a large one arrives when all was lost for a while after its body came', async () => {
    const quiet = new QuietWorld({ faults: { delayMsMin: 1, delayMsMax: 2 } });
    await quiet.pass(500);
    const writing = quiet.writing();
    const submitting = quiet.world.node('node-c').replica?.submit([publication(writing, [LARGE])]);
    await quiet.until(() => quiet.sent.some(({ envelope }) => envelope.poolBatch), 100);
    await quiet.until(() => (quiet.world.node('node-a').replica?.pool.size ?? 0) > 0, 100);
    quiet.world.network.faults = { ...quiet.world.network.faults, loss: 1 };
    await quiet.pass(1500);
    quiet.world.network.faults = { ...quiet.world.network.faults, loss: 0 };
    await submitting;
    await quiet.reach(1, 7000);
    expect(quiet.blocks('node-a')[0]?.executed.transactions).toHaveLength(1);
  });

  it('a large one arrives although requests and announcements get lost', async () => {
    const quiet = new QuietWorld({ seed: 4, faults: { loss: 0.35 } });
    await quiet.pass(500);
    await quiet.publish('node-c', [LARGE]);
    const isIn = () => quiet.blocks('node-a').some(({ executed }) => executed.transactions.length);
    await quiet.until(isIn, 40_000);
    await quiet.pass(25_000);
    const refs = quiet.blocks('node-a').flatMap(({ executed }) => executed.transactions);
    expect(refs.flatMap(({ attachments }) => attachments)).toHaveLength(1);
  });
});

describe('bodies', () => {
  it('that did not arrive are asked for by their hash, with their attachments', async () => {
    const planted = {
      passes: (_from: string, to: string, frame: Uint8Array) =>
        to !== 'node-c' || !isPoolBatch(frame),
    };
    const quiet = new QuietWorld({ planted });
    await quiet.pass(500);
    await quiet.publish('node-a', [400]);
    expect(await quiet.reach(1)).toBeLessThan(200);
    expect(await holders(quiet)).toEqual([true, true, true, true]);
    expect(quiet.accusations).toEqual([]);
  });

  it('under another signature are the same act: both leave the pools with it', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    const first = publication(quiet.writing(), []);
    const { body } = transactionCodec.decode(first.transaction);
    // In this world a genuine signature is valid, and so is the hash that stands for it.
    const signing = transactionSigningBytes(quiet.world.chainId, body);
    const signature = worldKey(AUTHOR, 'user', 'keyed-hash').signReal(signing);
    const second = { ...first, transaction: transactionCodec.encode({ body, signature }) };
    const a = quiet.world.node('node-a').replica?.submit([first]);
    const b = quiet.world.node('node-b').replica?.submit([second]);
    await quiet.reach(1);
    expect([(await a)?.[0]?.ok, (await b)?.[0]?.ok]).toEqual([true, true]);
    await quiet.pass(5000);
    const sizes = quiet.blocks('node-d').map(({ executed }) => executed.transactions.length);
    expect(sizes).toEqual([1]);
    expect(quiet.world.nodes.map(({ replica }) => replica?.pool.size)).toEqual([0, 0, 0, 0, 0]);
    expect(quiet.accusations).toEqual([]);
  });
});

describe('a proposer that gives its bodies to one validator bit by bit', () => {
  const BODIES = 12;
  const SLOW_MS = 900;
  let isBegun = false;

  /** node-d votes for its block and then no more; node-c needs its bodies, and gets one a time. */
  const planted: PlantedFault = {
    ports: (name, ports, world) => {
      const { network } = ports;
      const peers = () => network.peers();
      const request: Network['request'] = async (peer, asked) => {
        const isSlow = name === 'node-c' && peer === 'node-d' && asked.bodies !== undefined;
        if (isSlow) await world.clock.delay(SLOW_MS, 'a slow answer');
        const answer = await network.request(peer, asked);
        return isSlow ? { ...answer, bodies: firstOf(answer.bodies?.items ?? []) } : answer;
      };
      const send: Network['send'] = (peer, envelope) => {
        // Neither does it hear of precommits: having decided it would have no more to give.
        const isPast = envelope.certificate !== undefined || isPrecommit(envelope);
        const isKept = name === 'node-d' ? isPast || envelope.poolBatch : isPast;
        const isBetween = name === 'node-d' || peer === 'node-d';
        if (!isBegun || !isKept || !isBetween) network.send(peer, envelope);
      };
      return { ...ports, network: { peers, request, send } };
    },
    answered: (node, request, answer) =>
      node === 'node-d' && request.blocks ? { blocks: { blocks: [] } } : answer,
  };

  it('costs a round, and not a round for each body', async () => {
    const quiet = new QuietWorld({ planted });
    await quiet.pass(500);
    for (const height of [1, 2]) {
      await quiet.publish('node-a');
      await quiet.reach(height);
    }
    isBegun = true;
    const items = Array.from({ length: BODIES }, () => publication(quiet.writing(), []));
    void quiet.world.node('node-d').replica?.submit(items);
    const isFull = ({ executed }: CommittedBlock) => executed.transactions.length === BODIES;
    await quiet.until(() => quiet.blocks('node-c').some(isFull), 60_000);
    const proposedAt = quiet.blocks('node-c').find(isFull)?.executed.header.time ?? 0;
    expect(quiet.world.clock.time - proposedAt).toBeLessThan((BODIES / 2) * SLOW_MS);
  });
});

describe('what no block may carry any more', () => {
  it('leaves the pools when it expires, and starts no empty blocks', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    quiet.world.node('node-c').crash();
    quiet.world.node('node-d').crash();
    await quiet.publish('node-a', [], 1000);
    await quiet.pass(4000);
    void quiet.world.node('node-c').start();
    void quiet.world.node('node-d').start();
    await quiet.pass(9000);
    const sizes = quiet.world.nodes.map(({ replica }) => replica?.pool.size);
    expect(sizes).toEqual([0, 0, 0, 0, 0]);
    const before = quiet.world.maxHeight;
    await quiet.pass(30_000);
    expect(quiet.world.maxHeight - before).toBeLessThanOrEqual(4);
  });

  it('is refused when it is submitted again', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    const item = publication(quiet.writing(), []);
    await quiet.submit('node-a', item);
    await quiet.reach(1);
    await expect(quiet.submit('node-b', item)).rejects.toThrow('already-committed');
  });

  it('is refused at once when it fits into no block', async () => {
    const quiet = new QuietWorld();
    await quiet.pass(500);
    const record = { category: 1, subject: '', attachments: [] };
    const records = Array.from({ length: 20_000 }, () => record);
    const message = { type: 'recordsPublish' as const, value: { records } };
    const item = signed(quiet.writing(), worldKey(AUTHOR, 'user', 'keyed-hash'), message);
    await expect(quiet.submit('node-a', item)).rejects.toThrow('too-large');
  });
});

function firstOf(items: readonly PoolItem[]) {
  return { items: items.slice(0, 1) };
}

function isPrecommit({ vote }: Envelope): boolean {
  return (
    vote !== undefined && voteStatementCodec.decode(vote.statement).type === VoteType.precommit
  );
}

function isPoolBatch(frame: Uint8Array): boolean {
  // Frame, envelope, then the field of the pool batch (number 2).
  let at = 1;
  while ((frame[at] ?? 0) >= 0x80) at += 1;
  return frame[at + 1] === 0x12;
}

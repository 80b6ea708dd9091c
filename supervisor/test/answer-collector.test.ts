// Answers of custodians at the supervision node: taken when they are the posted ones, and else said
// of the order whose answer is wrong.
import type { RegistryReader } from '@mingjing/execution';
import { type AccessShareEntry, custodyAnswerCodec, custodyAnswerHash } from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { AnswerCollector, type CollectorParts } from '../src/desk/look-through/answer-collector.ts';
import { OpeningShelf } from '../src/desk/look-through/opening-shelf.ts';

const [NODE, CUSTODIAN] = ['jia-validator', 'jia'];
const idOf = (n: number) => new Uint8Array(32).fill(n);
const hexOf = (n: number) => Buffer.from(idOf(n)).toString('hex');
const [FIRST, SECOND, UNASKED] = [1, 2, 3];
const answerTo = (n: number, ciphertext = 9) =>
  custodyAnswerCodec.encode({
    ...{ orderId: idOf(n), organisation: CUSTODIAN },
    sealed: [
      {
        ...{ officer: 'inspector-1', recipientKey: idOf(7), enc: idOf(7) },
        ciphertext: Uint8Array.of(ciphertext),
      },
    ],
  });

let shelf: OpeningShelf;
let collector: AnswerCollector;
/** What the node gives, however often it is asked. */
let given: Uint8Array[];
let told: string[];
let heard: { order: string; failure: string }[];

/** The node posted an answer to both orders. */
const shares = [FIRST, SECOND].map(
  (n): AccessShareEntry => ({
    ...{ orderId: idOf(n), custodian: CUSTODIAN, nodeId: NODE, height: 3, time: 3 },
    answerHash: custodyAnswerHash(answerTo(n)),
  }),
);
const IN_FORCE = { approvedBy: 'inspector-2', closedHeight: 0, order: { expiresAt: 9 } };
let order: object;
const registry = { get: () => order, all: () => shares } as unknown as RegistryReader;

beforeEach(async () => {
  [given, told, heard, order] = [[], [], [], IN_FORCE];
  const key = () => new Uint8Array(32).fill(1);
  const options = { chainId: 'trial-1', key };
  shelf = new OpeningShelf(await Shelf.openInMemory(new MemoryDisk(), 'shelf', options));
  const host = {
    nodeId: 'supervision',
    replica: { chain: { height: 4, state: { registry, time: 4 } } },
    network: {
      peers: () => [NODE],
      request: async () => ({ custodyAnswers: { answers: given } }),
    },
    journal: {
      ...{ durableSize: () => 0, readRange: async () => [] },
      async append({ object, reason = '', result }: Record<string, string>) {
        told.push([object, result, reason].join(' ').trim());
        return { source: 'supervision', index: told.length - 1 };
      },
    },
  } as unknown as CollectorParts['host'];
  collector = new AnswerCollector({
    ...{ host, shelf, now: () => 4 },
    heard: { add: (fact) => void heard.push(fact as (typeof heard)[number]) },
    onError: (error) => expect(error).toBeUndefined(),
  });
});
afterEach(() => shelf.shelf.close());

/** One look, to its end. */
async function look(): Promise<void> {
  collector.look();
  await collector.stop();
}

const isHeld = async (n: number) => (await shelf.answer(idOf(n), CUSTODIAN)) !== undefined;
const taken = (n: number) => `${hexOf(n)}/${CUSTODIAN} done`;
const refused = (n: number) => `${hexOf(n)} refused not-the-posted-answer`;
const wrong = (n: number) => ({
  ...{ type: 'look-through', order: `${hexOf(n)}/${CUSTODIAN}`, organisation: CUSTODIAN },
  failure: 'custody-answer-wrong',
});

it('takes the posted answers, each with one entry', async () => {
  given = [answerTo(SECOND), answerTo(FIRST)];
  await look();
  await look();
  expect([told, heard]).toEqual([[taken(SECOND), taken(FIRST)], []]);
  expect(await isHeld(FIRST)).toBe(true);
});

test.each([
  ['that ended', { closedHeight: 3 }],
  ['that the chain found wrong', { opening: { mismatch: 75 } }],
])('takes no answer to an order %s', async (_, change) => {
  given = [answerTo(SECOND), answerTo(FIRST)];
  order = { ...IN_FORCE, ...change };
  await look();
  expect([told, heard]).toEqual([[], []]);
  expect(await isHeld(FIRST)).toBe(false);
});

it('says once, of the order that it answers, that an answer is not the posted one', async () => {
  given = [answerTo(FIRST), answerTo(SECOND, 8)];
  // Asked for both, then for the second alone.
  await look();
  await look();
  expect(told).toEqual([taken(FIRST), refused(SECOND)]);
  expect(heard).toEqual([wrong(SECOND)]);
  expect([await isHeld(FIRST), await isHeld(SECOND)]).toEqual([true, false]);
});

it('says so of each of two orders whose answers are both wrong', async () => {
  given = [answerTo(SECOND, 8), answerTo(FIRST, 8)];
  await look();
  expect(told).toEqual([refused(SECOND), refused(FIRST)]);
  expect(heard).toEqual([wrong(SECOND), wrong(FIRST)]);
});

it.each([
  ['bytes that are no answer', Uint8Array.of(1, 2, 3)],
  ['an answer to an order that was not asked about', answerTo(UNASKED)],
])('says of the first order that was asked about: %s', async (_what, bytes) => {
  given = [bytes];
  await look();
  expect([told, heard]).toEqual([[refused(FIRST)], [wrong(FIRST)]]);
});

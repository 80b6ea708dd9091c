// However many receipts a peer sends, other work has its turn between two, and his charges end it.
import type { SignedOrderReceipt } from '@mingjing/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptRefusal } from '../../src/orders/check-receipt.ts';
import { ReceiptIntake } from '../../src/orders/receipt-intake.ts';

const WAITING_MAX = 256;

let intake: ReceiptIntake;
/** First byte of every receipt that the book was asked about. */
let looked: number[];
let accused: string[];
let errors: unknown[];
/** What the book says of a receipt, by its first byte. */
let verdicts: Map<number, ReceiptRefusal | Error>;
/** Work that waits for its turn. */
let turns: (() => void)[];

beforeEach(() => {
  [looked, accused, errors, turns] = [[], [], [], []];
  verdicts = new Map();
  intake = new ReceiptIntake({
    book: { take: async ({ statement }) => verdictOf(statement[0] ?? 0) },
    clock: { yield: () => new Promise((resolve) => turns.push(resolve)) },
    misbehaved: (peer, reason) => accused.push(`${peer} ${reason}`),
    onError: (error) => errors.push(error),
  });
});

function verdictOf(n: number) {
  looked.push(n);
  const verdict = verdicts.get(n);
  if (verdict instanceof Error) throw verdict;
  if (verdict !== undefined) return { ok: false, reason: verdict } as const;
  return { ok: true, value: 'new' } as const;
}

const receipt = (n: number): SignedOrderReceipt => ({
  statement: Uint8Array.of(n),
  signature: new Uint8Array(64),
});
const receipts = (...numbers: readonly number[]) => numbers.map(receipt);

/** One turn of the event loop, with all that follows from it. */
async function turn(): Promise<void> {
  for (const next of turns.splice(0)) next();
  for (let step = 0; step < 10; step += 1) await Promise.resolve();
}

async function untilIdle(): Promise<void> {
  while (turns.length > 0) await turn();
}

describe('receipts of one peer', () => {
  it('are looked at in turns of their own, those of two peers beside each other', async () => {
    for (const each of receipts(1, 2)) intake.told('b', each);
    intake.told('c', receipt(7));
    expect(looked).toEqual([]);
    await turn();
    expect(looked).toEqual([1, 7]);
    await turn();
    expect(looked).toEqual([1, 7, 2]);
  });

  it('beyond what may wait are left, and later ones taken', async () => {
    for (let n = 0; n < 10_000; n += 1) intake.told('b', receipt(1));
    await untilIdle();
    expect(looked.length).toBeLessThanOrEqual(WAITING_MAX + 1);
    intake.told('b', receipt(2));
    await untilIdle();
    expect(looked.at(-1)).toBe(2);
  });

  it('are left when it is gone, also in the midst of an answer', async () => {
    const answered = intake.take('b', receipts(1, 2, 3));
    await turn();
    intake.drop('b');
    await untilIdle();
    await answered;
    expect(looked).toEqual([1]);
    await Promise.all([intake.take('b', receipts(4)), untilIdle()]);
    expect(looked).toEqual([1, 4]);
  });

  it('are charged one by one where they are forged, and not where blocks are missing', async () => {
    verdicts = new Map([
      [1, 'bad-signature'],
      [2, 'order-unknown'],
      [3, 'malformed'],
      [4, 'node-unknown'],
      [5, 'not-of-the-order'],
    ]);
    await Promise.all([intake.take('b', receipts(1, 2, 3, 4, 5)), untilIdle()]);
    const reasons = ['bad-signature', 'malformed', 'not-of-the-order'];
    expect(accused).toEqual(reasons.map((reason) => `b order-receipt-${reason}`));
  });

  it('that cannot be kept are a failure that is told, and end nothing for good', async () => {
    const failure = new Error('full');
    verdicts.set(1, failure);
    await Promise.all([intake.take('b', receipts(1, 2)), untilIdle()]);
    expect(errors).toEqual([failure]);
    await Promise.all([intake.take('b', receipts(3)), untilIdle()]);
    expect(looked).toEqual([1, 3]);
  });
});

it('looks at nothing more once it is stopped', async () => {
  const answered = intake.take('b', receipts(1, 2));
  await turn();
  intake.stop();
  intake.told('b', receipt(3));
  await untilIdle();
  await answered;
  expect(looked).toEqual([1]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderReceiptsAnswer } from '@mingjing/client';
import { type ModerationOrder, OrderKind } from '@mingjing/protocol';
import type { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { submit, transactionOf } from './submissions.ts';

const NOTHING = new Uint8Array(0);

/** A takedown of a whole record as an inspector of the trial network gives it. */
export function takedownOf(recordId: Uint8Array): ModerationOrder {
  return orderWith({ kind: OrderKind.takedown, recordId });
}

/** A freeze of a user for an hour. */
export function freezeOf(userId: string): ModerationOrder {
  return orderWith({ kind: OrderKind.freeze, userId, expiresAt: Date.now() + 3_600_000 });
}

function orderWith(change: Partial<ModerationOrder>): ModerationOrder {
  return {
    ...{ kind: 0, userId: '', recordId: NOTHING, commitments: [], lifts: NOTHING },
    ...{ effectiveHeight: 0, deadline: Date.now() + 600_000, expiresAt: 0 },
    ...{ basis: 49, reason: 7, caseHash: new Uint8Array(32).fill(9), drill: false },
    ...change,
  };
}

/** Gives an order through a node; its id once it is in a block. */
export async function order(
  network: TestNetwork,
  node: ProgramProcess,
  value: ModerationOrder,
): Promise<string> {
  const signing = network.officer('inspector-1');
  const transaction = transactionOf(network, signing, { type: 'moderationOrder', value });
  const { id, status, reason } = await submit(node, { transaction, attachments: [] });
  if (status !== 'committed') throw new Error(`the order is ${status}: ${reason}`);
  return id;
}

/** Who carried an order out, by the word of one node. */
export function receiptsOf(node: ProgramProcess, id: string): Promise<OrderReceiptsAnswer> {
  return node.ask(`/v1/orders/${id}/receipts`);
}

/** Files of a home, at any depth, in which one of these byte strings stands as it is. */
export function filesWith(home: string, wanted: readonly Uint8Array[]): string[] {
  const files = readdirSync(home, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => {
      const bytes = contentOf(path);
      return wanted.some((each) => bytes.includes(Buffer.from(each)));
    });
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    // The database of a running node removes files while we look.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

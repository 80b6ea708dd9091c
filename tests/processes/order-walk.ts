// What the walk through routes and commands needs of orders: one that was given.
import { join } from 'node:path';
import { caseHash, limitMessage, type OrderTerms } from '@mingjing/client';
import { submitRequestCodec } from '@mingjing/protocol';
import type { TestNetwork } from './network.ts';
import { transactionOf } from './submissions.ts';

const HOUR_MS = 3_600_000;
const NOBODY = 'f'.repeat(64);
const FAR = () => new Date(Date.now() + HOUR_MS).toISOString();

/** Outcomes of the commands about orders, as they are run below. */
export const ORDER_OUTCOMES: Readonly<Record<string, string>> = {
  'order takedown': 'REFUSED',
  'order freeze': 'done',
  'order limit': 'done',
  'order lift': 'done',
  'order approve': 'REFUSED',
  'order show': 'done',
  'order list': 'done',
};

/** Limits a user for an hour at a node; the order's id. */
export async function firstOrder(network: TestNetwork, baseUrl: string): Promise<string> {
  const deadline = Date.now() + HOUR_MS;
  const terms: OrderTerms = { basis: 1, reason: 1, caseHash: caseHash('walk'), deadline };
  const message = limitMessage('user-2', deadline, { ...terms, isDrill: true });
  const transaction = transactionOf(network, network.officer('inspector-1'), message);
  const answer = await fetch(`${baseUrl}/v1/transactions?wait=committed`, {
    method: 'POST',
    body: Uint8Array.from(submitRequestCodec.encode({ items: [{ transaction, attachments: [] }] })),
    headers: { 'content-type': 'application/x-protobuf' },
  });
  const { results } = (await answer.json()) as { results: { id: string }[] };
  return results[0]?.id ?? '';
}

/** What each command about orders is run with. */
export function orderRuns(
  network: TestNetwork,
  {
    home,
    record,
    order,
  }: { readonly home: string; readonly record: string; readonly order: string },
) {
  const officers = join(network.testnet.genesisFile, '..', 'officers');
  const key = join(officers, 'inspector-1.json');
  const terms = { home, key, basis: '1', reason: '1', case: 'walk', drill: true };
  const until = FAR();
  return {
    'order takedown': { args: ['f'.repeat(72)], options: terms },
    'order freeze': { args: [record], options: { ...terms, until } },
    'order limit': { args: ['user-2'], options: { ...terms, until } },
    'order lift': { args: [order], options: terms },
    'order approve': {
      args: [NOBODY],
      options: { home, key: join(officers, 'jia-security-admin.json') },
    },
    'order show': { args: [order], options: { home } },
    'order list': { options: { home, state: 'in-force' } },
  };
}

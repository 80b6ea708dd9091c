import type { OrderReceiptsAnswer } from '@mingjing/client';
import type { Intervention } from './answers.ts';

/** Nodes take an order, carry it out and answer within seconds; a signature takes a person. */
const NODES_MS = 2000;
const PEOPLE_MS = 10_000;
const ON_ITS_WAY: readonly (string | null)[] = [null, 'proposed', 'pending'];

/** How often interventions are read again; undefined: nobody is expected to do anything. */
export function everyMsOf(
  all: readonly Pick<Intervention, 'state' | 'order'>[],
): number | undefined {
  if (all.some(isOnItsWay)) return NODES_MS;
  return all.some(({ state }) => state === 'drafted') ? PEOPLE_MS : undefined;
}

function isOnItsWay({ order, state }: Pick<Intervention, 'state' | 'order'>): boolean {
  if (state === 'posting') return true;
  return state === 'taken' && order !== null && ON_ITS_WAY.includes(order.status);
}

/** The same of the receipts of an order. */
export function receiptsMsOf(
  known: Pick<OrderReceiptsAnswer, 'answered' | 'nodes'> | undefined,
): number | undefined {
  return known === undefined || known.answered < known.nodes ? NODES_MS : undefined;
}

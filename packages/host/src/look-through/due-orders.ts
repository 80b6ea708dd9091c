import {
  accessShareKey,
  epochOf,
  isFoundWrong,
  isGranted,
  type RegistryReader,
} from '@mingjing/execution';
import { accessContext, type Epoch } from '@mingjing/protocol';
import type { DueOrder } from './custodian.ts';

/** The chain after the latest block. */
export interface DueState {
  readonly chainId: string;
  readonly registry: RegistryReader;
  readonly time: number;
}

/**
 * Orders that an organisation answers now: signed by two officers of the authority, neither closed
 * nor over nor found wrong, and of an epoch in which it holds a share. Everything else about an
 * order was judged when it entered the chain, so nobody here decides.
 */
export function dueOrders({ chainId, registry, time }: DueState, organisation: string): DueOrder[] {
  return registry
    .all('access')
    .filter((entry) => entry.order.epoch > 0 && isGranted(entry, time) && !isFoundWrong(entry))
    .flatMap(({ id, order }) => {
      const epoch = epochOf(registry, order.epoch);
      if (epoch === undefined || !isCustodian(epoch, organisation)) return [];
      return {
        ...{ chainId, orderId: id, context: accessContext(chainId, id), point: order.blinded },
        epoch: order.epoch,
        officers: order.officers.map(({ officer, sealingKey }) => {
          return { id: officer, receivingKey: sealingKey };
        }),
        released: releasedAnswer(registry, id, organisation),
      };
    });
}

/** Hash of what an organisation answered an order with; undefined: it did not yet. */
export function releasedAnswer(
  registry: RegistryReader,
  orderId: Uint8Array,
  organisation: string,
): Uint8Array | undefined {
  return registry.get('accessShare', accessShareKey(orderId, organisation))?.answerHash;
}

function isCustodian({ custodians }: Epoch, organisation: string): boolean {
  return custodians.holders.some(({ holder }) => holder === organisation);
}

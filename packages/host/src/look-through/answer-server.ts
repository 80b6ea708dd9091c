import type { RegistryReader } from '@mingjing/execution';
import {
  CUSTODY_ORDERS_MAX,
  NodeRole,
  RefusalCode,
  type Request,
  type Response,
} from '@mingjing/protocol';
import type { NetworkHandler } from '@mingjing/replica';
import type { Custodian } from './custodian.ts';
import { releasedAnswer } from './due-orders.ts';

type Answer = Omit<Response, 'id'>;
const badRequest: Answer = { refusal: { code: RefusalCode.badRequest } };

export interface AnswerServerParts {
  readonly organisation: () => string;
  readonly custodian: Custodian;
  readonly registry: () => RegistryReader;
  readonly misbehaved: (peer: string, reason: string) => void;
}

/**
 * Serves this custodian's answers to supervision nodes, and to nobody else: what is in them opens
 * for the officers alone whom the order names. An answer that the chain does not show is not given.
 */
export function answersBefore(
  handler: NetworkHandler,
  { organisation, custodian, registry, misbehaved }: AnswerServerParts,
): NetworkHandler {
  async function answer(peer: string, orderIds: readonly Uint8Array[]): Promise<Answer> {
    const node = registry().get('node', peer);
    if (node?.role !== NodeRole.supervision || node.revokedHeight > 0) {
      misbehaved(peer, 'custody-answers-not-permitted');
      return { refusal: { code: RefusalCode.notPermitted } };
    }
    const isWithin = orderIds.length <= CUSTODY_ORDERS_MAX;
    if (!isWithin || orderIds.some(({ length }) => length !== 32)) {
      misbehaved(peer, 'custody-answers-bounds');
      return badRequest;
    }
    const answers: Uint8Array[] = [];
    for (const orderId of orderIds) {
      const released = releasedAnswer(registry(), orderId, organisation());
      const bytes = await custodian.answerTo(orderId, released);
      if (bytes !== undefined) answers.push(bytes);
    }
    return { custodyAnswers: { answers } };
  }
  return {
    connected: (peer) => handler.connected(peer),
    disconnected: (peer) => handler.disconnected(peer),
    envelope: (peer, envelope) => handler.envelope(peer, envelope),
    request: async (peer, request: Request) =>
      request.custodyAnswers
        ? answer(peer, request.custodyAnswers.orderIds)
        : handler.request(peer, request),
  };
}

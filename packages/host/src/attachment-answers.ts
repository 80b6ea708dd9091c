import { NetworkError } from '@mingjing/network';
import { RefusalCode } from '@mingjing/protocol';
import type { Network } from '@mingjing/replica';

/**
 * The network with an answer of each connected peer that is asked for an attachment: one that
 * refuses it, or says nothing within the time, has not given it, and the replica names it with the
 * gap. Who is gone still gives no answer, and withholds nothing.
 */
export function attachmentAnswers(network: Network): Network {
  return {
    peers: () => network.peers(),
    send: (peer, envelope) => network.send(peer, envelope),
    request: async (peer, request) => {
      try {
        return await network.request(peer, request);
      } catch (error) {
        const code = request.attachment ? refusalOf(error) : undefined;
        if (code === undefined) throw error;
        return { id: 0, refusal: { code } };
      }
    },
  };
}

/** What a connected peer said instead of an attachment; undefined: it was not heard at all. */
function refusalOf(error: unknown): number | undefined {
  if (!(error instanceof NetworkError)) return undefined;
  if (error.code === 'REQUEST_REFUSED') return error.refusalCode;
  return error.code === 'REQUEST_TIMEOUT' ? RefusalCode.notHeld : undefined;
}

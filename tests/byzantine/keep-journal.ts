import { RefusalCode } from '@mingjing/protocol';
import type { NetworkHandler } from '@mingjing/replica';
import type { Behaviour } from './behaviour.ts';

/** Takes part in everything and shows nobody its journal. */
export class KeptJournal implements Behaviour {
  handler(handler: NetworkHandler): NetworkHandler {
    return {
      envelope: (peer, envelope) => handler.envelope(peer, envelope),
      connected: (peer) => handler.connected(peer),
      disconnected: (peer) => handler.disconnected(peer),
      request: async (peer, request) => {
        const isAsked = request.journalHead || request.journalPage;
        if (isAsked) return { refusal: { code: RefusalCode.notPermitted } };
        return handler.request(peer, request);
      },
    };
  }
}

import { RefusalCode } from '@mingjing/protocol';
import type { NetworkHandler } from '@mingjing/replica';
import { answering, type Behaviour } from './behaviour.ts';

/** Takes part in everything and shows nobody its journal. */
export class KeptJournal implements Behaviour {
  handler(handler: NetworkHandler): NetworkHandler {
    return answering(handler, async (_, request, correct) => {
      const isAsked = request.journalHead || request.journalPage;
      return isAsked ? { refusal: { code: RefusalCode.notPermitted } } : correct();
    });
  }
}

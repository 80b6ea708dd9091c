import { componentLogger } from '@mingjing/telemetry';
import type { DeskAreaParts, DeskContext } from '../context.ts';
import { LOOK_THROUGH_ACCESS } from './access.ts';
import { AnswerCollector } from './answer-collector.ts';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };
import { IdentityCollector } from './identity-collector.ts';
import { IdentityCopies } from './identity-copies.ts';
import { lookThroughRoutes } from './look-through-routes.ts';
import { OpeningDesk } from './opening-desk.ts';
import { OpeningShelf } from './opening-shelf.ts';

/** Where openings are made, and the ciphertexts of identities that they open. */
export async function openOpenings({ heard, host, now, shelf }: DeskContext) {
  const copies = await IdentityCopies.open(shelf);
  const parts = { heard, host, copies, now };
  return { copies, desk: new OpeningDesk({ ...parts, shelf: new OpeningShelf(shelf) }) };
}

/** Access orders from their shares to what they open. */
export const LOOK_THROUGH: DeskAreaParts = {
  access: LOOK_THROUGH_ACCESS,
  texts: { 'zh-CN': zh, en },
  async open(context) {
    const { heard, host, now } = context;
    const onError = (error: unknown) =>
      componentLogger(host.logger, 'look-through').error(
        { err: error },
        'answers or ciphertexts are not collected',
      );
    const { copies, desk } = await openOpenings(context);
    const collector = new AnswerCollector({ heard, host, shelf: desk.shelf, now, onError });
    host.alsoErase(copies);
    const identities = new IdentityCollector({ host, copies, now, onError });
    context.onCommitted((block) => identities.committed(block));
    collector.start();
    identities.start();
    return {
      routes: lookThroughRoutes(context, desk),
      async stop() {
        await Promise.all([collector.stop(), identities.stop()]);
      },
    };
  },
};

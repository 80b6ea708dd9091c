import type { DeskAreaParts } from '../context.ts';
import { ACCOUNTABILITY_ACCESS } from './access.ts';
import { accountabilityRoutes } from './accountability-routes.ts';
import { ReadLedger } from './read-ledger.ts';

/** What this node read of others, and who watches over that. */
export const ACCOUNTABILITY: DeskAreaParts = {
  access: ACCOUNTABILITY_ACCESS,
  texts: { 'zh-CN': {}, en: {} },
  async open(context) {
    const ledger = new ReadLedger(context.host.journal, context.shelf);
    await ledger.catchUp();
    return { routes: accountabilityRoutes(context, ledger), watches: [ledger] };
  },
};

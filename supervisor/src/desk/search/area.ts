import type { DeskAreaParts } from '../context.ts';
import { SEARCH_ACCESS } from './access.ts';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };
import { recordSearchRoute } from './record-search-routes.ts';
import { traceRoutes } from './trace/trace-routes.ts';

/** Search and trace: records of the chain by what they say, and what they are connected with. */
export const SEARCH: DeskAreaParts = {
  access: SEARCH_ACCESS,
  texts: { 'zh-CN': zh, en },
  open: async (context) => ({
    routes: [recordSearchRoute(context), ...traceRoutes(context)],
  }),
};

import { type AccessTable, type AnyRoute, defineRoute, only } from '@mingjing/service';
import type { Outbox } from './outbox.ts';

export const NOTICES_ACCESS: AccessTable = {
  'GET /v1/desk/notices': only('home', 'supervision-officer'),
};

/** Whether notices of alarms reach who is to have them. */
export function noticeRoute(outbox: Outbox): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/desk/notices',
    policy: 'bound',
    act: { source: 'supervision', event: 'notices-read' },
    summary: 'Channels for notices of alarms, how each fared last, and how many notices wait',
    handler: () => ({ json: { waiting: outbox.waiting, channels: outbox.channels } }),
  });
}

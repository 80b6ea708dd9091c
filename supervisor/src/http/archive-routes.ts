import type { Archiver } from '@mingjing/host';
import { type AnyRoute, defineRoute } from '@mingjing/service';

/** Whether and how far blocks and journals are archived. Each read is an act. */
export function archiveRoutes(archiver: Archiver | undefined): AnyRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/archive',
      policy: 'bound',
      act: { source: 'supervision', event: 'archive-read' },
      summary: 'How far closed segments are archived, and whether the store was tried',
      handler: () => ({ json: archiver === undefined ? NOTHING : statusOf(archiver) }),
    }),
  ];
}

const NOTHING = { is_configured: false } as const;

function statusOf(archiver: Archiver) {
  const { failed, failure, groups, isEnforced, kind, tried } = archiver.status();
  return {
    ...{ is_configured: true, kind, is_enforced: isEnforced },
    is_believed: tried !== undefined && tried.reason === undefined,
    tried_at: tried?.at ?? null,
    refusal: tried?.reason ?? null,
    failure: failure ?? null,
    failed,
    groups,
  };
}

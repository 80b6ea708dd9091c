import { ROLE_NAMES, type RoleName } from '@mingjing/protocol';
import { type AnyRoute, defineRoute } from '@mingjing/service';

/** Something that waits for somebody. */
export interface DueItem {
  readonly area: string;
  /** Names a text `agenda.<area>.<kind>` of the catalogue. */
  readonly kind: string;
  /** What it is about, as the area's own routes name it. */
  readonly reference: string;
  /** Who can do something about it. */
  readonly roles: readonly RoleName[];
  /** Ms since 1970; null: at once, without a date. */
  readonly dueAt: number | null;
}

/** An area that has things waiting. Each tells its most urgent ones only. */
export interface AgendaSource {
  readonly area: string;
  due(now: number): Promise<readonly DueItem[]> | readonly DueItem[];
}

/** Things shown at once; who has more waiting begins with these. */
const ITEMS_MAX = 200;

/** What waits, of all areas, the most urgent first; for an officer what his role can do. */
export function agendaRoute(sources: readonly AgendaSource[], now: () => number): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/management/agenda',
    policy: 'bound',
    act: { source: 'access', event: 'agenda-read' },
    summary: 'What waits for the caller: approvals, reviews, clocks that run, and what expires',
    async handler({ act, identity }) {
      const at = now();
      const found = await Promise.all(sources.map(async (source) => source.due(at)));
      const mine = found.flat().filter(({ roles }) => concerns(roles, identity.caller));
      const items = mine.toSorted(byUrgency).slice(0, ITEMS_MAX).map(dueView);
      act.counts = [items.length];
      return { json: { time: at, count: mine.length, items } };
    },
  });
}

function concerns(roles: readonly RoleName[], caller: string): boolean {
  const role = ROLE_NAMES.find((name) => name === caller);
  return role === undefined || roles.includes(role);
}

function byUrgency(a: DueItem, b: DueItem): number {
  return (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.reference < b.reference ? -1 : 1);
}

function dueView({ dueAt, ...item }: DueItem) {
  return { ...item, due_at: dueAt };
}

import { InvariantError } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { ROLE_NAMES, type RoleName } from '@mingjing/protocol';
import { type AnyRoute, type Catalogue, defineRoute } from '@mingjing/service';

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

/** What the things that wait in an area are about, where that has a name of its own. */
export type AgendaNames = Readonly<
  Record<string, readonly (Readonly<Record<keyof Catalogue, string>> & { readonly id: string })[]>
>;

/** Things shown at once; who has more waiting begins with these. */
const ITEMS_MAX = 200;

/**
 * What waits, of all areas, the most urgent first; for an officer what his role can do. An area
 * that fails is named, so that nobody takes its silence for having nothing to do.
 */
export function agendaRoute(
  sources: readonly AgendaSource[],
  now: () => number,
  logger: Pick<Host['logger'], 'error'>,
): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/management/agenda',
    policy: 'bound',
    act: { source: 'access', event: 'agenda-read' },
    summary: 'What waits for the caller: approvals, reviews, clocks that run, and what expires',
    async handler({ act, identity }) {
      const at = now();
      const told = await Promise.all(sources.map((source) => dueOf(source, at, logger)));
      const found = told.flatMap((items) => items ?? []);
      const silent = sources.filter((_, i) => told[i] === undefined).map(({ area }) => area);
      const mine = found.filter(({ roles }) => concerns(roles, identity.caller));
      const items = mine.toSorted(byUrgency).slice(0, ITEMS_MAX).map(dueView);
      act.counts = [items.length, silent.length];
      return { json: { time: at, count: mine.length, items, not_answering: silent } };
    },
  });
}

async function dueOf(
  source: AgendaSource,
  at: number,
  logger: Pick<Host['logger'], 'error'>,
): Promise<readonly DueItem[] | undefined> {
  try {
    return await source.due(at);
  } catch (error) {
    if (error instanceof InvariantError) throw error;
    logger.error({ err: error, area: source.area }, 'an area does not say what waits in it');
    return undefined;
  }
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

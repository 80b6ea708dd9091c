import { formOf } from '@mingjing/inspection';
import type { DeskArea, DeskContext } from '../context.ts';
import { openOpenings } from '../look-through/area.ts';
import type { WatchDesk } from '../rules/watch-desk.ts';
import type { VisitDesk } from '../visits/visit-desk.ts';
import { askRoute } from './asks/ask-route.ts';
import { Bench } from './measures/bench.ts';
import { InspectionDesk } from './visit/inspection-desk.ts';
import { inspectionRoutes } from './visit/inspection-routes.ts';
import { paperRoutes } from './visit/paper-routes.ts';

/** Other areas of the desk that are measured, or decide who may inspect. */
export interface InspectionNeighbours {
  readonly rules: WatchDesk;
  readonly visits: VisitDesk;
}

/** What this node measures of itself for others' forms, and its own inspections by visits. */
export async function openInspection(
  context: DeskContext,
  { rules, visits }: InspectionNeighbours,
): Promise<DeskArea> {
  const { alarms, host, now, observer, shelf } = context;
  const { desk: openings } = await openOpenings(context);
  const bench = new Bench({ host, observer, alarms, openings, rules, now });
  const desk = await InspectionDesk.open({ host, shelf, bench, now });
  const form = () => formOf(host.paths.inspectionForm);
  return {
    routes: [
      askRoute(context, bench),
      ...inspectionRoutes({ context, desk, visits, bench, form }),
      ...paperRoutes({ context, desk }),
    ],
    stop: () => desk.stop(),
  };
}

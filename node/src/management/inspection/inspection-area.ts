import { formOf } from '@mingjing/inspection';
import { verifyFolder } from '@mingjing/journal';
import type { AnyRoute } from '@mingjing/service';
import type { AgendaSource } from '../agenda.ts';
import type { ManagementContext } from '../context.ts';
import { openFindings, openPapers } from './bundle/open-papers.ts';
import { ALL_ITEMS } from './collectors/all-items.ts';
import { collectorsOf } from './collectors/collecting.ts';
import { removeLeftScratch } from './collectors/scratch.ts';
import { confirmationRoutes } from './confirmations/confirmation-routes.ts';
import { drillRoutes } from './drills/drill-routes.ts';
import { knownFindings } from './known-findings.ts';
import { pauseRoutes } from './pauses/pause-routes.ts';
import { RunDesk } from './runs/run-desk.ts';
import { runRoutes } from './runs/run-routes.ts';
import type { InspectionWorld, ProgramPort } from './world.ts';

/** What the area is opened with; the program around it is told once it serves. */
export type InspectionParts = ManagementContext & Omit<InspectionWorld, 'program' | 'verifyFolder'>;

/** The inspection of a running management node. */
export interface InspectionArea {
  readonly routes: readonly AnyRoute[];
  readonly desk: RunDesk;
  readonly agenda: AgendaSource;
  /** What the collectors measure, as it is now; throws before the program serves. */
  world(): InspectionWorld;
  /** Tells the area what it is asked over, and what it measures of the program around it. */
  inspecting(program: ProgramPort): void;
  stop(): Promise<void>;
}

/** Opens the runs, and ends what an earlier life left of one. */
export async function openInspection(parts: InspectionParts): Promise<InspectionArea> {
  const { desks, host, now, shelf } = parts;
  const findings = await openFindings(parts);
  let program: ProgramPort | undefined;
  const world = (): InspectionWorld => {
    // Before it serves, nobody can have asked for a run.
    if (program === undefined) throw new Error('NOT_SERVING');
    return { ...parts, findings, program, verifyFolder };
  };
  await removeLeftScratch(host.paths.data);
  const desk = new RunDesk({
    ...{ host, shelf, now, supervision: parts.supervision },
    collectors: (supervision) => collectorsOf(ALL_ITEMS, world, supervision),
    known: () => knownFindings(shelf, desks.documents, now()),
  });
  await desk.settle();
  const form = () => formOf(host.paths.inspectionForm);
  const { filing, people } = desks;
  const papers = openPapers({ context: parts, runs: desk, findings, filing, people, form });
  return {
    ...{ desk, world, agenda: papers.agenda },
    routes: [
      ...runRoutes({ context: parts, desk, form }),
      ...confirmationRoutes(parts, form),
      ...pauseRoutes(parts),
      ...drillRoutes(world),
      ...papers.routes,
    ],
    inspecting: (around) => {
      program = around;
    },
    stop: () => desk.stop(),
  };
}

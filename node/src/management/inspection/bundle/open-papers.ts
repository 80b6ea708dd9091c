import { type HomeForm, Printer } from '@mingjing/inspection';
import type { AnyRoute } from '@mingjing/service';
import type { AgendaSource } from '../../agenda.ts';
import type { ManagementContext } from '../../context.ts';
import type { FilingDesk } from '../../filing/filing-desk.ts';
import { ownOrganisation } from '../../officers.ts';
import type { PeopleDesk } from '../../people/people-desk.ts';
import { FindingDesk } from '../findings/finding-desk.ts';
import { findingRoutes } from '../findings/finding-routes.ts';
import { rehearsalRoutes } from '../rehearsal/rehearsal-routes.ts';
import type { RunDesk } from '../runs/run-desk.ts';
import { headFields } from './head-fields.ts';
import { RecordDesk } from './record-desk.ts';
import { recordRoutes } from './record-routes.ts';

/** What a run leaves behind: its record and papers, its findings, and who was ready for it. */
export interface InspectionPapers {
  readonly routes: readonly AnyRoute[];
  readonly agenda: AgendaSource;
}

export interface PaperParts {
  readonly context: ManagementContext;
  readonly runs: RunDesk;
  readonly findings: FindingDesk;
  readonly filing: Pick<FilingDesk, 'current'>;
  readonly people: Pick<PeopleDesk, 'all'>;
  form(): Promise<HomeForm>;
}

/** Signs runs from now on, and holds findings against them. */
export function openPapers(parts: PaperParts): InspectionPapers {
  const { context, filing, findings, form, people, runs } = parts;
  const { host, now, shelf } = context;
  const records = new RecordDesk({
    ...{ host, shelf, now },
    head: () =>
      headFields(
        ownOrganisation(host) ?? '',
        filing.current?.form,
        people.all.map(({ value }) => value),
      ),
    form: async () => {
      const inForce = await form();
      return 'refusals' in inForce ? undefined : inForce;
    },
  });
  runs.onEnded = async (id, run) => {
    const fault = await records.seal(id, run);
    if (fault !== undefined) host.logger.warn({ run: id, code: fault }, 'a run is not signed');
    await findings.afterRun(id, run);
  };
  return {
    routes: [
      ...recordRoutes(records, new Printer()),
      ...findingRoutes({ context, desk: findings, runs }),
      ...rehearsalRoutes({ context, runs }),
    ],
    agenda: findings,
  };
}

/** Findings are there before the runs: a collector asks how earlier ones stand. */
export function openFindings({ host, shelf }: ManagementContext): Promise<FindingDesk> {
  return FindingDesk.open(shelf, host);
}

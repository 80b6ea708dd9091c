import { isAbsolute } from 'node:path';
import { ENTRY_BOUNDS } from '@mingjing/journal';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import type { Document } from '@mingjing/storage';
import Type from 'typebox';
import type { AssuranceContext } from '../context.ts';
import type { Drill } from './drill.ts';
import type { DrillJob } from './drill-job.ts';

const PATH = '/v1/management/assurance/drills';
/** What its entry has room for. */
const PATH_CHARS_MAX = ENTRY_BOUNDS.object;
const SHOWN = 100;

/** Restore drills: begin one, and the record of all. */
export function drillRoutes({ bounds, now }: AssuranceContext, job: DrillJob): AnyRoute[] {
  return [
    defineRoute({
      method: 'POST',
      path: PATH,
      policy: 'bound',
      act: { source: 'maintenance', event: 'restore-drill-begun' },
      summary: 'Restores a backup of this machine into a scratch folder and verifies it',
      schema: {
        body: Type.Object(
          { backup: Type.String({ minLength: 1, maxLength: PATH_CHARS_MAX }) },
          { additionalProperties: false },
        ),
      },
      async handler({ body, act, identity, recordActs }) {
        act.object = body.backup;
        if (!isAbsolute(body.backup)) throw new Problem(400, 'drill-path');
        if (job.isRunning) throw new Problem(409, 'drill-running');
        await recordActs([{ result: 'done' }]);
        // Another one may have begun while the entry was written.
        if (!job.begin(body.backup, identity.actor?.id ?? ''))
          throw new Problem(409, 'drill-running');
        return { status: 202, json: { running: true } };
      },
    }),
    defineRoute({
      method: 'GET',
      path: PATH,
      policy: 'bound',
      act: { source: 'access', event: 'drills-read' },
      summary: 'Restore drills on record, the latest first, and whether one runs now',
      async handler({ act }) {
        const drills = await job.list(SHOWN);
        act.counts = [drills.length];
        return {
          json: {
            ...{ time: now(), bound_days: bounds.drill_days, running: job.isRunning },
            items: drills.map(drillView),
          },
        };
      },
    }),
  ];
}

function drillView({ id, value }: Document<Drill>) {
  const { startedAt, endedAt, startedBy, stateRoot, backupOf, ...rest } = value;
  return {
    ...{ id, ...rest, started_at: startedAt, ended_at: endedAt },
    started_by: startedBy === '' ? null : startedBy,
    state_root: stateRoot === '' ? null : stateRoot,
    backup_of: backupOf === '' ? null : backupOf,
  };
}

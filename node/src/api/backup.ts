import { isAbsolute } from 'node:path';
import { ENTRY_BOUNDS } from '@mingjing/journal';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { ApiContext } from './context.ts';

/** What its entry has room for: the file that is written is always named whole. */
const PATH_CHARS_MAX = ENTRY_BOUNDS.object;

/** Backup of a running program, into a file of its own machine. */
export function backupRoutes({ host }: ApiContext): AnyRoute[] {
  const { backups: job } = host;
  const path = '/v1/maintenance/backup';
  return [
    defineRoute({
      method: 'POST',
      path,
      policy: 'bound',
      act: { source: 'maintenance', event: 'backup-begun' },
      summary: 'Begin a backup of this program on its own machine',
      schema: {
        body: Type.Object(
          { output: Type.String({ minLength: 1, maxLength: PATH_CHARS_MAX }) },
          { additionalProperties: false },
        ),
      },
      async handler({ body, act, recordActs }) {
        act.object = body.output;
        if (!isAbsolute(body.output)) throw new Problem(400, 'backup-path');
        if (job.progress.state === 'running') throw new Problem(409, 'backup-running');
        await recordActs([{ result: 'done' }]);
        // Another one may have begun while the entry was written.
        if (!job.begin(body.output)) throw new Problem(409, 'backup-running');
        return { status: 202, json: job.progress };
      },
    }),
    defineRoute({
      method: 'GET',
      path,
      policy: 'bound',
      act: { source: 'maintenance', event: 'backup-read' },
      summary: 'How far the backup of this program is',
      handler: () => ({ json: job.progress }),
    }),
  ];
}

import { isAbsolute } from 'node:path';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { ApiContext } from './context.ts';

const PATH_CHARS_MAX = 4096;

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
      handler({ body, act }) {
        act.object = body.output;
        if (!isAbsolute(body.output)) throw new Problem(400, 'backup-path');
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

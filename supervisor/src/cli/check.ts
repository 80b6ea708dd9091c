import { SupervisorError } from '../errors.ts';
import type { RecordView } from '../reading/records.ts';
import { askConsole } from './console-client.ts';
import { type CommonOptions, say } from './output.ts';

export interface CheckCommand extends CommonOptions {
  readonly home: string;
}

/** Makes every check of a record again; false when one failed or could not be made. */
export async function checkCommand(id: string, options: CheckCommand): Promise<boolean> {
  if (!/^[0-9a-f]{72}$/.test(id)) throw new SupervisorError('BAD_RECORD_ID');
  const record = (await askConsole(options.home, `/v1/records/${id}`)) as RecordView;
  if (options.json) {
    say(options, 'check.head', {}, record);
  } else {
    say(options, 'check.head', { id, height: record.height, author: record.author }, undefined);
    for (const { name, state, value } of record.checks) {
      say(options, `check.${name}.${state}`, { value }, undefined);
    }
  }
  return record.badge === 'proved';
}

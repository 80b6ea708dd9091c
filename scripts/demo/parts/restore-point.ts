import { join } from 'node:path';
import { size } from '../printing.ts';
import { made, type Stage } from '../stage.ts';
import { until } from '../waiting.ts';

const PATH = '/v1/maintenance/backup';
const TIMEOUT_MS = 30_000;

/** Backs the management node up while it runs: the restore drill of the form takes this one. */
export async function backUp(
  stage: Stage,
): Promise<{ readonly height: number; readonly size: string }> {
  const office = made(stage.people).management;
  const output = join(stage.folder, 'jia-management.backup');
  const officer = 'jia-system-admin';
  await office.have(officer, 'POST', PATH, { output });
  return until('the backup', TIMEOUT_MS, async () => {
    const progress = await office.have(officer, 'GET', PATH);
    if (progress.state === 'failed') throw new Error(JSON.stringify(progress));
    if (progress.state !== 'done') return undefined;
    return { height: Number(progress.height), size: size(Number(progress.bytes)) };
  });
}

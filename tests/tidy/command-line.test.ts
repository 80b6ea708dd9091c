import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test.each([
  'simulate --bogus',
  'simulate --seed',
  'simulate --seeds 0',
  'simulate --from 1e2',
  'campaign seeds --count -1',
  'test --project nosuch',
])('%s is answered in one line on how it is called, and runs nothing', (line) => {
  const [name, ...args] = line.split(' ');
  const run = spawnSync(process.execPath, [`scripts/${name}.ts`, ...args], {
    ...{ cwd: ROOT, encoding: 'utf8' },
  });
  expect([run.status, run.stdout]).toEqual([2, '']);
  expect(run.stderr).toMatch(/^用法 \/ usage: npm [^\n]+\n$/);
});

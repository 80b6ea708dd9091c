// `npm run build`: all pages that the programs serve, where something has changed since the last
// time. Programs themselves need no build: the pinned Node runs their sources.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run, timed } from './commands.ts';

const SITES = ['node/console', 'node/portal', 'supervisor/console'];

const built: boolean[] = [];
for (const site of SITES) {
  const script = join(site, 'build.ts');
  if (!existsSync(join(ROOT, script))) continue;
  built.push(await timed(site, async () => (await run('node', [script])) === 0));
}
process.exitCode = built.every(Boolean) ? 0 : 1;

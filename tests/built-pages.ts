// Before the tests of programs: a program looks once, when it starts, whether there are pages.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILD = fileURLToPath(new URL('../scripts/build.ts', import.meta.url));

/** Builds what changed since the last time; what fails there is said, and no test begins. */
export function setup(): void {
  execFileSync(process.execPath, [BUILD], { stdio: ['ignore', 'ignore', 'inherit'] });
}

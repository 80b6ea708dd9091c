// Run from the root: `vitest run --root . --config tests/vitest.config.ts --project pure`.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { PROJECTS } from './projects.ts';

/** What V8 made of the sources: programs that tests start again and again compile them once. */
const COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  test: {
    // A test that nobody runs any more, or that only ran by luck, is found here.
    allowOnly: process.env.CI === undefined,
    retry: 0,
    projects: PROJECTS.map((project, order) => ({
      root,
      test: {
        name: project.name,
        include: [...project.include],
        // Native add-ons and process-wide state: every file has a process of its own.
        pool: 'forks' as const,
        ...(project.filesAtOnce === undefined ? {} : { maxWorkers: project.filesAtOnce }),
        // One project after the other, if several are run.
        sequence: { groupOrder: order },
        env: { NODE_COMPILE_CACHE: COMPILE_CACHE },
        testTimeout: project.timeoutMs,
        hookTimeout: project.timeoutMs,
      },
    })),
  },
});

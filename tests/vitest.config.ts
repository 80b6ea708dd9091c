// Run from the root: `vitest run --root . --config tests/vitest.config.ts --project pure`.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { PROJECTS } from './projects.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  test: {
    // A test that nobody runs any more, or that only ran by luck, is found here.
    allowOnly: process.env.CI === undefined,
    retry: 0,
    projects: PROJECTS.map((project) => ({
      root,
      test: {
        name: project.name,
        include: [...project.include],
        // Native add-ons and process-wide state: every file has a process of its own.
        pool: 'forks' as const,
        fileParallelism: project.isParallel,
        testTimeout: project.timeoutMs,
        hookTimeout: project.timeoutMs,
      },
    })),
  },
});

// Run from the root: `vitest run --root . --config tests/vitest.config.ts --project pure`.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { PROJECTS } from './projects.ts';

/** What V8 made of the sources: programs that tests start again and again compile them once. */
const COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url));
const BUILT_PAGES = fileURLToPath(new URL('built-pages.ts', import.meta.url));
const POLL_MS = 10_000;
const NATIVE = { viteModuleRunner: false, nodeLoader: false };
const root = fileURLToPath(new URL('..', import.meta.url));

/** The order of vitest, by what took how long the last time, is nothing in a new checkout. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ moduleId, project }: TestSpecification): number {
  const order = PROJECTS.findIndex(({ name }) => name === project.name);
  const { longFirst = [] } = PROJECTS[order] ?? {};
  const place = longFirst.findIndex((path) => moduleId === join(root, path));
  return order + (place < 0 ? 1 : place / longFirst.length) / 2;
}

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongFirst },
    // A test that nobody runs any more, or that only ran by luck, is found here.
    allowOnly: process.env.CI === undefined,
    retry: 0,
    projects: PROJECTS.map((project, order) => ({
      root,
      test: {
        name: project.name,
        include: [...project.include],
        ...(project.except === undefined ? {} : { exclude: [...project.except] }),
        // Native add-ons: processes, not threads. Where files share one, what they import is
        // loaded once, which is most of what a small file costs.
        pool: 'forks' as const,
        isolate: project.isShared !== true,
        // Node itself loads the sources, as it does for the programs: what Vite makes of them takes
        // a quarter more to run.
        ...(project.needsVite === true ? {} : { experimental: NATIVE }),
        ...(project.needsPages === true ? { globalSetup: [BUILT_PAGES] } : {}),
        // By itself vitest leaves one core to its own process, which has next to nothing to do.
        maxWorkers: project.filesAtOnce ?? availableParallelism(),
        // One project after the other, if several are run.
        sequence: { groupOrder: order },
        env: { NODE_COMPILE_CACHE: COMPILE_CACHE },
        testTimeout: project.timeoutMs,
        hookTimeout: project.timeoutMs,
        // Longer than anything waits on a loaded machine; what hangs is found all the same.
        expect: { poll: { timeout: POLL_MS } },
      },
    })),
  },
});

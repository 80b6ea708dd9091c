/**
 * Builds the supervision console into `dist`, which the supervision program serves at `/console/`.
 *
 *     node supervisor/console/build.ts
 *
 * What is unchanged since the last build is not built again.
 */
import { fileURLToPath } from 'node:url';
import { buildPages, sayBuilt } from '../../scripts/build-pages.ts';

/** Builds what changed and returns the folder of the pages. */
export function buildSupervisionConsole(): Promise<string> {
  return buildPages({
    ...{ folder: 'supervisor/console', base: '/console/', target: 'dist' },
    styles: 'styles/component-styles.ts',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const begun = performance.now();
  await sayBuilt(await buildSupervisionConsole(), begun);
}

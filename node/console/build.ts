/**
 * Builds the management console into `dist`, which the node program serves at `/console/`.
 *
 *     node node/console/build.ts
 *
 * What is unchanged since the last build is not built again.
 */
import { fileURLToPath } from 'node:url';
import { buildPages, sayBuilt } from '../../scripts/build-pages.ts';

/** Builds what changed and returns the folder of the pages. */
export function buildConsole(): Promise<string> {
  return buildPages({
    ...{ folder: 'node/console', base: '/console/', target: 'dist' },
    styles: 'styles/component-styles.ts',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const begun = performance.now();
  await sayBuilt(await buildConsole(), begun);
}

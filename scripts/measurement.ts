import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './commands.ts';

const PLACE = 'docs/measurements';
/** Where everything that was measured is kept. */
export const MEASUREMENTS = join(ROOT, PLACE);

/**
 * Keeps what was measured as `NAME.md` for people, and its figures beside it as `NAME.json`, in
 * the form that the check of the whole repository wants.
 */
export async function writeMeasurement(
  name: string,
  page: string,
  figures?: unknown,
): Promise<void> {
  mkdirSync(MEASUREMENTS, { recursive: true });
  writeFileSync(join(MEASUREMENTS, `${name}.md`), page);
  if (figures !== undefined) writeFigures(name, figures);
  const code = await run('biome', ['format', '--write', PLACE]);
  if (code !== 0) throw new Error('the result was written, but not formatted');
}

/** The figures alone, while more are still to come. */
export function writeFigures(name: string, figures: unknown): void {
  mkdirSync(MEASUREMENTS, { recursive: true });
  writeFileSync(join(MEASUREMENTS, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
}

import type { CommonOptions, Output } from './output.ts';

/** Least time between two lines of progress. */
const EVERY_MS = 1000;

/** Tells on standard error how far long work is; silent for programs. */
export function progressLine(
  output: Output,
  { json = false }: CommonOptions,
): (phase: string, done: number, of: number) => void {
  let toldAt = Date.now();
  return (phase, done, of) => {
    if (json || Date.now() < toldAt + EVERY_MS) return;
    toldAt = Date.now();
    const counted = of > 0 ? `${done} / ${of}` : String(done);
    console.error(`  ${output.text(`cli.phase.${phase}`)} ${counted}`);
  };
}

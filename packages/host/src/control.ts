import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '@mingjing/service';

/** Header with the word that the program wrote into its own home for who may read it there. */
const CONTROL_HEADER = 'mingjing-control';

/**
 * Refuses a caller who cannot read the home: the control word in `run.json` is made anew at each
 * start and lies in a folder that only the program's account reads.
 */
export function assertControl(headers: IncomingHttpHeaders, control: string): void {
  const said = Buffer.from(String(headers[CONTROL_HEADER] ?? ''));
  const known = Buffer.from(control);
  if (said.length === known.length && timingSafeEqual(said, known)) return;
  throw new Problem(403, 'control-word');
}

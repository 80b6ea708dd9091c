import { type AccessTable, type AnyRoute, anyone, defineRoute } from '@mingjing/service';
import { NOTE_CHARS_MAX, PURPOSES } from './purpose.ts';

export const READS_ACCESS: AccessTable = {
  // The list says of nobody anything: a reader needs it before he may read.
  'GET /v1/purposes': anyone(),
};

/** What a subject may be read for. */
export function purposeRoute(): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/purposes',
    policy: 'public',
    act: { source: 'supervision', event: 'purposes-read' },
    summary: 'Purposes that a read of a subject can name',
    handler: () => ({ json: { items: PURPOSES, note_chars_max: NOTE_CHARS_MAX } }),
  });
}

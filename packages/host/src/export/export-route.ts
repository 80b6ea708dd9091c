import { EXPORT_REQUEST_BYTES_MAX } from '@mingjing/protocol';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import type { Host } from '../host.ts';
import { EXPORT_ACT, exportNotes } from './export-act.ts';
import { type ExportFailure, readExport } from './exporter.ts';

/** Looking at every stub of nine logs of ten million entries takes minutes. */
const EXPORT_MS = 10 * 60_000;

/**
 * Part of the journal for an authority, by a request that two officers approved: whoever asks, what
 * is handed over is what the two signed.
 */
export function journalExportRoute(host: Host): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/journal/export',
    policy: 'bound',
    act: EXPORT_ACT,
    summary: 'Lawful export of entries of this journal, for offline verification',
    binaryBody: true,
    bodyBytesMax: EXPORT_REQUEST_BYTES_MAX,
    timeoutMs: EXPORT_MS,
    answerMediaType: 'application/octet-stream',
    async handler({ bytes, act }) {
      const asked = readExport(bytes);
      if (asked === undefined) throw new Problem(400, 'export-malformed');
      const { object, subject } = exportNotes(asked, host.replica.chain.chainId, host.nodeId);
      // Who acts is who asks: the officer of a session, or whoever may read the home.
      Object.assign(act, { object, subject });
      const issued = await host.exporter.issue(asked);
      if (!issued.ok) throw new Problem(STATUSES[issued.reason], `export-${issued.reason}`);
      const { bundle, stubs, bodies } = issued.value;
      act.counts = [stubs, bodies];
      return { bytes: bundle, headers: { 'cache-control': 'no-store' } };
    },
  });
}

const STATUSES: Readonly<Record<ExportFailure, number>> = {
  ...{ 'unknown-version': 400, 'bad-node': 400, 'bad-text': 400, 'bad-source': 400 },
  ...{ 'bad-actor': 400, 'bad-times': 400, 'bad-unique': 400, 'other-node': 400 },
  ...{ 'key-length': 400, 'key-not-canonical': 400, 'key-small-order': 400 },
  ...{ 'not-over': 409, expired: 403, 'not-two-approvals': 403, 'same-officer': 403 },
  ...{ 'unknown-officer': 403, 'not-proved': 403, 'other-organisation': 403 },
  ...{ 'revoked-officer': 403, 'wrong-role': 403, 'bad-signature': 403 },
  ...{ 'too-many-entries': 413, 'too-large': 413, running: 409 },
  ...{ 'no-block': 404, 'not-registered': 404, 'no-statement-key': 503 },
  ...{ 'log-behind': 500, 'body-missing': 500 },
};

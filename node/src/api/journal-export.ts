import { bytesToHex } from '@mingjing/crypto';
import { type ExportFailure, type ReadExport, readExport } from '@mingjing/host';
import {
  EXPORT_REQUEST_BYTES_MAX,
  exportRequestHash,
  isName,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { type ActNotes, type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import type { ApiContext } from './context.ts';
import { assertControl } from './control.ts';

/** Looking at every stub of nine logs of ten million entries takes minutes. */
const EXPORT_MS = 10 * 60_000;
/** Names of who approved that an entry has room for; two are right. */
const APPROVERS_NOTED_MAX = 4;

/**
 * Part of the journal for an authority, by a request that two administrators approved. Who may ask
 * is who may read the home; what is handed over is what the two signed.
 */
export function journalExportRoute({ host }: ApiContext): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/journal/export',
    policy: 'public',
    act: { source: 'supervision', event: 'journal-exported' },
    summary: 'Lawful export of entries of this journal, for offline verification',
    binaryBody: true,
    bodyBytesMax: EXPORT_REQUEST_BYTES_MAX,
    timeoutMs: EXPORT_MS,
    answerMediaType: 'application/octet-stream',
    async handler({ headers, bytes, act }) {
      assertControl(headers, host.control);
      const asked = readExport(bytes);
      if (asked === undefined) throw new Problem(400, 'export-malformed');
      note(act, asked, host.replica.chain.state.chainId, host.nodeId);
      const issued = await host.exporter.issue(asked);
      if (!issued.ok) throw new Problem(STATUSES[issued.reason], `export-${issued.reason}`);
      const { bundle, stubs, bodies } = issued.value;
      act.counts = [stubs, bodies];
      return { bytes: bundle, headers: { 'cache-control': 'no-store' } };
    },
  });
}

/** What the entry says whether or not the export is made; whom it is about stays encrypted. */
function note(act: ActNotes, { approved, request }: ReadExport, chainId: string, nodeId: string) {
  const { caseNumber, basis, authority, sources, actor, from, to } = request;
  const hash = bytesToHex(exportRequestHash(chainId, approved.request));
  const approvers = approved.approvals.map(({ officer }) => officer).filter(isName);
  const logs = sources.slice(0, SOURCE_NAMES.length).map((each) => SOURCE_NAMES[each - 1] ?? each);
  act.actor = { type: 'system', id: nodeId };
  act.object = `${cut(caseNumber)} ${hash}`;
  act.subject = JSON.stringify({
    ...{ basis: cut(basis), authority: cut(authority), sources: logs, actor: cut(actor), from, to },
    approvers: approvers.slice(0, APPROVERS_NOTED_MAX),
  });
}

/** A text of a request within its bound: a refused one may have any length, or half a character. */
function cut(text: string): string {
  return text.slice(0, TEXT_CHARS_MAX).toWellFormed();
}

/** In UTF-8 no longer than the object of an entry takes beside a hash. */
const TEXT_CHARS_MAX = 256;

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

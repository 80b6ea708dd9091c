import { bytesToHex } from '@mingjing/crypto';
import type { EntryInput } from '@mingjing/journal';
import { exportRequestHash, isName, SOURCE_NAMES } from '@mingjing/protocol';
import type { ReadExport } from './exporter.ts';

/** The entry that an export leaves, made or refused. */
export const EXPORT_ACT = { source: 'supervision', event: 'journal-exported' } as const;

/** Names of who approved that an entry has room for; two are right. */
const APPROVERS_NOTED_MAX = 4;
/** In UTF-8 no longer than the object of an entry takes beside a hash. */
const TEXT_CHARS_MAX = 256;

/** What of an export is in its entry. */
export interface ExportNotes {
  readonly actor: NonNullable<EntryInput['actor']>;
  readonly object: string;
  /** For the personal group. */
  readonly subject: string;
}

/** What the entry says whether or not the export is made; whom it is about stays encrypted. */
export function exportNotes(
  { approved, request }: ReadExport,
  chainId: string,
  nodeId: string,
): ExportNotes {
  const { caseNumber, basis, authority, sources, actor, from, to } = request;
  const hash = bytesToHex(exportRequestHash(chainId, approved.request));
  const approvers = approved.approvals.map(({ officer }) => officer).filter(isName);
  const logs = sources.slice(0, SOURCE_NAMES.length).map((each) => SOURCE_NAMES[each - 1] ?? each);
  return {
    actor: { type: 'system', id: nodeId },
    object: `${cut(caseNumber)} ${hash}`,
    subject: JSON.stringify({
      ...{ basis: cut(basis), authority: cut(authority), sources: logs, actor: cut(actor) },
      ...{ from, to, approvers: approvers.slice(0, APPROVERS_NOTED_MAX) },
    }),
  };
}

/** A text of a request within its bound: a refused one may have any length, or half a character. */
function cut(text: string): string {
  return text.slice(0, TEXT_CHARS_MAX).toWellFormed();
}

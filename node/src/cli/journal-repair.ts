import { type JournalRepair, openOffline, repairJournal } from '@mingjing/host/offline';
import type { RepairDone, RepairRefusal } from '@mingjing/journal';
import { homeFacts } from './home-facts.ts';
import { disposalsOf, readAnchors } from './known-logs.ts';
import { type CommonOptions, Output } from './output.ts';

/** Exit code when the journal stays as it is because it cannot be repaired from this copy. */
const REFUSED = 2;

export interface JournalRepairCommand extends CommonOptions {
  readonly home: string;
  readonly from: string;
  readonly withoutTail?: boolean;
  /** JSON as `/v1/journal/anchors/<node>` of a node that is trusted and follows the chain. */
  readonly anchors?: string;
}

/**
 * Mends the journal of a home whose program does not run from a witness's copy. Exit code 0: it is
 * whole (now); 1: it could not be looked at; 2: refused, nothing was changed.
 */
export async function journalRepairCommand(options: JournalRepairCommand): Promise<void> {
  const output = new Output(options);
  const { nodeId } = homeFacts(options.home);
  const known = options.anchors === undefined ? undefined : readAnchors(options.anchors, nodeId);
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  const home = await openOffline({
    ...{ home: options.home, nodeId },
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  try {
    const { from, withoutTail = false } = options;
    const repair = await repairJournal(home, {
      ...{ from, withoutTail },
      ...(known && { chainWord: { anchors: known, disposals: disposalsOf(known) } }),
    });
    tell(output, nodeId, repair);
    output.json(jsonOf(nodeId, repair));
    if (!repair.outcome.ok) process.exitCode = REFUSED;
  } finally {
    await home.release();
  }
}

function tell(output: Output, node: string, { outcome, hasAnchors }: JournalRepair): void {
  if (!hasAnchors) output.line('cli.journalRepair.noAnchors');
  if (!outcome.ok) {
    output.line(`cli.journalRepair.refused.${outcome.reason}`, fieldsOf(outcome));
    for (const each of linesOf(outcome)) output.line(each.key, each.fields);
    return;
  }
  const { value } = outcome;
  if (value.kept === undefined) {
    output.line('cli.journalRepair.whole', { node });
    return;
  }
  for (const file of value.written) output.line('cli.journalRepair.written', { file });
  for (const file of value.removed) output.line('cli.journalRepair.removed', { file });
  for (const file of value.dropped) output.line('cli.journalRepair.dropped', { file });
  for (const file of value.givenUp) output.line('cli.journalRepair.givenUp', { file });
  output.line('cli.journalRepair.done', { node, files: filesOf(value), kept: value.kept });
}

function filesOf({ written, removed, dropped }: RepairDone): number {
  return written.length + removed.length + dropped.length;
}

function fieldsOf(refusal: RepairRefusal): Record<string, string | number> {
  if (refusal.reason === 'copy-damaged') {
    return { source: refusal.source ?? 'manifest', index: refusal.index };
  }
  if (refusal.reason === 'disposal-not-certified') {
    const { source, from, to } = refusal;
    return { source, entries: to - from > 1 ? `${from}-${to - 1}` : from };
  }
  if (refusal.reason !== 'copy-contradicts') return {};
  const { source, size, by } = refusal;
  return { source, size, by };
}

interface Line {
  readonly key: string;
  readonly fields: Record<string, string | number>;
}

/** What a refusal names one by one. */
function linesOf(refusal: RepairRefusal): Line[] {
  switch (refusal.reason) {
    case 'entries-lost':
      return refusal.lost.map(({ source, from, to, part }) => {
        const entries = to - from > 1 ? `${from}-${to - 1}` : from;
        return { key: `cli.journalRepair.lost.${part}`, fields: { source, entries } };
      });
    case 'tail-unreadable':
      return refusal.files.map((file) => ({ key: 'cli.journalRepair.tail', fields: { file } }));
    case 'not-whole':
      return refusal.faults.map(({ source, file, part, reason, index }) => {
        const place = source ?? file ?? '';
        return { key: 'cli.journalRepair.fault', fields: { place, index, part, reason } };
      });
    default:
      return [];
  }
}

function jsonOf(nodeId: string, { outcome, hasAnchors }: JournalRepair) {
  const common = { ok: outcome.ok, node_id: nodeId, anchors_known: hasAnchors };
  if (!outcome.ok) {
    const { ok: _, ...refusal } = outcome;
    return { ...common, ...refusal };
  }
  const { faults, written, removed, dropped, kept, givenUp } = outcome.value;
  const files = { written, removed, dropped };
  return { ...common, faults, ...files, kept: kept ?? null, given_up: givenUp };
}

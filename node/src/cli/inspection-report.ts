import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { filledOf, htmlOf, pdfOf, sayOf, sheetOf, terminalOf } from '@mingjing/inspection';
import {
  type InspectionFacts,
  type InspectionPart,
  type InspectionRefusal,
  verifyInspection,
} from '@mingjing/proofs';
import type { Output } from './output.ts';
import { assertNew, saveFile } from './save-file.ts';

const LATER = 'later-';

export interface InspectionCheck {
  readonly trustedGenesisHash: Uint8Array | undefined;
  /** New files for the sheet, once the bundle holds. */
  readonly html?: string | undefined;
  readonly pdf?: string | undefined;
}

/** Checks an inspection bundle, shows form and checks; false when it does not hold. */
export async function checkInspection(
  bytes: Uint8Array,
  { html, pdf, trustedGenesisHash }: InspectionCheck,
  output: Output,
): Promise<boolean> {
  for (const path of [html, pdf]) if (path !== undefined) assertNew(path);
  const check = verifyInspection(bytes, { verify, trustedGenesisHash });
  if (!check.ok) return reportRefusal(output, check);
  const facts = check.value;
  const sheet = sheetOf(filledOf(facts), output.language, sayOf(facts, output.language));
  output.lines([terminalOf(sheet)]);
  report(output, facts);
  if (html !== undefined) saveFile(html, htmlOf(sheet));
  if (pdf !== undefined) saveFile(pdf, await pdfOf(sheet));
  for (const file of [html, pdf]) {
    if (file !== undefined) output.line('cli.inspection.written', { file });
  }
  output.json(plain(facts));
  return true;
}

function reportRefusal(output: Output, { index, part, reason }: InspectionRefusal): false {
  const place = index === undefined ? '' : output.text('cli.at', { number: index + 1 });
  output.line('cli.inspection.refused', { part: partText(output, part), place, reason });
  output.json({ ok: false, part, reason, ...(index === undefined ? {} : { index }) });
  return false;
}

/** The state is proved twice, for the record and for the anchor. */
function partText(output: Output, part: InspectionPart): string {
  const isLater = part.startsWith(LATER);
  const name = isLater ? part.slice(LATER.length) : part;
  const own = output.find(`cli.inspection.part.${name}`);
  const text = own ?? output.text(`cli.part.${name}`);
  return isLater ? output.text('cli.inspection.later', { part: text }) : text;
}

function report(output: Output, facts: InspectionFacts): void {
  const { anchored, cosignatures, index, size, source } = facts.entry;
  output.line('cli.inspection.holds', { node: facts.nodeId, organisation: facts.organisation });
  output.facts([
    ['chain', facts.chainId],
    ['genesis', bytesToHex(facts.genesisHash)],
    ['height', facts.height],
    ['time', isoOf(facts.time)],
    ['block', bytesToHex(facts.blockId)],
    ['signers', `${facts.signatures}/${facts.validators}`],
    ['issuedAt', isoOf(facts.issuedAt)],
  ]);
  for (const { nodeId, items, organisation } of facts.programs) {
    output.line('cli.inspection.program', { node: nodeId, organisation, count: items });
  }
  output.line('cli.inspection.entry', { source, index, size, count: cosignatures.length });
  if (anchored === undefined) output.line('cli.inspection.notAnchored');
  else output.line('cli.inspection.anchored', { size: anchored.size, time: isoOf(anchored.time) });
  output.line(facts.isGenesisTrusted ? 'cli.genesisTrusted' : 'cli.inspection.notCompared');
}

function plain(facts: InspectionFacts) {
  const { entry } = facts;
  return {
    ...{ ok: true, chain_id: facts.chainId, genesis_hash: bytesToHex(facts.genesisHash) },
    ...{ genesis_trusted: facts.isGenesisTrusted, node_id: facts.nodeId },
    ...{ organisation: facts.organisation, kind: facts.kind, phrase: facts.phrase },
    ...{ form: facts.form, form_hash: bytesToHex(facts.formHash), head: facts.head },
    ...{ foot: facts.foot, answers: facts.answers, changes: facts.changes },
    programs: facts.programs.map(({ items, nodeId, organisation }) => {
      return { node_id: nodeId, organisation, items };
    }),
    ...{ began_at: facts.beganAt, ended_at: facts.endedAt, height: facts.height },
    ...{ time: facts.time, block_id: bytesToHex(facts.blockId) },
    ...{ signatures: facts.signatures, validators: facts.validators },
    record_hash: bytesToHex(facts.recordHash),
    previous: facts.previous === undefined ? null : bytesToHex(facts.previous),
    entry: { ...entry, anchored: entry.anchored ?? null },
    ...{ issued_at: facts.issuedAt, later_height: facts.laterHeight },
  };
}

function isoOf(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

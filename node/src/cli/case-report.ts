import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { type CaseFacts, type CaseRefusal, verifyCaseBundle } from '@mingjing/proofs';
import { CliError } from './errors.ts';
import type { Output } from './output.ts';

export interface CaseCheck {
  readonly trustedGenesisHash: Uint8Array | undefined;
  /** New folder for the files. */
  readonly extract: string | undefined;
}

/** Checks the bundle of a case and says what it shows; false when it does not hold. */
export function checkCase(
  bytes: Uint8Array,
  { extract, trustedGenesisHash }: CaseCheck,
  output: Output,
): boolean {
  const check = verifyCaseBundle(bytes, { verify, trustedGenesisHash });
  if (!check.ok) return reportRefusal(output, check);
  const facts = check.value;
  report(output, facts);
  if (extract !== undefined) writeFiles(output, facts, extract);
  const { case: stated, files, issued_at: issuedAt, node_id: nodeId } = facts.statement;
  output.json({
    ...{ ok: true, chain_id: facts.chainId, genesis_hash: bytesToHex(facts.genesisHash) },
    ...{ genesis_trusted: facts.isGenesisTrusted, height: facts.height, node_id: nodeId },
    ...{ organisation: facts.organisation, issued_at: issuedAt, case: stated, files },
  });
  return true;
}

function reportRefusal(output: Output, { index, part, reason }: CaseRefusal): false {
  const place = index === undefined ? '' : output.text('cli.at', { number: index + 1 });
  output.line('cli.caseRefused', { part: output.text(`cli.part.${part}`), place, reason });
  output.json({ ok: false, part, reason, ...(index === undefined ? {} : { index }) });
  return false;
}

function report(output: Output, facts: CaseFacts): void {
  const { case: stated, files, issued_at: issuedAt, node_id: nodeId } = facts.statement;
  output.line('cli.caseHolds', { node: nodeId });
  output.facts([
    ['chain', facts.chainId],
    ['genesis', bytesToHex(facts.genesisHash)],
    ['organisation', facts.organisation],
    ['caseId', textOf(stated['id'])],
    ['foundBy', textOf(stated['found_by'])],
    ['foundAt', timeOf(stated['found_at'])],
    ['reportDue', timeOf(stated['report_due_at'])],
    ['reportClock', textOf(stated['report_clock'])],
    ['issuedAt', timeOf(issuedAt)],
    ['height', facts.height],
    ...files.map((file) => ['evidenceFiles', `${file.sha256} ${file.size_bytes}`] as const),
  ]);
  output.line(facts.isGenesisTrusted ? 'cli.genesisTrusted' : 'cli.caseNotCompared');
}

// What people typed is no name of a file: the files are numbered.
function writeFiles(output: Output, { files, statement }: CaseFacts, folder: string): void {
  try {
    mkdirSync(folder);
    for (const [index, content] of files.entries()) {
      const hash = statement.files[index]?.sha256.slice(0, 16) ?? '';
      writeFileSync(join(folder, `${index + 1}-${hash}`), content, { flag: 'wx' });
    }
  } catch (cause) {
    const en = `${folder} is there already or cannot be written`;
    throw new CliError('OUTPUT_FAILED', `目录 ${folder} 已存在或无法写入`, en, cause);
  }
  output.line('cli.caseOpened', { count: files.length, folder });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : '';
}

function timeOf(value: unknown): string {
  const date = new Date(typeof value === 'number' ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

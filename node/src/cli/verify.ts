import { bytesToHex, sha256 } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import {
  checkFile,
  isCaseBundle,
  isExportBundle,
  isInspectionBundle,
  isRetentionCertificate,
  isTraceBundle,
  type ReceiptFacts,
  verifyReceipt,
} from '@mingjing/proofs';
import { CliError } from './errors.ts';
import { type CommonOptions, Output } from './output.ts';
import { readInput, type TrustOptions, trustedHash } from './trust.ts';

export interface VerifyCommand extends TrustOptions, CommonOptions {
  /** A document that should be one of the receipt's attachments. */
  readonly file?: string;
  /** Secret key of who asked for an export: opens its personal groups. */
  readonly key?: string;
  /** New folder for the files of a case, once it holds. */
  readonly extract?: string;
  /** New files for the sheet of an inspection. */
  readonly html?: string;
  readonly pdf?: string;
}

type FileKind = 'receipt' | 'certificate' | 'export' | 'case' | 'trace' | 'inspection';

/** Options that only one kind of file has a use for, and what is said of them beside another. */
const ONLY_FOR = [
  [
    'file',
    'receipt',
    'NO_DOCUMENT',
    '只有上链回执有可供核对的原文件',
    'only a receipt has a document to compare with',
  ],
  ['key', 'export', 'NO_PERSONAL', '只有导出才用密钥打开', 'only an export is opened with a key'],
  ['extract', 'case', 'NO_EVIDENCE', '只有案件包有可写出的文件', 'only a case has files to write'],
  [
    'html',
    'inspection',
    'NO_FORM',
    '只有检查包有可打印的表格',
    'only an inspection has a form to print',
  ],
  [
    'pdf',
    'inspection',
    'NO_FORM',
    '只有检查包有可打印的表格',
    'only an inspection has a form to print',
  ],
] as const;

/** Verifies what left a node with no network; false when it does not hold. */
export async function verifyCommand(path: string, options: VerifyCommand): Promise<boolean> {
  const output = new Output(options);
  const trustedGenesisHash = trustedHash(options);
  const bytes = readInput(path);
  const kind = kindOf(bytes);
  for (const [option, of, code, zh, en] of ONLY_FOR) {
    if (options[option] !== undefined && of !== kind) throw new CliError(code, zh, en);
  }
  const { extract, html, key, pdf } = options;
  switch (kind) {
    case 'inspection': {
      const { checkInspection } = await import('./inspection-report.ts');
      return checkInspection(bytes, { trustedGenesisHash, html, pdf }, output);
    }
    case 'case': {
      const { checkCase } = await import('./case-report.ts');
      return checkCase(bytes, { trustedGenesisHash, extract }, output);
    }
    case 'trace': {
      const { checkTrace } = await import('./trace-report.ts');
      return checkTrace(bytes, trustedGenesisHash, output);
    }
    case 'certificate': {
      const { checkCertificate } = await import('./retention-report.ts');
      return checkCertificate(bytes, trustedGenesisHash, output);
    }
    case 'export': {
      const { checkExport } = await import('./export-report.ts');
      const { readSecretKey } = await import('./journal-request.ts');
      const secretKey = key === undefined ? {} : { secretKey: readSecretKey(key) };
      return checkExport(bytes, { trustedGenesisHash, ...secretKey }, output);
    }
    case 'receipt':
      return verifyReceiptFile(bytes, trustedGenesisHash, output, options);
  }
}

function kindOf(bytes: Uint8Array): FileKind {
  if (isInspectionBundle(bytes)) return 'inspection';
  if (isCaseBundle(bytes)) return 'case';
  if (isTraceBundle(bytes)) return 'trace';
  if (isRetentionCertificate(bytes)) return 'certificate';
  return isExportBundle(bytes) ? 'export' : 'receipt';
}

function verifyReceiptFile(
  bytes: Uint8Array,
  trustedGenesisHash: Uint8Array | undefined,
  output: Output,
  options: VerifyCommand,
): boolean {
  const check = verifyReceipt(bytes, { trustedGenesisHash, verify });
  if (!check.ok) {
    const { part, reason, index } = check;
    output.line('cli.receiptRefused', { part: output.text(`cli.part.${part}`), reason });
    output.json({ ok: false, part, reason, ...(index === undefined ? {} : { index }) });
    return false;
  }
  const facts = check.value;
  const role = options.file === undefined ? undefined : fileCheck(facts, options.file);
  const isFileRight = options.file === undefined || role !== undefined;
  report(output, facts);
  if (options.file !== undefined) {
    output.line(isFileRight ? 'cli.fileMatches' : 'cli.fileDiffers', { file: options.file });
  }
  output.json({ ok: isFileRight, ...plain(facts), ...(options.file ? { file: isFileRight } : {}) });
  return isFileRight;
}

function fileCheck(facts: ReceiptFacts, path: string) {
  return checkFile(facts, sha256(readInput(path)));
}

function report(output: Output, facts: ReceiptFacts): void {
  output.line('cli.receiptHolds');
  output.facts([
    ['chain', facts.chainId],
    ['genesis', bytesToHex(facts.genesisHash)],
    ['height', facts.height],
    ['time', new Date(facts.time).toISOString()],
    ['block', bytesToHex(facts.blockId)],
    ['signers', `${facts.certificate.signatures}/${facts.certificate.validators}`],
    ['transaction', bytesToHex(facts.transactionId)],
    ['records', facts.records.length],
    ['steps', facts.steps],
  ]);
  for (const { part, value } of facts.checks) {
    output.line('cli.check', { part: output.text(`cli.part.${part}`), value });
  }
  output.line(facts.isGenesisTrusted ? 'cli.genesisTrusted' : 'cli.genesisNotCompared');
}

function plain(facts: ReceiptFacts) {
  return {
    chain_id: facts.chainId,
    genesis_hash: bytesToHex(facts.genesisHash),
    genesis_trusted: facts.isGenesisTrusted,
    trusted_header: facts.trustedHeader,
    height: facts.height,
    time: facts.time,
    block_id: bytesToHex(facts.blockId),
    transaction_id: bytesToHex(facts.transactionId),
    signatures: facts.certificate.signatures,
    validators: facts.certificate.validators,
    result_code: facts.resultCode,
    records: facts.records.map(({ id }) => bytesToHex(id)),
    checks: facts.checks,
  };
}

import { bytesToHex, sha256 } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import {
  checkFile,
  isCaseBundle,
  isExportBundle,
  isRetentionCertificate,
  isTraceBundle,
  type ReceiptFacts,
  verifyReceipt,
} from '@mingjing/proofs';
import { checkCase } from './case-report.ts';
import { CliError } from './errors.ts';
import { checkExport } from './export-report.ts';
import { readSecretKey } from './journal-request.ts';
import { type CommonOptions, Output } from './output.ts';
import { checkCertificate } from './retention-report.ts';
import { checkTrace } from './trace-report.ts';
import { readInput, type TrustOptions, trustedHash } from './trust.ts';

export interface VerifyCommand extends TrustOptions, CommonOptions {
  /** A document that should be one of the receipt's attachments. */
  readonly file?: string;
  /** Secret key of who asked for an export: opens its personal groups. */
  readonly key?: string;
  /** New folder for the files of a case, once it holds. */
  readonly extract?: string;
}

/** Verifies what left a node with no network; false when it does not hold. */
export function verifyCommand(path: string, options: VerifyCommand): boolean | Promise<boolean> {
  const output = new Output(options);
  const trustedGenesisHash = trustedHash(options);
  const bytes = readInput(path);
  const [isCertificate, isExport] = [isRetentionCertificate(bytes), isExportBundle(bytes)];
  const [isCase, isTrace] = [isCaseBundle(bytes), isTraceBundle(bytes)];
  if (options.file !== undefined && (isCertificate || isExport || isCase || isTrace)) {
    const en = 'only a receipt has a document to compare with';
    throw new CliError('NO_DOCUMENT', '只有上链回执有可供核对的原文件', en);
  }
  if (options.key !== undefined && !isExport) {
    const en = 'only an export is opened with a key';
    throw new CliError('NO_PERSONAL', '只有导出才用密钥打开', en);
  }
  if (options.extract !== undefined && !isCase) {
    const en = 'only a case has files to write';
    throw new CliError('NO_EVIDENCE', '只有案件包有可写出的文件', en);
  }
  if (isCase) return checkCase(bytes, { trustedGenesisHash, extract: options.extract }, output);
  if (isTrace) return checkTrace(bytes, trustedGenesisHash, output);
  if (isCertificate) return checkCertificate(bytes, trustedGenesisHash, output);
  if (!isExport) return verifyReceiptFile(bytes, trustedGenesisHash, output, options);
  const secretKey = options.key === undefined ? {} : { secretKey: readSecretKey(options.key) };
  return checkExport(bytes, { trustedGenesisHash, ...secretKey }, output);
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

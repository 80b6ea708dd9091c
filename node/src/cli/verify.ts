import { readFileSync } from 'node:fs';
import { bytesToHex, hexToBytes, sha256 } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { readGenesis } from '@mingjing/host/home';
import { checkFile, type ReceiptFacts, verifyReceipt } from '@mingjing/proofs';
import { genesisCodec, genesisHash } from '@mingjing/protocol';
import { CliError } from './errors.ts';
import { type CommonOptions, Output } from './output.ts';

export interface VerifyCommand extends CommonOptions {
  /** Genesis file that the verifier trusts. */
  readonly genesis?: string;
  /** Or its hash in hexadecimal. */
  readonly trust?: string;
  /** A document that should be one of the receipt's attachments. */
  readonly file?: string;
}

/** Verifies a receipt with no network; false when it, or the file, does not hold. */
export function verifyCommand(path: string, options: VerifyCommand): boolean {
  const output = new Output(options);
  const trustedGenesisHash = trusted(options);
  const check = verifyReceipt(readInput(path), {
    verify,
    ...(trustedGenesisHash === undefined ? {} : { trustedGenesisHash }),
  });
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

function trusted({ genesis, trust }: VerifyCommand): Uint8Array | undefined {
  if (genesis !== undefined) return genesisHash(genesisCodec.encode(readGenesis(genesis)));
  if (trust === undefined) return undefined;
  const hash = hexToBytes(trust);
  if (hash?.length === 32) return hash;
  const en = 'a genesis hash has 64 lower-case hexadecimal digits';
  throw new CliError('BAD_GENESIS_HASH', '创世哈希须为 64 位小写十六进制', en);
}

function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CliError('INPUT_MISSING', `读不到文件 ${path}`, `${path} cannot be read`, cause);
  }
}

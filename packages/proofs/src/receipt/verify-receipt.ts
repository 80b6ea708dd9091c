import { bytesToHex, equalBytes, type VerifySignature, verifyPortable } from '@mingjing/crypto';
import {
  bodyCodec,
  FORMAT_VERSION,
  headerCodec,
  type ParsedTransaction,
  passed,
  type Receipt,
  type RecordItem,
  receiptCodec,
  recordId,
  transactionCodec,
} from '@mingjing/protocol';
import { type CertifiedHeader, certifyHeader } from './certified-header.ts';
import {
  type ReceiptAttachment,
  type ReceiptCheck,
  type ReceiptFacts,
  type ReceiptRecord,
  type ReceiptRefusal,
  refusedPart,
} from './facts.ts';
import { includedResult, includedTransaction } from './inclusion.ts';
import { RECEIPT_BYTES_MAX, STEPS_MAX } from './limits.ts';
import { openAttachments } from './open-attachments.ts';
import { type OpenedGenesis, openGenesis } from './open-genesis.ts';
import { walkSteps } from './walk-steps.ts';

export interface VerifyReceiptOptions {
  /** 32 bytes from a source the caller trusts; without it the receipt proves its own chain only. */
  readonly trustedGenesisHash?: Uint8Array | undefined;
  /** Strict Ed25519; the portable verifier when left out. */
  readonly verify?: VerifySignature | undefined;
}

/**
 * Checks a receipt from its bytes alone (docs/spec/receipt.md): genesis, every validator-set
 * change, header, commit certificate, transaction, result, attachments, in this order. Any changed
 * byte is refused, with the part that was found wrong. Never throws for what came from outside.
 */
export function verifyReceipt(
  receiptBytes: Uint8Array,
  options: VerifyReceiptOptions = {},
): { ok: true; value: ReceiptFacts } | ReceiptRefusal {
  const { trustedGenesisHash, verify = verifyPortable } = options;
  const parsed = receiptCodec.parse(receiptBytes, RECEIPT_BYTES_MAX);
  if (!parsed.ok) return refusedPart('receipt', parsed.reason);
  const receipt = parsed.value;
  if (receipt.version !== FORMAT_VERSION) return refusedPart('receipt', 'unknown-version');
  if (receipt.steps.length > STEPS_MAX) return refusedPart('receipt', 'too-many-steps');

  const genesis = openGenesis(receipt.genesis, trustedGenesisHash, (chainId) =>
    isOutvoted(chainId, receipt),
  );
  if (!genesis.ok) return genesis;
  const { chainId, set } = genesis.value;
  const footing = walkSteps({ chainId, height: 0, set }, receipt.steps, verify);
  if (!footing.ok) return footing;
  const block = certifyHeader(footing.value, receipt.header, receipt.certificate, verify);
  if (!block.ok) return refusedPart(block.of, block.reason);
  const { header } = block.value;
  const transaction = includedTransaction(receipt, chainId, header);
  if (!transaction.ok) return transaction;
  const result = includedResult(receipt, header);
  if (!result.ok) return result;
  const { attachments: refs } = transaction.value;
  const attachments = openAttachments(chainId, refs, receipt.attachments);
  if (!attachments.ok) return attachments;

  const { index, count, steps } = receipt;
  return passed(
    factsOf({
      genesis: genesis.value,
      isGenesisTrusted: trustedGenesisHash !== undefined,
      steps: steps.length,
      validators: footing.value.set.validators.length,
      block: block.value,
      transaction: transaction.value,
      position: { index, count },
      resultCode: result.value.code,
      attachments: attachments.value,
    }),
  );
}

/**
 * True when header and transaction agree with each other on another chain: then it is the genesis
 * that was changed, and blaming the header would name the wrong part.
 */
function isOutvoted(chainId: string, receipt: Receipt): boolean {
  const header = headerCodec.parse(receipt.header);
  const transaction = transactionCodec.parse(receipt.transaction);
  if (!header.ok || !transaction.ok) return false;
  const body = bodyCodec.parse(transaction.value.body);
  if (!body.ok) return false;
  return header.value.chainId !== chainId && header.value.chainId === body.value.chainId;
}

/** The attachment whose content has this SHA-256, or undefined: whether a file is one of them. */
export function checkFile(
  facts: Pick<ReceiptFacts, 'attachments'>,
  contentHash: Uint8Array,
): ReceiptAttachment | undefined {
  return facts.attachments.find((attachment) => equalBytes(attachment.contentHash, contentHash));
}

interface Checked {
  readonly genesis: OpenedGenesis;
  readonly isGenesisTrusted: boolean;
  readonly steps: number;
  readonly validators: number;
  readonly block: CertifiedHeader;
  readonly transaction: ParsedTransaction;
  readonly position: { readonly index: number; readonly count: number };
  readonly resultCode: number;
  readonly attachments: readonly ReceiptAttachment[];
}

function factsOf(checked: Checked): ReceiptFacts {
  const { genesis, block, transaction, position, resultCode, attachments } = checked;
  const { header, certificate } = block;
  return {
    chainId: genesis.chainId,
    genesisHash: genesis.hash,
    trustedHeader: 'genesis',
    isGenesisTrusted: checked.isGenesisTrusted,
    steps: checked.steps,
    height: header.height,
    time: header.time,
    blockId: block.id,
    proposer: header.proposer,
    certificate: {
      round: certificate.round,
      signatures: certificate.signers.length,
      validators: checked.validators,
      power: certificate.power,
      total: certificate.total,
    },
    transactionId: transaction.id,
    ...position,
    signerKeyId: transaction.body.signer,
    messageType: transaction.message.type,
    resultCode,
    records: resultCode === 0 ? recordsOf(transaction) : [],
    attachments,
    checks: checksOf(checked),
  };
}

function recordsOf({ id, message }: ParsedTransaction): ReceiptRecord[] {
  const items: readonly RecordItem[] =
    message.type === 'recordsPublish'
      ? message.value.records
      : message.type === 'recordsAmend'
        ? [message.value.record]
        : [];
  return items.map(({ category, subject }, index) => ({
    id: recordId(id, index),
    category,
    subject,
  }));
}

function checksOf(checked: Checked): ReceiptCheck[] {
  const { genesis, block, transaction, position, resultCode, attachments } = checked;
  const { signers } = block.certificate;
  const place = `${position.index + 1}/${position.count}`;
  return [
    { part: 'genesis', value: bytesToHex(genesis.hash) },
    { part: 'validator-step', value: String(checked.steps) },
    { part: 'header', value: bytesToHex(block.id) },
    { part: 'certificate', value: `${signers.length}/${checked.validators}` },
    { part: 'transaction', value: bytesToHex(transaction.id) },
    { part: 'transaction-proof', value: place },
    { part: 'result', value: String(resultCode) },
    { part: 'result-proof', value: place },
    ...attachments.map(({ commitment }) => {
      return { part: 'attachment', value: bytesToHex(commitment) } as const;
    }),
  ];
}

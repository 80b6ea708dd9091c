import { bytesToHex, equalBytes, type VerifySignature } from '@mingjing/crypto';
import { verifyReceipt } from '@mingjing/proofs';
import {
  type ParsedTransaction,
  parseTransaction,
  RECORD_ID_BYTES,
  type RecordEnvelope,
  type RecordItem,
  receiptCodec,
  widestParameters,
} from '@mingjing/protocol';

/** Where the transaction's id ends in the id of a record, and the number of its item begins. */
const TRANSACTION_ID_BYTES = 32;

export interface EnvelopeTrust {
  /** 32 bytes from a source that the caller trusts. */
  readonly trustedGenesisHash: Uint8Array;
  readonly verify: VerifySignature;
}

/** What is sealed of a private record, with the chain whose receipt shows it. */
export interface ProvedEnvelope {
  readonly chainId: string;
  readonly envelope: RecordEnvelope;
}

/**
 * The envelope of a private record by its receipt: whoever answers about its point takes nobody's
 * word for which one that is. Undefined: the receipt does not hold, is of another record, or the
 * record is not private.
 */
export function provedEnvelope(
  receipt: Uint8Array,
  recordId: Uint8Array,
  trust: EnvelopeTrust,
): ProvedEnvelope | undefined {
  if (recordId.length !== RECORD_ID_BYTES) return undefined;
  const checked = verifyReceipt(receipt, trust);
  if (!checked.ok) return undefined;
  const { transaction } = receiptCodec.decode(receipt);
  const { chainId } = checked.value;
  const parsed = parseTransaction(transaction, chainId, widestParameters);
  if (!parsed.ok || !equalBytes(parsed.value.id, recordId.subarray(0, TRANSACTION_ID_BYTES))) {
    return undefined;
  }
  const envelope = itemOf(parsed.value, recordId)?.envelope;
  return envelope ? { chainId, envelope } : undefined;
}

function itemOf({ message }: ParsedTransaction, recordId: Uint8Array): RecordItem | undefined {
  const index = Number.parseInt(bytesToHex(recordId.subarray(TRANSACTION_ID_BYTES)), 16);
  if (message.type === 'recordsPublish') return message.value.records[index];
  return message.type === 'recordsAmend' && index === 0 ? message.value.record : undefined;
}

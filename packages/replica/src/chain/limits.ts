import { isOrder, limitsFault, type Parameters, type ParsedTransaction } from '@mingjing/protocol';

export { bytesKey, keyBytes } from '@mingjing/protocol';

/** What a block has used of its limits; all of it counts from bytes alone. */
export interface BlockUse {
  bytes: number;
  transactions: number;
  records: number;
  attachmentBytes: number;
  verificationUnits: number;
}

/** Nothing used. */
export function noUse(): BlockUse {
  return { bytes: 0, transactions: 0, records: 0, attachmentBytes: 0, verificationUnits: 0 };
}

/**
 * Adds a transaction to the use; false, and nothing added, when it would not fit, or is beyond a
 * limit by itself: it may have been parsed before these limits were in force.
 */
export function addUse(use: BlockUse, transaction: ParsedTransaction, limits: Parameters): boolean {
  const bytes = use.bytes + transaction.bytes.length;
  const records = use.records + transaction.recordCount;
  const attachmentBytes = use.attachmentBytes + transaction.attachmentBytes;
  const verificationUnits = use.verificationUnits + transaction.verificationUnits;
  const fits =
    limitsFault(transaction, limits) === undefined &&
    bytes <= limits.blockBytesMax &&
    use.transactions < limits.transactionsMax &&
    records <= limits.recordsMax &&
    attachmentBytes <= limits.attachmentBytesMax &&
    verificationUnits <= limits.verificationUnitsMax;
  if (!fits) return false;
  const transactions = use.transactions + 1;
  Object.assign(use, { bytes, transactions, records, attachmentBytes, verificationUnits });
  return true;
}

/** Whether a transaction fits into a block that holds nothing else. */
export function fitsAlone(transaction: ParsedTransaction, limits: Parameters): boolean {
  return addUse(noUse(), transaction, limits);
}

/** Whether all of them fit into one block. */
export function withinLimits(
  transactions: readonly ParsedTransaction[],
  limits: Parameters,
): boolean {
  const use = noUse();
  return transactions.every((transaction) => addUse(use, transaction, limits));
}

/** Whether no order stands behind anything else: nobody's act comes before one (design, 3). */
export function areOrdersFirst(transactions: readonly ParsedTransaction[]): boolean {
  const others = transactions.findIndex((transaction) => !isOrder(transaction));
  return others === -1 || !transactions.slice(others).some(isOrder);
}

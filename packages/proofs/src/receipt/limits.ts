import { defaultParameters, type Parameters } from '@mingjing/protocol';

/** Most bytes of a receipt: genesis, transaction and the most steps, with room to spare. */
export const RECEIPT_BYTES_MAX = 32 * 1024 * 1024;

/**
 * Most validator-set changes in one receipt. Each costs up to 128 signature checks; at one change
 * a week this is twenty years.
 */
export const STEPS_MAX = 1024;

/**
 * The widest limits that any chain may set. A receipt does not carry the parameters of its block:
 * the validators held the transaction to them, the verifier only bounds its own work.
 */
export const widestParameters: Parameters = {
  ...defaultParameters,
  recordsMax: 100_000,
  transactionBytesMax: 1024 * 1024,
  attachmentSizeMax: 16 * 1024 * 1024,
  attachmentsPerTransactionMax: 256,
};

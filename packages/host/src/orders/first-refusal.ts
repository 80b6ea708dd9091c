import { verify } from '@mingjing/crypto/node';
import {
  type RegistryReader,
  ResultCode,
  recordFreezeOf,
  userOverlayOf,
} from '@mingjing/execution';
import {
  type ParsedTransaction,
  parseTransaction,
  transactionSigningBytes,
  widestParameters,
} from '@mingjing/protocol';

/** A transaction that was refused, as it came, and the code of its refusal. */
export interface OrderRefusal {
  readonly transaction: Uint8Array;
  readonly code: ResultCode;
}

interface RefusalState {
  readonly chainId: string;
  readonly registry: RegistryReader;
  readonly time: number;
}

/**
 * The order on account of which a transaction was refused, and the hash of the transaction;
 * undefined when no order is behind it, or one of which that is known. Somebody else's words in a
 * frozen user's name are no act of his: the signature has to hold.
 */
export function orderBehind(
  state: RefusalState,
  { transaction: bytes, code }: OrderRefusal,
  isKnown: (orderId: Uint8Array) => boolean,
): { readonly orderId: Uint8Array; readonly hash: Uint8Array } | undefined {
  const parsed = parseTransaction(bytes, state.chainId, widestParameters);
  if (!parsed.ok) return undefined;
  const transaction = parsed.value;
  const orderId = holdBehind(state, transaction, code)?.orderId;
  if (orderId === undefined || isKnown(orderId)) return undefined;
  // Last, since it costs most: whoever is frozen may try again and again.
  if (!isSigned(state, transaction)) return undefined;
  return { orderId, hash: transaction.hash };
}

function holdBehind(
  { registry, time }: RefusalState,
  { message, body }: ParsedTransaction,
  code: ResultCode,
) {
  const holder = registry.get('key', body.signer)?.holder ?? '';
  if (code === ResultCode.userFrozen) return userOverlayOf(registry, holder, time).freeze;
  if (code === ResultCode.limitedByOrder) return userOverlayOf(registry, holder, time).limit;
  if (code !== ResultCode.recordFrozen) return undefined;
  const isChange = message.type === 'recordsAmend' || message.type === 'recordsWithdraw';
  return isChange ? recordFreezeOf(registry, message.value.recordId, time) : undefined;
}

function isSigned(state: RefusalState, transaction: ParsedTransaction): boolean {
  const publicKey = state.registry.get('key', transaction.signerKey)?.publicKey;
  if (publicKey === undefined) return false;
  const signing = transactionSigningBytes(state.chainId, transaction.bodyBytes);
  return verify(publicKey, signing, transaction.signature);
}

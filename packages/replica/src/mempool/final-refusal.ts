import type { VerifySignature } from '@mingjing/crypto';
import {
  type ChainState,
  checkTransaction,
  type RecordAuthors,
  ResultCode,
  transactionRefusal,
} from '@mingjing/execution';
import type { ParsedTransaction } from '@mingjing/protocol';
import { fitsAlone } from '../chain/limits.ts';

// A proposer judges a transaction by its own clock and behind what it puts before it in its
// proposal. Neither is certain: the proposal may never be committed, and the clock may be wrong.
// What leaves a pool for such a reason would be lost, though a later block could carry it
// (ADR 068).

/**
 * Whether no block on top of this state may carry a transaction: judged by the earliest time, ms,
 * that the next one can have. What is only too early for that one may stand in a later one.
 */
export function isOver(state: ChainState, transaction: ParsedTransaction): boolean {
  const refusal = transactionRefusal(state, transaction, state.time + 1);
  return refusal !== undefined && refusal !== 'valid-until-too-far';
}

/**
 * Why no block on top of this state may carry what a vote on the parameters made too large since it
 * was admitted. No time lapsed for it: another vote may raise them again while others hold it.
 */
export const BEYOND_LIMITS = ResultCode.badField;

/** What a transaction would come to alone, in the earliest block on top of this state. */
export function codeNow(
  state: ChainState,
  transaction: ParsedTransaction,
  verify: VerifySignature,
  authors: RecordAuthors,
): ResultCode {
  if (!fitsAlone(transaction, state.parameters)) return BEYOND_LIMITS;
  return checkTransaction(state, transaction, state.time + 1, verify, authors);
}

import type { VerifySignature } from '@mingjing/crypto';
import type { ParsedTransaction } from '@mingjing/protocol';
import { ResultCode } from '../codes.ts';
import { executeMessage } from '../modules/execute.ts';
import type { ChainState } from '../state/chain-state.ts';
import { RegistryDraft } from '../state/registry.ts';
import { publications, type RecordAuthors } from './draft.ts';

/**
 * What the transaction would come to in a block at `time`, were it alone: the answer a submitter
 * gets at once instead of a refused result later. Nothing is changed.
 */
export function checkTransaction(
  state: ChainState,
  transaction: ParsedTransaction,
  time: number,
  verify: VerifySignature,
  authors: RecordAuthors,
): ResultCode {
  const signer = state.registry.get('key', transaction.signerKey);
  if (signer === undefined) return ResultCode.signerNotPermitted;
  const context = {
    chainId: state.chainId,
    height: state.height + 1,
    time,
    registry: new RegistryDraft(state.registry),
    verify,
    transactionId: transaction.id,
    signer,
    signerKeyId: transaction.body.signer,
    appendRecord: () => undefined,
    ...publications(authors),
  };
  return executeMessage(context, transaction.message);
}

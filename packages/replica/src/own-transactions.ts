import {
  type Body,
  bodyCodec,
  type Message,
  transactionCodec,
  transactionSigningBytes,
  UNIQUE_BYTES,
} from '@mingjing/protocol';
import type { Chain } from './chain/chain.ts';
import type { ReplicaPorts } from './ports.ts';

/** A transaction that this node signs itself with its statement key: anchors, evidence. */
export function ownTransaction(
  chain: Chain,
  ports: Pick<ReplicaPorts, 'clock' | 'random' | 'signer'>,
  message: Message,
): Uint8Array | undefined {
  const { signer, clock, random } = ports;
  if (signer?.statementKeyId === undefined) return undefined;
  const { replayWindowMs } = chain.state.parameters;
  const body: Body = {
    chainId: chain.chainId,
    signer: signer.statementKeyId,
    // Half the window: the block that carries it may be later than this clock says.
    validUntil: clock.now() + Math.floor(replayWindowMs / 2),
    unique: random.bytes(UNIQUE_BYTES),
    [message.type]: message.value,
  };
  const bytes = bodyCodec.encode(body);
  const signature = signer.signStatement(transactionSigningBytes(chain.chainId, bytes));
  return transactionCodec.encode({ body: bytes, signature });
}

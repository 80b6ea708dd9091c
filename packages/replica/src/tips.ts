import { tipSignable } from '@mingjing/protocol';
import type { Chain } from './chain/chain.ts';
import type { ReplicaPorts } from './ports.ts';

/** Tells peers this node's latest block under its statement key; nothing before the first block. */
export function sendTip(
  chain: Chain,
  nodeId: string,
  { signer, clock, network }: Pick<ReplicaPorts, 'signer' | 'clock' | 'network'>,
  peers: readonly string[],
): void {
  if (signer?.statementKeyId === undefined || peers.length === 0 || chain.height === 0) return;
  const { chainId, height, blockId, stateRoot } = chain.state;
  const said = { chainId, nodeId, height, blockId, stateRoot, time: clock.now() };
  const { statement, signing } = tipSignable(chainId, said);
  const tip = { tip: statement, signature: signer.signStatement(signing) };
  for (const peer of peers) network.send(peer, { tip });
}

import type { RegistryReader } from '@mingjing/execution';
import { type Envelope, NodeRole } from '@mingjing/protocol';
import type { Network } from './ports.ts';

/**
 * A supervision node writes nothing: what would enter a pool or bear on a decision it does not
 * send, and nobody takes from it. It greets, tells its tip, answers for orders, and asks.
 */
export function isWriting(envelope: Envelope): boolean {
  const { attachmentsHeld, certificate, poolBatch, proposal, vote } = envelope;
  return [attachmentsHeld, certificate, poolBatch, proposal, vote].some(Boolean);
}

/** Whether the chain names a node as one that writes nothing. */
export function isSilent(registry: RegistryReader, nodeId: string): boolean {
  return registry.get('node', nodeId)?.role === NodeRole.supervision;
}

/** A network to which nothing is sent that is held back at the time. */
export function heldBack(network: Network, isHeld: (envelope: Envelope) => boolean): Network {
  return {
    peers: () => network.peers(),
    request: (peer, request) => network.request(peer, request),
    send: (peer, envelope) => {
      if (!isHeld(envelope)) network.send(peer, envelope);
    },
  };
}

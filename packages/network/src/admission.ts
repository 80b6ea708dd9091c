import type { ConnectionGater, MultiaddrConnection, PeerId } from '@libp2p/interface';
import { getNetConfig } from '@libp2p/utils';
import type { Multiaddr } from '@multiformats/multiaddr';
import { peerIdOf } from './identity.ts';
import type { Refusal } from './ports.ts';

/** Who may connect: the nodes of the chain's registry, by the peer id of their peer key. */
export class Admission {
  #nodeByPeerId = new Map<string, string>();
  #peerIdByNode = new Map<string, string>();
  readonly #cutOff = new Set<string>();

  set(members: ReadonlyMap<string, Uint8Array>): void {
    const nodes = new Map<string, string>();
    const peerIds = new Map<string, string>();
    for (const [nodeId, publicKey] of members) {
      const peerId = peerIdOf(publicKey);
      nodes.set(peerId, nodeId);
      peerIds.set(nodeId, peerId);
    }
    this.#nodeByPeerId = nodes;
    this.#peerIdByNode = peerIds;
  }

  /** The member behind a peer id; a member that is cut off is none. */
  nodeOf(peerId: PeerId): string | undefined {
    const nodeId = this.#nodeByPeerId.get(peerId.toString());
    return nodeId === undefined || this.#cutOff.has(nodeId) ? undefined : nodeId;
  }

  has(nodeId: string): boolean {
    return this.#peerIdByNode.has(nodeId) && !this.#cutOff.has(nodeId);
  }

  /** Nobody connects under this name until `readmit`. */
  cutOff(nodeId: string): void {
    this.#cutOff.add(nodeId);
  }

  readmit(nodeId: string): void {
    this.#cutOff.delete(nodeId);
  }
}

/**
 * The gate. It is asked when the handshake has proved the other side's key and before a byte of
 * the muxer or of any protocol is read. `dialled` names the node we meant to reach at an address:
 * another member answering there is refused too.
 */
export function gate(
  admission: Admission,
  dialled: (address: string) => string | undefined,
  onRefused: (refusal: Refusal) => void,
): ConnectionGater {
  return {
    // The default gater of some platforms denies private addresses; ours knows keys only.
    denyDialMultiaddr: () => false,
    denyInboundEncryptedConnection: (peerId, connection) => {
      if (admission.nodeOf(peerId) !== undefined) return false;
      onRefused(refusalOf('inbound', peerId, connection));
      return true;
    },
    denyOutboundEncryptedConnection: (peerId, connection) => {
      const node = admission.nodeOf(peerId);
      const meant = dialled(connection.remoteAddr.toString());
      if (node !== undefined && node === meant) return false;
      onRefused(refusalOf('outbound', peerId, connection));
      return true;
    },
  };
}

function refusalOf(
  direction: Refusal['direction'],
  peerId: PeerId,
  connection: MultiaddrConnection,
): Refusal {
  const key = peerId.publicKey;
  const at = { direction, ...hostAndPort(connection.remoteAddr) };
  return key?.type === 'Ed25519' ? { ...at, peerKey: Uint8Array.from(key.raw) } : at;
}

function hostAndPort(address: Multiaddr): { address: string; port: number } {
  const { host, port } = getNetConfig(address);
  return { address: host, port: port ?? 0 };
}

import { type Envelope, positionOf } from '@mingjing/protocol';
import type { Chain } from './chain/chain.ts';
import type { LargeAttachments } from './mempool/large-attachments.ts';
import { type Pool, travelling } from './mempool/pool.ts';
import type { ReplicaPorts } from './ports.ts';
import { sendTip } from './tips.ts';

/** Transactions told to a peer that connects. */
const GREETED_MAX = 1000;

export interface TellingParts {
  readonly chain: Chain;
  readonly pool: Pool;
  readonly large: LargeAttachments;
  readonly ports: Pick<ReplicaPorts, 'network' | 'signer' | 'clock'>;
  readonly nodeId: string;
}

/** What a node says to others unasked, beside its part in consensus. */
export class Telling {
  readonly #parts: TellingParts;

  constructor(parts: TellingParts) {
    this.#parts = parts;
  }

  /** To every validator but this node. */
  broadcast(envelope: Envelope): void {
    const { chain, ports, nodeId: own } = this.#parts;
    for (const { nodeId } of chain.state.validators.validators) {
      if (nodeId !== own) ports.network.send(nodeId, envelope);
    }
  }

  /** What was submitted here while the peer was away, and what is held for it to count on. */
  greet(peer: string): void {
    const { chain, pool, large, ports } = this.#parts;
    if (positionOf(chain.state.validators, peer) === undefined) return;
    const own = [...pool.entries()].filter(({ isLocal }) => isLocal);
    const items = own.slice(0, GREETED_MAX).map(travelling);
    const commitments = large.held();
    if (items.length > 0) ports.network.send(peer, { poolBatch: { items } });
    if (commitments.length > 0) ports.network.send(peer, { attachmentsHeld: { commitments } });
  }

  /** Connected peers that do not vote. */
  followers(): string[] {
    const { chain, ports } = this.#parts;
    const voters = new Set(chain.state.validators.validators.map(({ nodeId }) => nodeId));
    return ports.network.peers().filter((peer) => !voters.has(peer));
  }

  /** The latest block, under the statement key. */
  tip(peers: readonly string[]): void {
    const { chain, nodeId, ports } = this.#parts;
    sendTip(chain, nodeId, ports, peers);
  }
}

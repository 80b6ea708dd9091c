import { randomBytes } from '@mingjing/crypto/node';
import type { RunningNode } from '@mingjing/node';
import { type Envelope, VoteType, voteSignable } from '@mingjing/protocol';
import type { Network } from '@mingjing/replica';
import type { Behaviour, Traitor } from './behaviour.ts';

const BURST_MS = 10;
/** Messages to each peer in one burst: 5000 a second. */
const BURST = 50;
/** It takes part in so many blocks first: whoever floods at once is cut off before he did harm. */
const QUIET_BLOCKS = 8;
/** Requests for blocks that wait for an answer at once, of each peer. */
const REQUESTS_MAX = 64;

/** Sends as much as it can of what costs its peers a look: forgeries, repetitions, questions. */
export class Flood implements Behaviour {
  readonly #traitor: Traitor;
  readonly #asking = new Map<string, number>();

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
  }

  start({ host }: RunningNode, network: Network): () => void {
    const quietUntil = host.replica.chain.height + QUIET_BLOCKS;
    const timer = setInterval(() => {
      const height = host.replica.chain.height + 1;
      if (height <= quietUntil) return;
      const burst = Array.from({ length: BURST }, (_, at) => this.#message(at, height));
      for (const peer of network.peers()) {
        for (const envelope of burst) network.send(peer, envelope);
        this.#ask(network, peer);
      }
    }, BURST_MS);
    return () => clearInterval(timer);
  }

  #message(at: number, height: number): Envelope {
    switch (at % 5) {
      case 0:
        return { vote: this.#forged(height, at) };
      case 1:
        return { poolBatch: { items: [{ transaction: randomBytes(300), attachments: [] }] } };
      case 2:
        return { attachmentsHeld: { commitments: [randomBytes(32)] } };
      case 3:
        return { vote: this.#farAhead(height, at) };
      default:
        return { hello: { chainId: this.#traitor.chainId, nodeId: this.#traitor.nodeId, height } };
    }
  }

  // In the name of another validator, with a signature that is none.
  #forged(height: number, round: number) {
    const said = { type: VoteType.prevote, height, round, blockId: randomBytes(32) };
    const { statement } = voteSignable(this.#traitor.chainId, said);
    return { statement, validator: 0, signature: randomBytes(64) };
  }

  // Its own genuine vote for a round that nobody is in: verified, and of no use.
  #farAhead(height: number, at: number) {
    const { chainId, position, signVote } = this.#traitor;
    const said = { type: VoteType.precommit, height, round: 100 + at, blockId: randomBytes(32) };
    const { statement, signing } = voteSignable(chainId, said);
    return { statement, validator: position, signature: signVote(signing) };
  }

  #ask(network: Network, peer: string): void {
    const asking = this.#asking.get(peer) ?? 0;
    if (asking >= REQUESTS_MAX) return;
    this.#asking.set(peer, asking + 1);
    const done = () => this.#asking.set(peer, (this.#asking.get(peer) ?? 1) - 1);
    const blocks = { from: 1, count: 64, attachments: true };
    // A refusal and an answer are all the same to it.
    network.request(peer, { blocks }).then(done, done);
  }
}

// Whoever has the peer key of a node that does not run, on a connection of its own.
import { loadKeyFile } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host';
import type { Envelope, Request } from '@mingjing/protocol';
import type { RunningNode } from '../../node/src/index.ts';
import type { ChainNetwork } from '../../packages/network/src/index.ts';
import { playNetwork } from '../../tests/processes/played-network.ts';
import { type TestChain, until } from './chain.ts';

export class PlayedPeer {
  readonly nodeId: string;
  /** What it was asked, and answered with a refusal. */
  readonly asked: Request[];
  readonly #to: string;
  readonly #network: ChainNetwork;

  private constructor(nodeId: string, to: string, network: ChainNetwork, asked: Request[]) {
    this.nodeId = nodeId;
    this.#to = to;
    this.#network = network;
    this.asked = asked;
  }

  /** Resolves when the node has taken the connection. */
  static async dial(chain: TestChain, node: RunningNode, nodeId: string): Promise<PlayedPeer> {
    const asked: Request[] = [];
    const to = node.host.nodeId;
    const network = await playNetwork({
      ...{ chainId: node.host.replica.chain.chainId, nodeId, seed: peerKey(chain, nodeId).seed },
      to: [
        { nodeId: to, address: node.host.network.address, publicKey: peerKey(chain, to).publicKey },
      ],
      onRequest: (request) => asked.push(request),
    });
    await until(() => node.host.network.peers().includes(nodeId) && network.peers().includes(to));
    return new PlayedPeer(nodeId, to, network, asked);
  }

  send(envelope: Envelope): void {
    this.#network.send(this.#to, envelope);
  }

  /** Requests are answered in turn: by the second answer what was sent first has been read. */
  async read(): Promise<void> {
    const blocks = { from: 1, count: 1, attachments: false };
    for (let turn = 0; turn < 2; turn += 1) await this.#network.request(this.#to, { blocks });
  }

  stop(): Promise<void> {
    return this.#network.stop();
  }
}

function peerKey(chain: TestChain, nodeId: string) {
  const home = chain.testnet.homes.find((each) => each.nodeId === nodeId)?.home ?? '';
  return loadKeyFile(homePaths(home).key('peer'));
}

import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { createHost } from '../src/host.ts';
import { peerPrivateKey } from '../src/identity.ts';
import { CHAIN_ID, seedOf, type TestNode } from './network-harness.ts';

/** A bare libp2p host with the key of `nodeId`, to say what a correct node never says. */
export class HostilePeer {
  readonly host: Libp2p;
  connection!: Connection;
  live!: Stream;
  bulk!: Stream;

  private constructor(host: Libp2p) {
    this.host = host;
  }

  static async connect(nodeId: string, to: TestNode): Promise<HostilePeer> {
    const host = await createHost({
      privateKey: await peerPrivateKey(seedOf(nodeId)),
      listen: '/ip4/127.0.0.1/tcp/0',
      gater: { denyDialMultiaddr: () => false },
    });
    await host.start();
    const peer = new HostilePeer(host);
    peer.connection = await host.dial(multiaddr(to.network.address));
    return peer;
  }

  async openStreams(): Promise<void> {
    this.live = await this.connection.newStream(`/mingjing/${CHAIN_ID}/live/1`);
    this.bulk = await this.connection.newStream(`/mingjing/${CHAIN_ID}/bulk/1`);
  }
}

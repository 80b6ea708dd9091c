import { randomBytes } from '@mingjing/crypto/node';
import type { Registry } from '@mingjing/execution';
import { keyOf } from '@mingjing/execution';
import { createNetwork, type DialTarget } from '@mingjing/network';
import { KeyPurpose, RefusalCode } from '@mingjing/protocol';
import { systemClock } from '../clock.ts';
import { HostError } from '../errors.ts';
import { NetworkSource, reach } from './network-source.ts';
import type { OfflineHome } from './open-offline.ts';
import type { BlockSource } from './rebuild.ts';

/** Peers of a home as a source of what it lacks, over the protocol that its program speaks. */
export interface PeerSource {
  readonly source: BlockSource;
  close(): Promise<void>;
}

/**
 * Connects to the peers of a home under its own peer key, as its program would: they serve it by
 * the registry, and what they send is verified by whoever asked. `registry` only says which keys
 * they prove. Throws `NO_SOURCE` when none is reached.
 */
export async function connectPeers(
  home: OfflineHome,
  peers: readonly DialTarget[],
  registry: Pick<Registry, 'all'>,
): Promise<PeerSource> {
  const network = await createNetwork(
    {
      chainId: home.chainId,
      nodeId: home.nodeId,
      peerSeed: home.keys.peer?.seed ?? new Uint8Array(0),
      listen: '/ip4/127.0.0.1/tcp/0',
      dial: peers,
      // Nobody knows where this one listens, so nobody else would dial.
      secondDiallerDelayMs: 0,
    },
    {
      clock: systemClock,
      random: { bytes: randomBytes },
      handler: {
        envelope: () => undefined,
        connected: () => undefined,
        disconnected: () => undefined,
        request: async () => ({ refusal: { code: RefusalCode.notHeld } }),
      },
    },
  );
  const admitted = new Map(
    registry
      .all('node')
      .filter(({ revokedHeight }) => revokedHeight === 0)
      .map((node) => [node.id, keyOf(node, KeyPurpose.peer)]),
  );
  network.setAdmission(admitted);
  // All of them: what a home lacks may be at any one.
  const wanted = peers
    .map(({ nodeId }) => nodeId)
    .filter((nodeId) => nodeId !== home.nodeId && admitted.has(nodeId));
  const reached = await reach(network, wanted, systemClock);
  if (reached.length > 0) {
    return { source: new NetworkSource(network, systemClock), close: () => network.stop() };
  }
  await network.stop();
  const names = peers.map(({ nodeId }) => nodeId).join(', ');
  throw new HostError(
    'NO_SOURCE',
    `连不上任何可供修复的节点：${names || '未配置'}`,
    `no node to repair from can be reached: ${names || 'none is configured'}`,
  );
}

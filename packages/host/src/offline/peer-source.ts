import { randomBytes } from '@mingjing/crypto/node';
import type { Registry } from '@mingjing/execution';
import { keyOf } from '@mingjing/execution';
import { type ChainNetwork, createNetwork, type DialTarget } from '@mingjing/network';
import { KeyPurpose, RefusalCode, type SyncBlock } from '@mingjing/protocol';
import { systemClock } from '../clock.ts';
import { HostError } from '../errors.ts';
import type { OfflineHome } from './open-offline.ts';
import type { BlockSource } from './rebuild.ts';

/** How long a peer has to take the connection. */
const CONNECT_MS = 15_000;
const POLL_MS = 50;
/** Blocks asked for at once, as block sync does. */
const BLOCKS_ASKED = 64;

/** Peers of a home as a source of what it lacks, over the protocol that its program speaks. */
export interface PeerSource extends BlockSource {
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
  network.setAdmission(
    new Map(
      registry
        .all('node')
        .filter(({ revokedHeight }) => revokedHeight === 0)
        .map((node) => [node.id, keyOf(node, KeyPurpose.peer)]),
    ),
  );
  if (await isConnected(network)) return new NetworkSource(network);
  await network.stop();
  const names = peers.map(({ nodeId }) => nodeId).join(', ');
  throw new HostError(
    'NO_SOURCE',
    `连不上任何可供修复的节点:${names || '未配置'}`,
    `no node to repair from can be reached: ${names || 'none is configured'}`,
  );
}

async function isConnected(network: ChainNetwork): Promise<boolean> {
  const endsAt = systemClock.now() + CONNECT_MS;
  while (network.peers().length === 0) {
    if (systemClock.now() > endsAt) return false;
    await new Promise<void>((resolve) => systemClock.schedule(POLL_MS, resolve));
  }
  return true;
}

class NetworkSource implements PeerSource {
  readonly #network: ChainNetwork;
  /** Blocks that came with one that was asked for. */
  #ahead = new Map<number, SyncBlock>();

  constructor(network: ChainNetwork) {
    this.#network = network;
  }

  async block(height: number): Promise<SyncBlock | undefined> {
    const known = this.#ahead.get(height);
    this.#ahead.delete(height);
    if (known !== undefined) return known;
    const asked = { blocks: { from: height, count: BLOCKS_ASKED, attachments: false } };
    for (const peer of this.#network.peers()) {
      const answer = await this.#network.request(peer, asked).catch(() => undefined);
      const [first, ...rest] = answer?.blocks?.blocks ?? [];
      if (first === undefined) continue;
      this.#ahead = new Map(rest.map((block, index) => [height + 1 + index, block]));
      return first;
    }
    return undefined;
  }

  async attachment(commitment: Uint8Array) {
    for (const peer of this.#network.peers()) {
      const asked = { attachment: { commitment } };
      const answer = await this.#network.request(peer, asked).catch(() => undefined);
      if (answer?.attachment) return answer.attachment;
    }
    return undefined;
  }

  close(): Promise<void> {
    return this.#network.stop();
  }
}

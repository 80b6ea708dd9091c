// The network of a node that does not run, which a test speaks through in its name.
import { randomBytes } from '@mingjing/crypto/node';
import { type ChainNetwork, createNetwork } from '@mingjing/network';
import { RefusalCode, type Request } from '@mingjing/protocol';

/** A node that is spoken to. */
export interface Addressee {
  readonly nodeId: string;
  readonly address: string;
  readonly publicKey: Uint8Array;
}

export interface PlayedNode {
  readonly chainId: string;
  readonly nodeId: string;
  /** Of the peer key, whether or not it is the one that this node has. */
  readonly seed: Uint8Array;
  readonly to: readonly Addressee[];
  /** Told what came back as unacceptable. */
  readonly onMisbehaviour?: (reason: string) => void;
  /** Told what the node is asked; every question is refused. */
  readonly onRequest?: (request: Request) => void;
}

/** Dials the nodes and takes nobody else; whoever made it stops it. */
export async function playNetwork(played: PlayedNode): Promise<ChainNetwork> {
  const { chainId, nodeId, seed, to, onMisbehaviour, onRequest } = played;
  const schedule = (delayMs: number, fire: () => void) => {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  };
  const network = await createNetwork(
    {
      ...{ chainId, nodeId, peerSeed: seed, listen: '/ip4/127.0.0.1/tcp/0' },
      secondDiallerDelayMs: 0,
      dial: to.map(({ nodeId, address }) => ({ nodeId, address })),
    },
    {
      clock: { now: () => Date.now(), schedule },
      random: { bytes: randomBytes },
      handler: {
        envelope: () => undefined,
        connected: () => undefined,
        disconnected: () => undefined,
        request: async (_, request) => {
          onRequest?.(request);
          return { refusal: { code: RefusalCode.notHeld } };
        },
      },
      ...(onMisbehaviour && { onMisbehaviour: (_, reason) => onMisbehaviour(reason) }),
    },
  );
  network.setAdmission(new Map(to.map(({ nodeId, publicKey }) => [nodeId, publicKey])));
  return network;
}

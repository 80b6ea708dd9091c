import type { RunningNode } from '@mingjing/node';
import type { Envelope, Genesis, Request, Response, ValidatorSet } from '@mingjing/protocol';
import type { Network, NetworkHandler, ReplicaPorts } from '@mingjing/replica';

/** Who misbehaves, with the vote key as the file has it: no guard asks what it signed before. */
export interface Traitor {
  readonly nodeId: string;
  readonly chainId: string;
  readonly genesis: Genesis;
  /** Of the genesis, and its position in it. */
  readonly validators: ValidatorSet;
  readonly position: number;
  readonly signVote: (message: Uint8Array) => Uint8Array;
  /** A user of its own, when it was given one: what it publishes nobody else gets to see. */
  readonly user?: {
    readonly keyId: Uint8Array;
    readonly publicKey: Uint8Array;
    readonly sign: (message: Uint8Array) => Uint8Array;
  };
}

/** One way to break the rules: wraps the node's ports, and may act by itself once it runs. */
export interface Behaviour {
  send?(network: Network, peer: string, envelope: Envelope): void;
  handler?(handler: NetworkHandler): NetworkHandler;
  /** The returned function ends it. */
  start?(node: RunningNode, network: Network): () => void;
}

/** The ports with every outgoing message given to the behaviours, the first one last to speak. */
export function wrapped(ports: ReplicaPorts, behaviours: readonly Behaviour[]): ReplicaPorts {
  const network = behaviours.reduce<Network>(
    (inner, behaviour) => ({
      peers: () => inner.peers(),
      request: (peer, request) => inner.request(peer, request),
      send: (peer, envelope) => {
        if (behaviour.send === undefined) inner.send(peer, envelope);
        else behaviour.send(inner, peer, envelope);
      },
    }),
    ports.network,
  );
  return { ...ports, network };
}

type Answer = Omit<Response, 'id'>;

/** The handler whose answers `answer` gives, from the one that a correct node would give. */
export function answering(
  handler: NetworkHandler,
  answer: (peer: string, request: Request, correct: () => Promise<Answer>) => Promise<Answer>,
): NetworkHandler {
  return {
    envelope: (peer, envelope) => handler.envelope(peer, envelope),
    connected: (peer) => handler.connected(peer),
    disconnected: (peer) => handler.disconnected(peer),
    request: (peer, request) => answer(peer, request, () => handler.request(peer, request)),
  };
}

/** Whether a peer votes; one that does not has the blocks by the word of others alone. */
export function isVoter({ validators }: Traitor, peer: string): boolean {
  return validators.validators.some(({ nodeId }) => nodeId === peer);
}

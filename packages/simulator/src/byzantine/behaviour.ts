import type {
  Envelope,
  Network,
  NetworkHandler,
  ReplicaPorts,
  Request,
  Response,
} from '@mingjing/replica';
import type { SeededRandom } from '../random.ts';

/** The node that breaks the rules, and what it needs for that. */
export interface Traitor {
  readonly nodeId: string;
  readonly chainId: string;
  readonly random: SeededRandom;
  /** Signs with the vote key, behind no guard. */
  sign(message: Uint8Array): Uint8Array;
}

/** One way to break the rules, as it is put between a replica and its world. */
export interface Disguise {
  ports?(ports: ReplicaPorts): ReplicaPorts;
  handler?(handler: NetworkHandler): NetworkHandler;
  /** A frame on its way to a peer, encoded; for whoever owns the stream. */
  frame?(to: string, frame: Uint8Array): Uint8Array;
}

/** Makes a disguise for one life of a node; it has memory and a random stream of its own. */
export type Behaviour = (traitor: Traitor) => Disguise;

type Send = Network['send'];

/** A disguise over what a node sends; `outgoing` passes on what it likes, as often as it likes. */
export function outgoing(
  act: (peer: string, envelope: Envelope, send: Send, network: Network) => void,
): (ports: ReplicaPorts) => ReplicaPorts {
  return (ports) => {
    const { network } = ports;
    const send: Send = (peer, envelope) => network.send(peer, envelope);
    return {
      ...ports,
      network: {
        peers: () => network.peers(),
        request: (peer, request) => network.request(peer, request),
        send: (peer, envelope) => act(peer, envelope, send, network),
      },
    };
  };
}

/** A disguise over what a node is told; `seen` looks at it before the node does. */
export function watching(
  seen: (envelope: Envelope) => void,
): (handler: NetworkHandler) => NetworkHandler {
  return (handler) => ({
    ...passedOn(handler),
    envelope: (peer, envelope) => {
      seen(envelope);
      handler.envelope(peer, envelope);
    },
  });
}

/** A disguise over what a node answers. */
export function answering(
  act: (
    request: Request,
    answer: () => Promise<Omit<Response, 'id'>>,
  ) => Promise<Omit<Response, 'id'>>,
): (handler: NetworkHandler) => NetworkHandler {
  return (handler) => ({
    ...passedOn(handler),
    request: (peer, request) => act(request, () => handler.request(peer, request)),
  });
}

/** Puts disguises over one another: what the first one sends, the second one gets. */
export function together(disguises: readonly Disguise[]): Required<Disguise> {
  return {
    ports: (ports) => disguises.reduceRight((inner, each) => each.ports?.(inner) ?? inner, ports),
    handler: (handler) =>
      disguises.reduce((inner, each) => each.handler?.(inner) ?? inner, handler),
    frame: (to, frame) =>
      disguises.reduce((bytes, each) => each.frame?.(to, bytes) ?? bytes, frame),
  };
}

// A handler may be an object with methods on its prototype: named here, not spread.
function passedOn(handler: NetworkHandler): NetworkHandler {
  return {
    envelope: (peer, envelope) => handler.envelope(peer, envelope),
    connected: (peer) => handler.connected(peer),
    disconnected: (peer) => handler.disconnected(peer),
    request: (peer, request) => handler.request(peer, request),
  };
}

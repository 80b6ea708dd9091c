import type { Envelope } from '@mingjing/protocol';
import type { Clock, Network, NetworkHandler, Random } from '@mingjing/replica';
import type { NetworkError } from './errors.ts';

export interface DialTarget {
  readonly nodeId: string;
  /** A multiaddress without peer id: `/ip4/10.0.0.7/tcp/30300` or `/dns4/name/tcp/30300`. */
  readonly address: string;
}

export interface NetworkOptions {
  readonly chainId: string;
  readonly nodeId: string;
  /** 32-byte Ed25519 seed of the peer key in the registry. */
  readonly peerSeed: Uint8Array;
  /** `/ip4/127.0.0.1/tcp/PORT`; port 0 takes a free one. */
  readonly listen: string;
  readonly dial: readonly DialTarget[];
  readonly requestTimeoutMs?: number;
  /** See `SECOND_DIALLER_DELAY_MS`. */
  readonly secondDiallerDelayMs?: number;
}

/** A connection the gate turned away, in or out. */
export interface Refusal {
  readonly direction: 'inbound' | 'outbound';
  readonly address: string;
  readonly port: number;
  /** The raw Ed25519 key the other side proved; absent for another kind of key. */
  readonly peerKey?: Uint8Array;
}

export type Misbehaviour =
  | 'frame-empty'
  | 'frame-too-large'
  | 'frame-truncated'
  | 'frame-malformed'
  | 'envelope-ambiguous'
  | 'request-malformed'
  | 'response-mismatched'
  | 'stream-unexpected'
  | 'too-many-messages'
  | 'wrong-chain';

export interface NetworkPorts {
  readonly clock: Pick<Clock, 'now' | 'schedule'>;
  /** Spreads redials. */
  readonly random: Random;
  /** Not called before the first `setAdmission`: until then nobody is admitted. */
  readonly handler: NetworkHandler;
  readonly onRefused?: (refusal: Refusal) => void;
  /** The connection is closed already when this is called. */
  readonly onMisbehaviour?: (peer: string, reason: Misbehaviour) => void;
  /** What went wrong on our side: a handler that failed, an answer too large to send. */
  readonly onError?: (error: NetworkError) => void;
  readonly onDialFailed?: (nodeId: string, cause: unknown) => void;
}

/** Totals since the start. */
export interface NetworkStatistics {
  readonly framesSent: number;
  readonly bytesSent: number;
  readonly framesReceived: number;
  readonly bytesReceived: number;
  readonly envelopesReceived: number;
  /** Pool batches dropped because a peer's outbox was full. */
  readonly poolBatchesDropped: number;
  /** Answers to no open question: late ones, or invented ones. */
  readonly unknownResponses: number;
  readonly refused: number;
  readonly misbehaved: number;
}

/** `Network` of the replica's ports with what the program needs. */
export interface ChainNetwork extends Network {
  /** The real listening address, port filled in. */
  readonly address: string;
  /**
   * The nodes that may connect, with their raw 32-byte peer keys; our own entry is ignored.
   * Live connections of nodes no longer listed, or listed with another key, are closed.
   */
  setAdmission(members: ReadonlyMap<string, Uint8Array>): void;
  /** Closes the connection of a peer and takes none with it, in or out, for so long. */
  cutOff(peer: string, ms: number): void;
  /** `send` to several peers; the envelope is encoded once and must not change afterwards. */
  sendMany(peers: readonly string[], envelope: Envelope): void;
  statistics(): NetworkStatistics;
  /** Closes everything; afterwards no handle of the network is open. */
  stop(): Promise<void>;
}

import type { Connection, Libp2p, Stream } from '@libp2p/interface';
import type { Envelope, Request, Response } from '@mingjing/protocol';
import { multiaddr } from '@multiformats/multiaddr';
import { Admission, gate } from './admission.ts';
import { type Counters, newCounters } from './counters.ts';
import { Dialler } from './dialler.ts';
import { endConnection } from './end-connection.ts';
import { NetworkError } from './errors.ts';
import { createHost } from './host.ts';
import { peerPrivateKey } from './identity.ts';
import {
  REQUEST_TIMEOUT_MS,
  SECOND_DIALLER_DELAY_MS,
  SETUP_TIMEOUT_MS,
  SIMULTANEOUS_MS,
  STABLE_MS,
} from './limits.ts';
import { type LinkPorts, PeerLink, type StreamKind } from './peer-link.ts';
import type { ChainNetwork, NetworkOptions, NetworkPorts, NetworkStatistics } from './ports.ts';
import { quietLengthDecoder, sparseWindowUpdates } from './transport-tuning.ts';

const STREAM_KINDS = ['live', 'bulk'] as const;

/** Listens and waits for `setAdmission`; until then every connection is refused. */
export async function createNetwork(
  options: NetworkOptions,
  ports: NetworkPorts,
): Promise<ChainNetwork> {
  const network = new Libp2pNetwork(options, ports);
  await network.start();
  return network;
}

class Libp2pNetwork implements ChainNetwork {
  readonly #options: NetworkOptions;
  readonly #ports: NetworkPorts;
  readonly #linkPorts: LinkPorts;
  readonly #admission = new Admission();
  readonly #counters: Counters = newCounters();
  readonly #dialler: Dialler;
  readonly #addresses: ReadonlyMap<string, string>;
  readonly #links = new Map<string, PeerLink>();
  readonly #cancelReadmission = new Map<string, () => void>();
  #host: Libp2p | undefined;
  #address = '';
  #isStopped = false;

  constructor(options: NetworkOptions, ports: NetworkPorts) {
    this.#options = options;
    this.#ports = ports;
    this.#linkPorts = this.#portsOfLinks();
    this.#addresses = new Map(
      options.dial.map(({ nodeId, address }) => [nodeId, multiaddr(address).toString()]),
    );
    this.#dialler = new Dialler(
      {
        nodeId: options.nodeId,
        targets: [...this.#addresses.keys()],
        secondDelayMs: options.secondDiallerDelayMs ?? SECOND_DIALLER_DELAY_MS,
      },
      {
        clock: ports.clock,
        random: ports.random,
        dial: (nodeId, signal) => this.#dial(nodeId, signal),
        isWanted: (nodeId) => this.#admission.has(nodeId) && !this.#links.has(nodeId),
        onFailed: (nodeId, cause) => ports.onDialFailed?.(nodeId, cause),
      },
    );
  }

  get address(): string {
    return this.#address;
  }

  async start(): Promise<void> {
    const host = await createHost({
      privateKey: await peerPrivateKey(this.#options.peerSeed),
      listen: this.#options.listen,
      gater: gate(
        this.#admission,
        (address) => this.#nodeAt(address),
        (refusal) => {
          this.#counters.refused++;
          this.#ports.onRefused?.(refusal);
        },
      ),
    });
    host.addEventListener('connection:open', (event) => this.#opened(event.detail));
    host.addEventListener('connection:close', (event) => this.#closed(event.detail));
    for (const kind of STREAM_KINDS) {
      await host.handle(
        this.#protocol(kind),
        (stream, connection) => this.#accept(kind, stream, connection),
        { maxInboundStreams: 1, maxOutboundStreams: 1 },
      );
    }
    try {
      await host.start();
    } catch (cause) {
      await host.stop();
      throw new NetworkError('LISTEN_FAILED', { cause });
    }
    this.#host = host;
    this.#address = withoutPeerId(host.getMultiaddrs()[0]?.toString() ?? this.#options.listen);
  }

  setAdmission(members: ReadonlyMap<string, Uint8Array>): void {
    if (this.#isStopped) return;
    const others = new Map(members);
    others.delete(this.#options.nodeId);
    this.#admission.set(others);
    for (const link of [...this.#links.values()]) {
      if (this.#admission.nodeOf(link.connection.remotePeer) !== link.peer) link.close();
    }
    this.#dialler.refresh();
  }

  cutOff(peer: string, ms: number): void {
    if (this.#isStopped) return;
    this.#admission.cutOff(peer);
    this.#links.get(peer)?.close();
    this.#dialler.refresh();
    this.#cancelReadmission.get(peer)?.();
    const cancel = this.#ports.clock.schedule(ms, () => {
      this.#cancelReadmission.delete(peer);
      this.#admission.readmit(peer);
      this.#dialler.refresh();
    });
    this.#cancelReadmission.set(peer, cancel);
  }

  peers(): readonly string[] {
    return [...this.#links.values()].filter((link) => link.isReady).map((link) => link.peer);
  }

  send(peer: string, envelope: Envelope): void {
    this.#readyLink(peer)?.send(envelope);
  }

  sendMany(peers: readonly string[], envelope: Envelope): void {
    for (const peer of peers) this.send(peer, envelope);
  }

  request(peer: string, request: Omit<Request, 'id'>): Promise<Response> {
    const link = this.#readyLink(peer);
    if (link === undefined) return Promise.reject(new NetworkError('PEER_NOT_CONNECTED', { peer }));
    return link.request(request);
  }

  statistics(): NetworkStatistics {
    return { ...this.#counters };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#dialler.stop();
    for (const cancel of this.#cancelReadmission.values()) cancel();
    for (const link of [...this.#links.values()]) link.close();
    await this.#host?.stop();
  }

  #readyLink(peer: string): PeerLink | undefined {
    const link = this.#links.get(peer);
    return link?.isReady === true ? link : undefined;
  }

  #protocol(kind: StreamKind): string {
    return `/mingjing/${this.#options.chainId}/${kind}/1`;
  }

  #nodeAt(address: string): string | undefined {
    for (const [nodeId, known] of this.#addresses) {
      if (known === withoutPeerId(address)) return nodeId;
    }
    return undefined;
  }

  async #dial(nodeId: string, signal: AbortSignal): Promise<void> {
    const address = this.#addresses.get(nodeId);
    if (address === undefined || this.#host === undefined) return;
    // Without the peer id, so that whoever answers there comes before the gate and is recorded.
    await this.#host.dial(multiaddr(address), {
      signal: AbortSignal.any([signal, AbortSignal.timeout(SETUP_TIMEOUT_MS)]),
    });
  }

  #opened(connection: Connection): void {
    const peer = this.#admission.nodeOf(connection.remotePeer);
    const existing = peer === undefined ? undefined : this.#links.get(peer);
    const isSecond = existing !== undefined && !this.#replaces(connection, existing);
    // Not admitted here: revoked since the gate let it through.
    if (peer === undefined || isSecond || this.#isStopped) {
      endConnection(connection, isSecond ? 'one connection per peer' : 'not admitted');
      return;
    }
    quietLengthDecoder(connection);
    const link = new PeerLink(peer, connection, this.#linkPorts);
    this.#links.set(peer, link);
    existing?.close();
    const isOurs = connection.direction === 'outbound';
    this.#dialler.linked(peer, isOurs);
    if (isOurs) void this.#openStreams(link);
  }

  /**
   * Both sides dialled at once: they agree on the one dialled by the smaller node id. In any other
   * case the peer would not have come again had it a connection: ours is dead, the new one counts.
   */
  #replaces(connection: Connection, existing: PeerLink): boolean {
    if (connection.direction === existing.connection.direction) return true;
    if (this.#ports.clock.now() - existing.openedAt > SIMULTANEOUS_MS) return true;
    return (connection.direction === 'outbound') === this.#options.nodeId < existing.peer;
  }

  #closed(connection: Connection): void {
    for (const link of this.#links.values()) if (link.connection === connection) link.close();
  }

  /** The dialling side opens both streams, so that there is exactly one of each. */
  async #openStreams(link: PeerLink): Promise<void> {
    try {
      for (const kind of STREAM_KINDS) {
        const stream = await link.connection.newStream(this.#protocol(kind));
        sparseWindowUpdates(stream);
        link.attach(kind, stream);
      }
    } catch (cause) {
      const isOtherChain = cause instanceof Error && cause.name === 'UnsupportedProtocolError';
      if (isOtherChain) link.misbehaved('wrong-chain');
      else link.close();
    }
  }

  #accept(kind: StreamKind, stream: Stream, connection: Connection): void {
    const peer = this.#admission.nodeOf(connection.remotePeer);
    const link = peer === undefined ? undefined : this.#links.get(peer);
    if (link?.connection !== connection) {
      stream.abort(new Error('no link'));
    } else if (connection.direction === 'outbound') {
      link.misbehaved('stream-unexpected');
    } else {
      sparseWindowUpdates(stream);
      link.attach(kind, stream);
    }
  }

  #portsOfLinks(): LinkPorts {
    const { clock, handler } = this.#ports;
    return {
      clock,
      handler,
      counters: this.#counters,
      requestTimeoutMs: this.#options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      setupTimeoutMs: SETUP_TIMEOUT_MS,
      onReady: (link) => handler.connected(link.peer),
      onClosed: (link) => this.#unlink(link),
      onMisbehaviour: (peer, reason) => {
        this.#counters.misbehaved++;
        this.#ports.onMisbehaviour?.(peer, reason);
      },
      onError: (error) => this.#ports.onError?.(error),
    };
  }

  #unlink(link: PeerLink): void {
    // A replaced link is no longer the peer's link.
    if (this.#links.get(link.peer) !== link) return;
    this.#links.delete(link.peer);
    const lastedMs = this.#ports.clock.now() - link.openedAt;
    this.#dialler.unlinked(link.peer, link.wasReady && lastedMs >= STABLE_MS);
  }
}

function withoutPeerId(address: string): string {
  return address.replace(/\/p2p\/[^/]+$/, '');
}

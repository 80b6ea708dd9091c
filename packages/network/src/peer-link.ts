import type { Connection, Stream } from '@libp2p/interface';
import {
  type Envelope,
  FRAME_BYTES_MAX,
  frameCodec,
  type Request,
  type Response,
} from '@mingjing/protocol';
import type { Clock, NetworkHandler } from '@mingjing/replica';
import { BULK_BODY_BYTES_MAX, BulkChannel } from './bulk-channel.ts';
import type { Counters } from './counters.ts';
import { endConnection } from './end-connection.ts';
import { encodeEnvelope } from './envelope-bytes.ts';
import type { NetworkError } from './errors.ts';
import { FramedStream } from './framed-stream.ts';
import { MessageBudget } from './message-budget.ts';
import { Outbox } from './outbox.ts';
import type { Misbehaviour } from './ports.ts';

export type StreamKind = 'live' | 'bulk';

export interface LinkPorts {
  readonly clock: Pick<Clock, 'now' | 'schedule'>;
  readonly handler: NetworkHandler;
  readonly counters: Counters;
  readonly requestTimeoutMs: number;
  readonly setupTimeoutMs: number;
  readonly onReady: (link: PeerLink) => void;
  readonly onClosed: (link: PeerLink) => void;
  readonly onMisbehaviour: (peer: string, reason: Misbehaviour) => void;
  readonly onError: (error: NetworkError) => void;
}

/** One connection to one peer: its live stream, its bulk stream, and what waits for both. */
export class PeerLink {
  readonly peer: string;
  readonly connection: Connection;
  readonly openedAt: number;
  readonly #ports: LinkPorts;
  readonly #budget: MessageBudget;
  readonly #outbox: Outbox;
  readonly #bulkChannel: BulkChannel;
  readonly #streams: { [Kind in StreamKind]?: Stream } = {};
  #live: FramedStream | undefined;
  #bulk: FramedStream | undefined;
  #cancelSetup: () => void;
  #isClosed = false;
  #wasReady = false;

  constructor(peer: string, connection: Connection, ports: LinkPorts) {
    this.peer = peer;
    this.connection = connection;
    this.openedAt = ports.clock.now();
    this.#ports = ports;
    this.#budget = new MessageBudget(ports.clock);
    this.#cancelSetup = ports.clock.schedule(ports.setupTimeoutMs, () => this.close());
    this.#outbox = new Outbox({
      clock: ports.clock,
      write: (frame) => this.#writeLive(frame),
      isBlocked: () => this.#live?.isBlocked ?? true,
      onDropped: () => {
        ports.counters.poolBatchesDropped++;
      },
      onOverflow: () => this.close(),
    });
    this.#bulkChannel = new BulkChannel(peer, ports.requestTimeoutMs, {
      clock: ports.clock,
      handle: (from, request) => ports.handler.request(from, request),
      write: (frame) => this.#bulk?.write(frame),
      queuedBytes: () => this.#bulk?.queuedBytes ?? 0,
      takeMessage: () => this.#budget.take(),
      onUnknownResponse: () => {
        ports.counters.unknownResponses++;
      },
      onError: ports.onError,
    });
  }

  get isReady(): boolean {
    return !this.#isClosed && this.#live !== undefined && this.#bulk !== undefined;
  }

  /** It was ready once; stays so when it is closed. */
  get wasReady(): boolean {
    return this.#wasReady;
  }

  send(envelope: Envelope): void {
    for (const encoded of encodeEnvelope(envelope)) this.#outbox.push(encoded);
  }

  request(request: Omit<Request, 'id'>): Promise<Response> {
    return this.#bulkChannel.request(request);
  }

  /** Takes a negotiated stream; there is one of each kind, opened by the dialling side. */
  attach(kind: StreamKind, stream: Stream): void {
    if (this.#isClosed) {
      stream.abort(new Error('link closed'));
    } else if (this.#streams[kind] !== undefined) {
      this.misbehaved('stream-unexpected');
    } else {
      this.#streams[kind] = stream;
      const { live, bulk } = this.#streams;
      // In a turn of its own: libp2p would take a throwing handler for a broken stream.
      if (live !== undefined && bulk !== undefined) queueMicrotask(() => this.#begin(live, bulk));
    }
  }

  misbehaved(reason: Misbehaviour): void {
    if (this.#isClosed) return;
    this.close();
    this.#ports.onMisbehaviour(this.peer, reason);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelSetup();
    this.#outbox.close();
    this.#live?.close();
    this.#bulk?.close();
    endConnection(this.connection, 'link closed');
    this.#ports.onClosed(this);
    this.#bulkChannel.close();
    if (this.#wasReady) this.#ports.handler.disconnected(this.peer);
  }

  /** Reading starts when both streams are there, so nothing arrives before `connected`. */
  #begin(live: Stream, bulk: Stream): void {
    if (this.#isClosed) return;
    if (live.status !== 'open' || bulk.status !== 'open') {
      this.close();
      return;
    }
    const { clock } = this.#ports;
    const fault = (reason: Misbehaviour) => this.misbehaved(reason);
    const ended = () => this.close();
    this.#live = new FramedStream(live, FRAME_BYTES_MAX, clock, {
      frame: (body) => this.#receiveLive(body),
      drained: () => this.#outbox.drained(),
      fault,
      ended,
    });
    this.#bulk = new FramedStream(bulk, BULK_BODY_BYTES_MAX, clock, {
      frame: (body) => this.#receiveBulk(body),
      drained: () => this.#bulkChannel.drained(),
      fault,
      ended,
    });
    this.#wasReady = true;
    this.#cancelSetup();
    this.#ports.onReady(this);
  }

  #writeLive(frame: Uint8Array): void {
    this.#ports.counters.framesSent++;
    this.#ports.counters.bytesSent += frame.length;
    this.#live?.write(frame);
  }

  #receiveLive(body: Uint8Array): boolean {
    const { counters, handler } = this.#ports;
    counters.framesReceived++;
    counters.bytesReceived += body.length;
    const parsed = frameCodec.parse(body, FRAME_BYTES_MAX);
    if (!parsed.ok) {
      this.misbehaved('frame-malformed');
      return false;
    }
    for (const envelope of parsed.value.envelopes) {
      if (!hasOneMessage(envelope)) {
        this.misbehaved('envelope-ambiguous');
        return false;
      }
      if (!this.#budget.take()) {
        this.misbehaved('too-many-messages');
        return false;
      }
      counters.envelopesReceived++;
      handler.envelope(this.peer, envelope);
      // The handler may have revoked the very peer.
      if (this.#isClosed) return false;
    }
    return true;
  }

  #receiveBulk(body: Uint8Array): boolean {
    const fault = this.#bulkChannel.receive(body);
    if (fault !== undefined) this.misbehaved(fault);
    return !this.#isClosed;
  }
}

const MESSAGES = [
  'hello',
  'poolBatch',
  'attachmentsHeld',
  'proposal',
  'vote',
  'certificate',
  'tip',
  'orderReceipt',
] as const satisfies readonly (keyof Envelope)[];

function hasOneMessage(envelope: Envelope): boolean {
  let count = 0;
  for (const message of MESSAGES) {
    if (envelope[message] !== undefined && envelope[message] !== null) count++;
  }
  return count === 1;
}

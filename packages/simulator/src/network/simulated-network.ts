import { requestCodec, responseCodec } from '@mingjing/protocol';
import type { Envelope, Network, NetworkHandler, Request, Response } from '@mingjing/replica';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Faults } from '../faults.ts';
import type { SeededRandom } from '../random.ts';
import { FOLLOWER, VALIDATORS } from '../world/genesis.ts';
import { Frames } from './frames.ts';
import { Links } from './links.ts';

/** What a run watches and may change on the network. */
export interface NetworkHooks {
  /** A message leaves a node. */
  sent(from: string, to: string, envelope: Envelope): void;
  /** A message reaches a node. */
  delivered(from: string, to: string, envelope: Envelope): void;
  /** False: this message is dropped. */
  passes(from: string, to: string, frame: Uint8Array): boolean;
  /** What leaves instead of a frame: a Byzantine node's own idea of one. */
  disguised(from: string, to: string, frame: Uint8Array): Uint8Array;
  /** A node got a frame that does not parse. */
  malformed(self: string, peer: string): void;
  /** What a node answers may be replaced before it travels. */
  answered(from: string, request: Request, response: Omit<Response, 'id'>): Omit<Response, 'id'>;
  /** A fault that happened, for counting. */
  fault(kind: 'loss' | 'duplication' | 'reordering'): void;
}

/** Messages that leave for one peer in one moment, over one connection. */
interface Leaving {
  readonly at: number;
  readonly connection: number;
  readonly messages: Uint8Array[];
}

/** Every call between nodes goes through here as bytes, so that it is parsed as in production. */
export class SimulatedNetwork {
  readonly links: Links;
  faults: Faults;
  readonly #clock: VirtualClock;
  readonly #random: SeededRandom;
  readonly #hooks: NetworkHooks;
  readonly #frames = new Frames();
  readonly #leaving = new Map<string, Leaving>();
  readonly #lastArrival = new Map<string, number>();

  constructor(clock: VirtualClock, random: SeededRandom, faults: Faults, hooks: NetworkHooks) {
    this.#clock = clock;
    this.#random = random;
    this.faults = faults;
    this.#hooks = hooks;
    this.links = new Links(clock, random.fork('links'));
  }

  /** The network as one node sees it. */
  endpoint(self: string): Network {
    return {
      peers: () => this.links.peers(self),
      send: (peer, envelope) => this.#send(self, peer, envelope),
      request: (peer, request) => this.#request(self, peer, request),
    };
  }

  #send(from: string, to: string, envelope: Envelope): void {
    const connection = this.links.connection(from, to);
    if (connection === undefined) return;
    this.#hooks.sent(from, to, envelope);
    const bytes = this.#hooks.disguised(from, to, this.#frames.of(envelope));
    if (!this.#hooks.passes(from, to, bytes)) return;
    const link = `${from}>${to}`;
    const waiting = this.#leaving.get(link);
    const at = this.#clock.time;
    if (waiting?.at === at && waiting.connection === connection) waiting.messages.push(bytes);
    else this.#begin(link, from, to, { at, connection, messages: [bytes] });
  }

  // What leaves for one peer in one moment is one frame, which gets there or gets lost as a whole.
  #begin(link: string, from: string, to: string, leaving: Leaving): void {
    this.#leaving.set(link, leaving);
    if (this.#isLost(from, to)) return;
    const copies = this.#happens('duplication') ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.#clock.schedule(this.#delayOn(link, from, to), link, () =>
        this.#deliver(from, to, leaving),
      );
    }
  }

  // What is on its way when its connection ends never comes, whatever connection is made next.
  #deliver(from: string, to: string, { connection, messages }: Leaving): void {
    for (const message of messages) {
      // Looked up each time: what one message does may end the connection, or the node.
      const handler = this.links.handler(from, to, connection);
      if (handler === undefined) return;
      const parsed = this.#frames.parsed(message);
      if (!parsed.ok) {
        this.#hooks.malformed(to, from);
        this.links.breakOff(from, to);
        return;
      }
      for (const envelope of parsed.value.envelopes) {
        this.#hooks.delivered(from, to, envelope);
        handler.envelope(from, envelope);
      }
    }
  }

  async #request(from: string, to: string, request: Omit<Request, 'id'>): Promise<Response> {
    const connection = this.links.connection(from, to);
    if (connection === undefined) throw new DisconnectedError(to);
    const bytes = requestCodec.encode({ ...request, id: 1 });
    return this.links.until(
      from,
      to,
      () => new DisconnectedError(to),
      (settle) => {
        const name = `${from}>${to} request ${bytes.length}`;
        if (this.#isLost(from, to)) return this.#giveUp(name, settle.reject);
        this.#clock.schedule(this.#delay(from, to), name, () => {
          void this.#answer(from, to, connection, bytes).then(
            (answer) => {
              const back = `${to}>${from} response ${answer.length}`;
              if (this.#isLost(to, from)) return this.#giveUp(back, settle.reject);
              this.#clock.schedule(this.#delay(to, from), back, () =>
                settle.resolve(responseCodec.decode(answer)),
              );
            },
            (error: unknown) => settle.reject(error),
          );
        });
      },
    );
  }

  async #answer(
    from: string,
    to: string,
    connection: number,
    bytes: Uint8Array,
  ): Promise<Uint8Array> {
    const handler: NetworkHandler | undefined = this.links.handler(from, to, connection);
    if (handler === undefined) throw new DisconnectedError(to);
    const request = requestCodec.decode(bytes);
    const response = await handler.request(from, request);
    return responseCodec.encode({ ...this.#hooks.answered(to, request, response), id: 1 });
  }

  #giveUp(name: string, reject: (error: unknown) => void): void {
    this.#clock.schedule(this.faults.requestTimeoutMs, `${name} lost`, () =>
      reject(new DisconnectedError('a peer that did not answer in time')),
    );
  }

  #happens(kind: 'loss' | 'duplication' | 'reordering'): boolean {
    const happens = this.#random.chance(this.faults[kind]);
    if (happens) this.#hooks.fault(kind);
    return happens;
  }

  #isLost(from: string, to: string): boolean {
    return !this.links.hears(from, to) || this.#happens('loss');
  }

  #delay(from: string, to: string): number {
    const { delayMsMin, delayMsMax, slowNode, slowMs } = this.faults;
    const slow = [...VALIDATORS, FOLLOWER][slowNode - 1];
    const more = slow === from || slow === to ? slowMs : 0;
    return more + this.#random.between(delayMsMin, delayMsMax);
  }

  // A stream keeps its order; a message that overtakes came by another stream.
  #delayOn(link: string, from: string, to: string): number {
    const arrival = this.#clock.time + this.#delay(from, to);
    if (this.#happens('reordering')) return arrival - this.#clock.time;
    const inOrder = Math.max(arrival, this.#lastArrival.get(link) ?? 0);
    this.#lastArrival.set(link, inOrder);
    return inOrder - this.#clock.time;
  }
}

/** The other side is not there, or did not answer. */
class DisconnectedError extends Error {
  override readonly name = 'DisconnectedError';
  readonly code = 'DISCONNECTED';

  constructor(peer: string) {
    super(`no answer from ${peer}`);
  }
}

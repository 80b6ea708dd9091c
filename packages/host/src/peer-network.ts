import { assert, equalBytes } from '@mingjing/crypto';
import type { KeyFile } from '@mingjing/crypto/node';
import { type ChainNetwork, NetworkError, type NetworkStatistics } from '@mingjing/network';
import type { Envelope, Network, Request, Response } from '@mingjing/replica';
import type { KeyRing } from './key-ring.ts';

/**
 * A node that holds two peer keys and has had no peer for so long tries the other one: its own
 * state may be older than the rotation, and then only the key it does not name is admitted.
 */
const ALONE_MS = 3000;
const LOOK_MS = 500;
const NO_KEY = new Uint8Array(0);

export interface PeerNetworkOptions {
  readonly keys: KeyRing;
  /** Peer key that the state names for this node. */
  readonly named: () => Uint8Array | undefined;
  readonly listen: string;
  /** Listens under a peer key; nobody is admitted yet. */
  readonly create: (key: KeyFile, listen: string) => Promise<ChainNetwork>;
  /** The connections were closed, and are made anew under another key. */
  readonly onSwitched: (publicKey: Uint8Array) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * The network under the peer key that the chain names. A transport has one identity for its life,
 * so a rotation ends it and begins another one at the same address. It is also what the replica
 * holds before there is one: the replica's handler must exist before connections are taken.
 */
export class PeerNetwork implements Network {
  readonly #options: PeerNetworkOptions;
  #network: ChainNetwork | undefined;
  #key: KeyFile | undefined;
  #members: ReadonlyMap<string, Uint8Array> = new Map();
  #address: string;
  #timer: NodeJS.Timeout | undefined;
  #aloneSince: number | undefined;
  /**
   * The state named another key, or none that is held, when this one was taken. While peers admit
   * it, it is their state that is ahead: the own one may name others on its way there.
   */
  #isAhead = false;
  #switching: Promise<void> = Promise.resolve();
  /** Of the networks under earlier keys. */
  #ended: NetworkStatistics | undefined;
  #isStopped = false;

  constructor(options: PeerNetworkOptions) {
    this.#options = options;
    this.#address = options.listen;
  }

  /** Listens under the key in force; nobody is admitted before `admit`. */
  async start(): Promise<void> {
    await this.#listen(this.#inForce());
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** The real listening address, port filled in; it stays when the key changes. */
  get address(): string {
    return this.#address;
  }

  /** Puts the registry's word in force: who may connect, and under which key this node does. */
  admit(members: ReadonlyMap<string, Uint8Array>): void {
    this.#members = members;
    this.#network?.setAdmission(members);
    const { keys, named } = this.#options;
    if (this.#uses(named())) this.#isAhead = false;
    if (this.#isAhead && this.peers().length > 0) return;
    if (keys.find('peer', named()) !== undefined) this.#switchTo(() => this.#inForce());
  }

  /** Takes no connection of a peer for so long. */
  cutOff(peer: string, ms: number): void {
    this.#network?.cutOff(peer, ms);
  }

  peers(): readonly string[] {
    return this.#network?.peers() ?? [];
  }

  /** Totals over all keys since the start. */
  statistics(): NetworkStatistics {
    const now = this.#network?.statistics();
    const all = now === undefined ? this.#ended : total(this.#ended, now);
    assert(all !== undefined, 'a network that was started has statistics');
    return all;
  }

  send(peer: string, envelope: Envelope): void {
    this.#network?.send(peer, envelope);
  }

  request(peer: string, request: Omit<Request, 'id'>): Promise<Response> {
    // Between two keys nobody is connected: whoever asks then has lost a connection, and no more.
    if (this.#network === undefined) {
      return Promise.reject(new NetworkError('PEER_NOT_CONNECTED', { peer }));
    }
    return this.#network.request(peer, request);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#switching;
    await this.#network?.stop();
  }

  // The key that the state names; where none is held, the one to follow: the state is behind it.
  #inForce(): KeyFile {
    const { keys, named } = this.#options;
    const key = keys.find('peer', named()) ?? keys.held('peer').at(-1);
    assert(key !== undefined, 'a home has a peer key');
    return key;
  }

  #uses(publicKey: Uint8Array | undefined): boolean {
    return publicKey !== undefined && equalBytes(publicKey, this.#key?.publicKey ?? NO_KEY);
  }

  #look(): void {
    const now = performance.now();
    const others = this.#options.keys.held('peer').filter((key) => !this.#uses(key.publicKey));
    if (others.length === 0 || this.peers().length > 0) {
      this.#aloneSince = undefined;
      return;
    }
    this.#aloneSince ??= now;
    if (now - this.#aloneSince < ALONE_MS) return;
    this.#aloneSince = undefined;
    this.#switchTo(() => others[0] as KeyFile);
  }

  #switchTo(choose: () => KeyFile): void {
    this.#switching = this.#switching
      .then(() => this.#switch(choose()))
      .catch(this.#options.onError);
  }

  async #switch(key: KeyFile): Promise<void> {
    if (this.#isStopped || this.#uses(key.publicKey)) return;
    const old = this.#network;
    this.#network = undefined;
    await old?.stop();
    if (old !== undefined) this.#ended = total(this.#ended, old.statistics());
    await this.#listen(key);
    this.#options.onSwitched(key.publicKey);
  }

  async #listen(key: KeyFile): Promise<void> {
    const network = await this.#options.create(key, this.#address);
    this.#network = network;
    this.#key = key;
    this.#isAhead = !this.#uses(this.#options.named());
    this.#address = network.address;
    this.#aloneSince = undefined;
    network.setAdmission(this.#members);
  }
}

function total(before: NetworkStatistics | undefined, now: NetworkStatistics): NetworkStatistics {
  if (before === undefined) return now;
  const names = Object.keys(now) as (keyof NetworkStatistics)[];
  const sums = names.map((name) => [name, before[name] + now[name]] as const);
  return Object.fromEntries(sums) as unknown as NetworkStatistics;
}

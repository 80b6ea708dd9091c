import type { ChainNetwork } from '@mingjing/network';
import type { Envelope, Network, Request, Response } from '@mingjing/replica';

/**
 * The network as the replica holds it before there is one: the replica's handler must exist before
 * connections are taken, and the other way round.
 */
export class NetworkPort implements Network {
  #network: ChainNetwork | undefined;

  connect(network: ChainNetwork): void {
    this.#network = network;
  }

  /** Puts the registry's word on who may connect in force. */
  admit(members: ReadonlyMap<string, Uint8Array>): void {
    this.#network?.setAdmission(members);
  }

  /** Takes no connection of a peer for so long. */
  cutOff(peer: string, ms: number): void {
    this.#network?.cutOff(peer, ms);
  }

  peers(): readonly string[] {
    return this.#network?.peers() ?? [];
  }

  send(peer: string, envelope: Envelope): void {
    this.#network?.send(peer, envelope);
  }

  request(peer: string, request: Omit<Request, 'id'>): Promise<Response> {
    if (this.#network === undefined) return Promise.reject(new Error('the network is not up yet'));
    return this.#network.request(peer, request);
  }
}

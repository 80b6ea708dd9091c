import { composePublish } from '@mingjing/client';
import { randomBytes } from '@mingjing/crypto/node';
import type { RunningNode } from '@mingjing/node';
import type { PoolItem } from '@mingjing/protocol';
import type { Network, NetworkHandler } from '@mingjing/replica';
import type { Behaviour, Traitor } from './behaviour.ts';

/** It publishes something of its own this often. */
const PUBLISH_MS = 100;
/** One in so many has an attachment that travels apart: announced, and never given. */
const LARGE_EVERY = 4;
const LARGE_BYTES = 100 * 1024;

/**
 * Publishes transactions whose bodies nobody else gets, so that nobody can judge its blocks, and
 * announces attachments that it never gives: whoever asks for either waits in vain.
 */
export class Withholding implements Behaviour {
  readonly #traitor: Traitor;
  readonly #large = new Set<Uint8Array>();
  #published = 0;

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
  }

  send(network: Network, peer: string, envelope: Parameters<Network['send']>[1]): void {
    const { poolBatch } = envelope;
    if (!poolBatch) {
      network.send(peer, envelope);
      return;
    }
    const items = poolBatch.items.filter(({ transaction }) => this.#large.has(transaction));
    if (items.length > 0) network.send(peer, { poolBatch: { items } });
  }

  handler(handler: NetworkHandler): NetworkHandler {
    return {
      envelope: (peer, envelope) => handler.envelope(peer, envelope),
      connected: (peer) => handler.connected(peer),
      disconnected: (peer) => handler.disconnected(peer),
      request: (peer, request) => {
        if (request.bodies || request.attachment) return new Promise(() => undefined);
        return handler.request(peer, request);
      },
    };
  }

  start({ host }: RunningNode): () => void {
    const timer = setInterval(() => {
      const item = this.#compose();
      if (item === undefined) return;
      const isLarge = this.#published % LARGE_EVERY === 0;
      if (isLarge) this.#large.add(item.transaction);
      void host.replica.submit([item]);
    }, PUBLISH_MS);
    return () => clearInterval(timer);
  }

  #compose(): PoolItem | undefined {
    const { user, chainId, genesis } = this.#traitor;
    if (user === undefined) return undefined;
    this.#published += 1;
    const content = new Uint8Array(this.#published % LARGE_EVERY === 0 ? LARGE_BYTES : 32);
    content.set(randomBytes(32));
    const mediaType = 'application/octet-stream';
    const composed = composePublish([{ fileName: 'kept-back.bin', mediaType, content }], {
      ...{ chainId, limits: genesis.parameters, random: randomBytes, now: () => Date.now() },
      ...user,
    });
    return composed.ok ? composed.value.requests[0]?.[0] : undefined;
  }
}

import type { RunningNode } from '@mingjing/node';
import type { PoolItem } from '@mingjing/protocol';
import type { Network, NetworkHandler } from '@mingjing/replica';
import { answering, type Behaviour, type Traitor } from './behaviour.ts';
import { ownItem } from './own-item.ts';

/** It publishes something of its own this often. */
const PUBLISH_MS = 100;
/** One in so many has an attachment that travels apart: announced, and never given. */
const LARGE_EVERY = 4;
const LARGE_BYTES = 100 * 1024;
const SMALL_BYTES = 32;

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
    return answering(handler, (_, request, correct) => {
      const isAsked = request.bodies || request.attachment;
      return isAsked ? new Promise(() => undefined) : correct();
    });
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
    this.#published += 1;
    return ownItem(this.#traitor, this.#published % LARGE_EVERY === 0 ? LARGE_BYTES : SMALL_BYTES);
  }
}

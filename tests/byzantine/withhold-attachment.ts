import { equalBytes } from '@mingjing/crypto';
import type { RunningNode } from '@mingjing/node';
import {
  type AttachmentContent,
  type Envelope,
  type PoolItem,
  RefusalCode,
} from '@mingjing/protocol';
import type { Network, NetworkHandler } from '@mingjing/replica';
import { answering, type Behaviour, type Traitor } from './behaviour.ts';
import { ownItem } from './own-item.ts';

const SIZE_BYTES = 512;

/**
 * Brings a record of its own user into a block, whose body everybody gets and whose contents
 * nobody: not with the body, not with the block, and not on request.
 */
export class WithheldAttachment implements Behaviour {
  readonly #item: PoolItem;

  constructor(traitor: Traitor) {
    const item = ownItem(traitor, SIZE_BYTES);
    if (item === undefined) throw new Error('a withheld attachment needs a user');
    this.#item = item;
  }

  send(network: Network, peer: string, envelope: Envelope): void {
    const { poolBatch } = envelope;
    if (!poolBatch) network.send(peer, envelope);
    else network.send(peer, { poolBatch: { items: poolBatch.items.map(this.#without) } });
  }

  handler(handler: NetworkHandler): NetworkHandler {
    return answering(handler, async (_peer, _request, correct) => {
      const answer = await correct();
      const { attachment, bodies, blocks } = answer;
      if (bodies) return { bodies: { items: bodies.items.map(this.#without) } };
      if (attachment && this.#isWithheld(attachment)) {
        return { refusal: { code: RefusalCode.notHeld } };
      }
      if (!blocks) return answer;
      const shown = blocks.blocks.map((block) => {
        const attachments = block.attachments.filter((each) => !this.#isWithheld(each));
        return { ...block, attachments };
      });
      return { blocks: { blocks: shown } };
    });
  }

  start({ host }: RunningNode): () => void {
    void host.replica.submit([this.#item]);
    return () => undefined;
  }

  readonly #without = ({ transaction, attachments }: PoolItem): PoolItem => {
    return { transaction, attachments: attachments.filter((each) => !this.#isWithheld(each)) };
  };

  #isWithheld({ salt }: Pick<AttachmentContent, 'salt'>): boolean {
    return this.#item.attachments.some((own) => equalBytes(own.salt, salt));
  }
}

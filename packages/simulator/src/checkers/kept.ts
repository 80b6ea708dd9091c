import { bytesToHex } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import type { AttachmentRef } from '@mingjing/protocol';
import type { CommittedBlock, Fate } from '@mingjing/replica';
import { openMemoryStore } from '@mingjing/storage';
import type { SimulatedNode } from '../world/node.ts';
import type { World } from '../world/world.ts';
import type { Checker, Violate } from './checker.ts';

/** Refusals that nothing takes back, unlike those of somebody who is frozen for now. */
const FOR_GOOD: readonly number[] = [
  ...[ResultCode.alreadyVoted, ResultCode.proposalClosed, ResultCode.takenDown],
  ...[ResultCode.orderClosed, ResultCode.accessClosed, ResultCode.shareKnown],
  ...[ResultCode.alreadyOpened, ResultCode.evidenceKnown, ResultCode.evidenceSufficient],
  // No key is ever free again.
  ResultCode.keyRefused,
];

/**
 * What was told once is true for ever: blocks, acknowledged transactions, those that are too late
 * or refused for good, attachments but for those that were taken down, which must be gone.
 */
export class KeptChecker implements Checker {
  readonly #violate: Violate;
  readonly #heights = new Map<string, number>();
  readonly #acknowledged = new Map<string, { id: Uint8Array; height: number }>();
  // Ids that a caller was told will be in no block, with who said so.
  readonly #lost = new Map<string, string>();
  readonly #committed = new Map<string, number>();
  readonly #attachments = new Map<string, AttachmentRef>();

  constructor(violate: Violate) {
    this.#violate = violate;
  }

  /** A caller was told what became of this transaction. */
  told(node: string, id: Uint8Array, fate: Fate): void {
    const key = bytesToHex(id);
    if (fate.type === 'committed') this.#acknowledge(node, key, { id, height: fate.height });
    else if (fate.type === 'expired') this.#giveUp(node, key, 'too late');
    else if (FOR_GOOD.includes(fate.code)) this.#giveUp(node, key, `refused, ${fate.code}`);
  }

  #giveUp(node: string, key: string, why: string): void {
    this.#lost.set(key, `${node} said it is ${why}`);
    this.#checkLost(node, key);
  }

  #checkLost(node: string, key: string): void {
    const [lost, height] = [this.#lost.get(key), this.#committed.get(key)];
    if (lost === undefined || height === undefined) return;
    this.#violate('acknowledged', node, `${key} is at ${height}, ${lost}`);
  }

  #acknowledge(
    node: string,
    key: string,
    { id, height }: { id: Uint8Array; height: number },
  ): void {
    const before = this.#acknowledged.get(key);
    if (before !== undefined && before.height !== height) {
      this.#violate('acknowledged', node, `${key} at ${before.height} and at ${height}`);
    }
    this.#acknowledged.set(key, { id, height });
  }

  get acknowledgedCount(): number {
    return this.#acknowledged.size;
  }

  started(node: SimulatedNode): void {
    const told = this.#heights.get(node.name) ?? 0;
    const height = node.replica?.chain.height ?? 0;
    if (height < told) this.#violate('durability', node.name, `at ${height}, had told ${told}`);
    this.#heights.set(node.name, height);
  }

  committed(node: SimulatedNode, { executed }: CommittedBlock): void {
    const { height } = executed.header;
    const told = this.#heights.get(node.name) ?? 0;
    if (height !== told + 1 && height > told) {
      this.#violate('follower', node.name, `${height} committed after ${told}`);
    }
    this.#heights.set(node.name, Math.max(told, height));
    for (const { id, attachments } of executed.transactions) {
      const key = bytesToHex(id);
      this.#committed.set(key, height);
      this.#checkLost(node.name, key);
      for (const ref of attachments) this.#attachments.set(bytesToHex(ref.commitment), ref);
    }
  }

  async atEnd(world: World): Promise<void> {
    for (const node of world.living) {
      const { replica } = node;
      if (replica === undefined || node.hasRotten) continue;
      const store = await openMemoryStore(node.disk);
      for (const [key, { id, height }] of this.#acknowledged) {
        const found = await store.findTransaction(id);
        if (found?.height !== height) {
          const where = found === undefined ? 'nowhere' : `at ${found.height}`;
          this.#violate('acknowledged', node.name, `${key} is ${where}, was told at ${height}`);
        }
      }
      const gaps = new Set(replica.gaps().map(({ commitment }) => bytesToHex(commitment)));
      for (const [key, { commitment, sizeBytes }] of this.#attachments) {
        const held = await store.attachment(commitment);
        if (replica.contents.isTakenDown(commitment)) {
          if (held === undefined && !gaps.has(key)) continue;
          this.#violate('attachment', node.name, `${key} was taken down, and is held or wanted`);
        } else if (held === undefined && !gaps.has(key)) {
          this.#violate('attachment', node.name, `${key} is missing and no named gap`);
        }
        if (held !== undefined && held.content.length !== sizeBytes) {
          this.#violate('attachment', node.name, `${key} has another size`);
        }
      }
    }
  }
}

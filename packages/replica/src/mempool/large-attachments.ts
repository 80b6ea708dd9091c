import { equalBytes } from '@mingjing/crypto';
import { commitmentOf, isQuorum, totalPower, type ValidatorSet } from '@mingjing/protocol';
import { bytesKey, keyBytes } from '../chain/limits.ts';
import type { AttachmentItem, ReplicaPorts } from '../ports.ts';

/** Commitments that one peer may have announced: more than a full pool of them; the oldest go. */
const ANNOUNCED_OF_PEER_MAX = 4096;
/** Attachments wanted at once: what a pool and its candidates can name; the oldest go. */
const WANTED_MAX = 4096;
/** Fetches under way at once: each may bring 8 MiB. */
const FETCHES_MAX = 4;
/** And of one source: who does not answer must not keep all of them waiting. */
const FETCHES_OF_SOURCE_MAX = 2;
/** After every source failed, they are tried again this much later. */
const RETRY_MS = 1000;
/** What no block has carried is announced again this much later: an announcement may be lost. */
const ANNOUNCE_AGAIN_MS = 3000;
/** Commitments in one announcement. */
const ANNOUNCED_AT_ONCE_MAX = 1000;

interface Wanted {
  readonly sizeBytes: number;
  /** Who may have it, besides those that announced it. */
  readonly sources: Set<string>;
  /** Asked in vain since the latest pause. */
  readonly tried: Set<string>;
  isFetching: boolean;
}

export interface LargeEvents {
  /** Attachments became durable here. */
  held(commitments: readonly Uint8Array[]): void;
  /** Runs a task that nobody waits for; what it throws stops the node. */
  beside(task: () => Promise<void>): void;
}

/**
 * Large attachments travel apart from their bodies: fetched from whoever announced them, stored,
 * then announced; a proposer waits until validators with more than 2/3 of the power hold them.
 */
export class LargeAttachments {
  readonly #chainId: string;
  readonly #ports: Pick<ReplicaPorts, 'store' | 'network' | 'clock'>;
  readonly #events: LargeEvents;
  readonly #announced = new Map<string, Set<string>>();
  readonly #held = new Set<string>();
  readonly #wanted = new Map<string, Wanted>();
  readonly #fetching: string[] = [];
  #cancelRetry: (() => void) | undefined;
  #cancelAnnouncement: (() => void) | undefined;
  #isStopped = false;

  constructor(
    chainId: string,
    ports: Pick<ReplicaPorts, 'store' | 'network' | 'clock'>,
    events: LargeEvents,
  ) {
    this.#chainId = chainId;
    this.#ports = ports;
    this.#events = events;
  }

  /** Stores what came with a local submission. */
  async keep(items: readonly AttachmentItem[]): Promise<void> {
    await this.#ports.store.putAttachments(items);
    this.#note(items.map(({ commitment }) => commitment));
  }

  /** Wants an attachment that `source` may give; what an earlier life stored is found here. */
  want(commitment: string, sizeBytes: number, source: string): void {
    if (this.#held.has(commitment)) return;
    const known = this.#wanted.get(commitment);
    if (known !== undefined) {
      known.sources.add(source);
      this.#fetchNext();
      return;
    }
    if (this.#wanted.size >= WANTED_MAX) this.#wanted.delete(firstOf(this.#wanted) ?? '');
    const wanted = { sizeBytes, sources: new Set([source]), tried: new Set<string>() };
    this.#wanted.set(commitment, { ...wanted, isFetching: true });
    this.#events.beside(() => this.#look(commitment));
  }

  isHeld(commitment: string): boolean {
    return this.#held.has(commitment);
  }

  /** Commitments held for transactions no block has carried yet, as many as one message tells. */
  held(): Uint8Array[] {
    return [...this.#held].slice(0, ANNOUNCED_AT_ONCE_MAX).map(keyBytes);
  }

  /** A peer says what it holds. */
  announced(peer: string, commitments: readonly string[]): void {
    const known = this.#announced.get(peer) ?? new Set<string>();
    this.#announced.set(peer, known);
    for (const commitment of commitments) {
      if (known.size >= ANNOUNCED_OF_PEER_MAX) known.delete(firstOf(known) ?? '');
      known.add(commitment);
      this.#wanted.get(commitment)?.tried.delete(peer);
    }
    this.#fetchNext();
  }

  /** Whether more than two thirds of the power hold it, this node included when it does. */
  isSpread(commitment: string, set: ValidatorSet, self: string): boolean {
    let power = 0;
    for (const { nodeId, power: weight } of set.validators) {
      const holder = nodeId === self ? this.#held : this.#announced.get(nodeId);
      if (holder?.has(commitment)) power += weight;
    }
    return isQuorum(power, totalPower(set));
  }

  /** Nothing is fetched or announced any more. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry?.();
    this.#cancelAnnouncement?.();
  }

  /** Forgets commitments that a block has carried or that no block will. */
  forget(commitments: readonly string[]): void {
    for (const commitment of commitments) {
      for (const known of this.#announced.values()) known.delete(commitment);
      this.#held.delete(commitment);
      this.#wanted.delete(commitment);
    }
  }

  #note(commitments: readonly Uint8Array[]): void {
    for (const commitment of commitments) {
      const key = bytesKey(commitment);
      this.#held.add(key);
      this.#wanted.delete(key);
    }
    this.#events.held(commitments);
    this.#planAnnouncement();
  }

  #planAnnouncement(): void {
    if (this.#cancelAnnouncement !== undefined || this.#isStopped) return;
    this.#cancelAnnouncement = this.#ports.clock.schedule(ANNOUNCE_AGAIN_MS, () => {
      this.#cancelAnnouncement = undefined;
      if (this.#held.size === 0) return;
      this.#events.held(this.held());
      this.#planAnnouncement();
    });
  }

  async #look(commitment: string): Promise<void> {
    const bytes = keyBytes(commitment);
    const [isHere] = await this.#ports.store.hasAttachments([bytes]);
    const wanted = this.#wanted.get(commitment);
    if (wanted === undefined) return;
    wanted.isFetching = false;
    if (isHere) this.#note([bytes]);
    else this.#fetchNext();
  }

  #fetchNext(): void {
    if (this.#isStopped) return;
    for (const [commitment, wanted] of this.#wanted) {
      if (this.#fetching.length >= FETCHES_MAX) return;
      if (wanted.isFetching) continue;
      const sources = this.#sourcesOf(commitment, wanted);
      if (sources.length === 0) this.#planRetry();
      const source = sources.find((each) => !this.#isBusy(each));
      if (source === undefined) continue;
      wanted.isFetching = true;
      wanted.tried.add(source);
      this.#fetching.push(source);
      this.#events.beside(() => this.#fetch(commitment, wanted, source));
    }
  }

  #sourcesOf(commitment: string, { sources, tried }: Wanted): string[] {
    const announcers = [...this.#announced].filter(([, known]) => known.has(commitment));
    const all = [...announcers.map(([peer]) => peer), ...sources];
    return all.filter((peer) => !tried.has(peer));
  }

  #isBusy(source: string): boolean {
    return this.#fetching.filter((each) => each === source).length >= FETCHES_OF_SOURCE_MAX;
  }

  // A request may fail because a connection broke for a moment: nobody is given up for good.
  #planRetry(): void {
    if (this.#cancelRetry !== undefined || this.#isStopped) return;
    this.#cancelRetry = this.#ports.clock.schedule(RETRY_MS, () => {
      this.#cancelRetry = undefined;
      for (const { tried } of this.#wanted.values()) tried.clear();
      this.#fetchNext();
    });
  }

  async #fetch(commitment: string, wanted: Wanted, source: string): Promise<void> {
    try {
      const item = await this.#ask(keyBytes(commitment), source);
      const isRight = item !== undefined && item.content.length === wanted.sizeBytes;
      if (!isRight || this.#wanted.get(commitment) !== wanted) return;
      await this.#ports.store.putAttachments([item]);
      if (this.#wanted.get(commitment) === wanted) this.#note([item.commitment]);
    } finally {
      wanted.isFetching = false;
      this.#fetching.splice(this.#fetching.indexOf(source), 1);
      this.#fetchNext();
    }
  }

  async #ask(commitment: Uint8Array, source: string): Promise<AttachmentItem | undefined> {
    const request = { attachment: { commitment } };
    const answer = await this.#ports.network.request(source, request).catch(() => {
      // The peer went away: another source serves, or the same one later.
      return undefined;
    });
    if (!answer?.attachment) return undefined;
    const { salt, content } = answer.attachment;
    const opened = commitmentOf(this.#chainId, salt, content);
    return equalBytes(opened, commitment) ? { commitment, salt, content } : undefined;
  }
}

function firstOf(keys: { keys(): Iterator<string> }): string | undefined {
  return keys.keys().next().value;
}

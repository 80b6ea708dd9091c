import { equalBytes } from '@mingjing/crypto';
import type { JournalCopy } from '@mingjing/journal';
import type { JournalWatch, SignedHead, WitnessedLog } from '@mingjing/oversight';
import {
  JOURNAL_PAGE_ENTRIES_MAX,
  JournalSource,
  type JournalSourceName,
  type LogCheckpoint,
  type Request,
  type Response,
  type SignedCopy,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { keepWitnessed } from './copied-state.ts';
import type { Cosigner } from './cosigner.ts';

/** Pages that one log is asked for before the others have their turn. */
export const PAGES_A_TURN = 4;

export interface PullerPorts {
  /** Undefined: the node did not answer, or refused. */
  readonly ask: (request: Omit<Request, 'id'>) => Promise<Response | undefined>;
  /** Head of a log in the latest anchor of its node. */
  readonly anchored: (source: JournalSourceName) => LogCheckpoint | undefined;
  /** What the anchors of other nodes state of a log of this one. */
  readonly stated: (source: JournalSourceName) => readonly StatedRoot[];
  /** Where the latest disposal of a log ends, as the chain certifies it. */
  readonly disposedTo: (source: JournalSourceName) => number;
  /** Told before bodies [from, to) of the copy go; rejects when that cannot be written down. */
  readonly disposing: (source: JournalSourceName, from: number, to: number) => Promise<void>;
  /** Told after that. */
  readonly disposed: (source: JournalSourceName, from: number, to: number) => void;
  readonly now: () => number;
  /** The watch heard something: what it found is to be written down. */
  readonly judged: () => void;
}

/** A checkpoint under which this node put its signature, and when (ms). */
export interface Cosigned {
  readonly size: number;
  readonly at: number;
}

/** A witness's word on the chain about a log. */
export interface StatedRoot {
  readonly by: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Follows the journal of one node: one log after the other, one question under way at a time. What
 * the watch accepts is written to the copy before the next question, and cosigned when whole.
 */
export class NodePuller {
  readonly copy: JournalCopy;
  readonly #watch: JournalWatch;
  readonly #cosigner: Cosigner;
  readonly #ports: PullerPorts;
  readonly #kept = new Map<JournalSourceName, SignedHead>();
  /** Size of the latest checkpoint that the node took back cosigned. */
  readonly #cosigned = new Map<JournalSourceName, number>();
  readonly #signed = new Map<JournalSourceName, Cosigned>();
  /** Anchored sizes compared with the entries, and stated to be held. */
  readonly #compared = new Map<JournalSourceName, number>();
  readonly #stated = new Map<JournalSourceName, number>();
  /** Latest size that a witness stated and that was compared, by log and witness. */
  readonly #comparedWith = new Map<string, number>();

  constructor(copy: JournalCopy, watch: JournalWatch, cosigner: Cosigner, ports: PullerPorts) {
    this.copy = copy;
    this.#watch = watch;
    this.#cosigner = cosigner;
    this.#ports = ports;
  }

  /** Latest checkpoint that this run put on disk with all its entries; undefined before one. */
  kept(source: JournalSourceName): SignedHead | undefined {
    return this.#kept.get(source);
  }

  /** The latest checkpoint that this run cosigned; undefined before one. */
  signed(source: JournalSourceName): Cosigned | undefined {
    return this.#signed.get(source);
  }

  /**
   * Brings every log up to what its node shows at first; rejects when the copy cannot be written. A
   * log that is far behind takes turns with the others: none of them waits until it is whole.
   */
  async round(isStopped: () => boolean): Promise<void> {
    let open = SOURCE_NAMES.flatMap((source) => this.#watch.log(this.copy.nodeId, source) ?? []);
    for (const log of [...open]) {
      if (isStopped()) return;
      if (!(await this.#takeHead(log))) open = open.filter((each) => each !== log);
      else if (await this.#takeTurn(log, isStopped)) open = open.filter((each) => each !== log);
    }
    while (open.length > 0) {
      for (const log of [...open]) {
        if (isStopped()) return;
        if (await this.#takeTurn(log, isStopped)) open = open.filter((each) => each !== log);
      }
    }
  }

  async #takeHead(log: WitnessedLog): Promise<boolean> {
    const { source } = log.identity;
    const before = log.state;
    const asked = { source: JournalSource[source], from: log.size };
    const head = (await this.#ports.ask({ journalHead: asked }))?.journalHead;
    if (!head) return false;
    const taken = this.#watch.head(log, head.note, head.proof, this.#ports.now());
    this.#ports.judged();
    // First the head: whoever comes back smaller after a crash of this node is found all the same.
    if (taken.ok && !isSameHead(before.head, log.state.head)) await this.#keep(log);
    return taken.ok;
  }

  /** Some pages of a log; true when its turn was the last, since it is whole or nothing came. */
  async #takeTurn(log: WitnessedLog, isStopped: () => boolean): Promise<boolean> {
    for (let page = 0; log.wanted !== undefined; page += 1) {
      if (page === PAGES_A_TURN) return false;
      if (isStopped() || !(await this.#takePage(log, log.wanted))) return true;
    }
    const { verified } = log.state;
    if (!isSameHead(this.#kept.get(log.identity.source), verified)) await this.#keep(log);
    await this.#testify(log);
    await this.#compareStated(log);
    await this.#dispose(log);
    return true;
  }

  /**
   * A disposal binds every verified copy. The copy is of the log that the chain knows, since what
   * was anchored last was compared with it.
   */
  async #dispose({ identity: { source }, sight, size }: WitnessedLog): Promise<void> {
    const to = this.#ports.disposedTo(source);
    const from = this.copy.bodiesFrom(source);
    if (sight === 'stubs' || to <= from || to > size) return;
    if (to > (this.#compared.get(source) ?? 0)) return;
    await this.#ports.disposing(source, from, to);
    await this.copy.disposeBodies(source, to);
    this.#ports.disposed(source, from, to);
  }

  /** A log that shows one view here and another one there is found where both state a size. */
  async #compareStated(log: WitnessedLog): Promise<void> {
    const { source } = log.identity;
    for (const { by, size, root } of this.#ports.stated(source)) {
      const place = `${source}/${by}`;
      if (size > log.size || this.#comparedWith.get(place) === size) continue;
      this.#comparedWith.set(place, size);
      if (equalBytes(await this.copy.rootAt(source, size), root)) continue;
      this.#watch.statedOtherwise(log, by, size, this.#ports.now());
      this.#ports.judged();
    }
  }

  async #takePage(log: WitnessedLog, { size }: SignedHead): Promise<boolean> {
    const { source } = log.identity;
    const from = log.size;
    const to = Math.min(from + JOURNAL_PAGE_ENTRIES_MAX, size);
    const asked = { source: JournalSource[source], from, to, size };
    const page = (await this.#ports.ask({ journalPage: asked }))?.journalPage;
    if (!page) return false;
    const taken = this.#watch.page(log, { from, ...page }, this.#ports.now());
    this.#ports.judged();
    if (taken.ok) await this.copy.append(source, taken.value.entries);
    return taken.ok;
  }

  async #keep(log: WitnessedLog): Promise<void> {
    const { state } = log;
    await keepWitnessed(this.copy, log.identity.source, state);
    if (state.verified !== undefined) this.#kept.set(log.identity.source, state.verified);
  }

  /** All of the log is verified and on disk: says so to its node, once for each size. */
  async #testify(log: WitnessedLog): Promise<void> {
    const { source } = log.identity;
    const { verified } = log.state;
    if (verified === undefined || verified.size === 0 || verified.size !== log.size) return;
    const copy = await this.#copyDue(log);
    if (copy === undefined && this.#cosigned.get(source) === verified.size) return;
    const at = this.#ports.now();
    const note = this.#cosigner.cosign(verified, at);
    await this.copy.keepCheckpoint(source, note);
    this.#signed.set(source, { size: verified.size, at });
    const given = { source: JournalSource[source], note: Buffer.from(note) };
    const answer = await this.#ports.ask({
      journalCosigned: copy === undefined ? given : { ...given, copy: copy.signed },
    });
    if (answer === undefined) return;
    this.#cosigned.set(source, verified.size);
    if (copy !== undefined) this.#stated.set(source, copy.size);
  }

  /**
   * A statement about the anchored size, when bodies are held and none was taken back for it. The
   * anchor may have come when more entries were here already, so it is compared here, too.
   */
  async #copyDue(
    log: WitnessedLog,
  ): Promise<{ readonly size: number; readonly signed: SignedCopy } | undefined> {
    const { source, nodeId } = log.identity;
    const anchored = this.#ports.anchored(source);
    if (anchored === undefined || anchored.size === 0 || anchored.size > log.size) return undefined;
    const { size, root } = anchored;
    if (this.#compared.get(source) !== size) {
      if (!equalBytes(await this.copy.rootAt(source, size), root)) {
        this.#watch.anchorDiffers(log, size, this.#ports.now());
        this.#ports.judged();
        return undefined;
      }
      this.#compared.set(source, size);
    }
    if (log.sight === 'stubs' || this.#stated.get(source) === size) return undefined;
    const held = { nodeId, source: JournalSource[source], size, root, time: this.#ports.now() };
    return { size, signed: this.#cosigner.copy(held) };
  }
}

function isSameHead(one: SignedHead | undefined, other: SignedHead | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return equalBytes(one.note, other.note);
}

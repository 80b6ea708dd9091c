import { assert, equalBytes, type VerifySignature } from '@mingjing/crypto';
import {
  type Checked,
  JOURNAL_PAGE_ENTRIES_MAX,
  type JournalSourceName,
  logOrigin,
  passed,
  refused,
} from '@mingjing/protocol';
import {
  appendLeaf,
  type CompactRange,
  emptyRange,
  noteKey,
  rangeRoot,
  TYPE_ED25519,
  type VerifyCheckpointRefusal,
  verifyCheckpoint,
  verifyConsistency,
  verifyRange,
} from '@mingjing/tlog';
import { type EntryRefusal, type LogPage, readEntry, type WitnessedEntry } from './log-page.ts';

/** Whose log. */
export interface LogIdentity {
  readonly chainId: string;
  readonly nodeId: string;
  readonly source: JournalSourceName;
}

/** What a witness is given of entries: all of them, or what their leaves are. */
export type Sight = 'stubs-and-bodies' | 'stubs';

/** A size with its root. */
export interface SizedRoot {
  readonly size: number;
  readonly root: Uint8Array;
}

/** A checkpoint of the log that is signed by it. */
export interface SignedHead extends SizedRoot {
  readonly note: Uint8Array;
  /** The signed text, as a witness cosigns it. */
  readonly text: string;
}

/** What is kept of a log between two starts. */
export interface WitnessedState {
  /** The tree over all entries held here. */
  readonly range: CompactRange;
  /** The latest checkpoint that is consistent with them; entries are fetched up to its size. */
  readonly head: SignedHead | undefined;
  /** The latest checkpoint that all entries are held of. */
  readonly verified: SignedHead | undefined;
  /** Latest time of any entry, ms. */
  readonly lastTime: number;
}

export type HeadRefusal =
  | VerifyCheckpointRefusal
  | 'rolled-back'
  | 'split-view'
  | 'inconsistent'
  | 'behind-anchor';
export type PageRefusal =
  | EntryRefusal
  | 'no-head'
  | 'not-next'
  | 'page-size'
  | 'beyond-head'
  | 'not-in-head'
  | 'anchor-differs';

/** What a page brought; `verified` when it completed a checkpoint. */
export interface TakenPage {
  readonly entries: readonly WitnessedEntry[];
  /** Entries whose time lies before that of the one in front of them. */
  readonly clockBackAt: readonly number[];
  readonly verified: SignedHead | undefined;
}

/** Anchored heads remembered until the log has grown past them: a few days of them. */
const ANCHORS_KEPT = 4096;

const START: WitnessedState = {
  ...{ range: emptyRange(), head: undefined, verified: undefined, lastTime: 0 },
};

/**
 * One log as a witness sees it (C2SP tlog-witness): a checkpoint is signed by the log's own key and
 * proved consistent with the tree over all entries held here; every entry is read, and proved to
 * be the checkpoint's. Heads that the chain anchored are compared on the way.
 */
export class WitnessedLog {
  readonly identity: LogIdentity;
  readonly sight: Sight;
  readonly #verify: VerifySignature;
  #state: WitnessedState;
  #anchors: SizedRoot[] = [];
  /** The node's journal key as the chain has it now, and those it had before. */
  journalKeys: readonly Uint8Array[] = [];
  /** Bodies below this may be gone: the chain disposed of them. */
  disposedTo = 0;

  constructor(
    identity: LogIdentity,
    verify: VerifySignature,
    state: WitnessedState = START,
    sight: Sight = 'stubs-and-bodies',
  ) {
    this.identity = identity;
    this.sight = sight;
    this.#verify = verify;
    this.#state = state;
  }

  get origin(): string {
    const { chainId, nodeId, source } = this.identity;
    return logOrigin(chainId, nodeId, source);
  }

  get state(): WitnessedState {
    return this.#state;
  }

  /** Entries verified here. */
  get size(): number {
    return this.#state.range.size;
  }

  get #seesBodies(): boolean {
    return this.sight === 'stubs-and-bodies';
  }

  /** The checkpoint that entries are fetched for; undefined when nothing is missing. */
  get wanted(): SignedHead | undefined {
    const { head } = this.#state;
    return head !== undefined && head.size > this.size ? head : undefined;
  }

  /** A head that the chain states. Refused when the entries verified here give another root. */
  anchored(anchor: SizedRoot): Checked<undefined, 'anchor-differs'> {
    if (anchor.size === this.size) {
      return equalBytes(anchor.root, rangeRoot(this.#state.range))
        ? passed(undefined)
        : refused('anchor-differs');
    }
    const latest = this.#anchors.at(-1);
    if (anchor.size < this.size || anchor.size <= (latest?.size ?? 0)) return passed(undefined);
    this.#anchors.push(anchor);
    if (this.#anchors.length > ANCHORS_KEPT) this.#anchors.shift();
    return passed(undefined);
  }

  /**
   * A checkpoint note as the log's program gives it, with the consistency proof from `size`.
   * `rolled-back`: smaller than one it signed before; `split-view`: the same size with another
   * root; `inconsistent`: not a continuation of the entries held here; `behind-anchor`: smaller
   * than what the chain states. All but the last are evidence beside `state.head`.
   */
  offered(note: Uint8Array, proof: readonly Uint8Array[]): Checked<SignedHead, HeadRefusal> {
    const checked = verifyCheckpoint(note, {
      origin: this.origin,
      logKeys: this.journalKeys.map((key) => noteKey(this.origin, TYPE_ED25519, key)),
      witnessKeys: [],
      verify: this.#verify,
    });
    if (!checked.ok) return checked;
    const { checkpoint, text } = checked.value;
    const head = { size: checkpoint.size, root: checkpoint.root, note, text };
    const fault = this.#headFault(head, proof);
    if (fault !== undefined) return refused(fault);
    this.#state = { ...this.#state, head };
    if (head.size === this.size) this.#state = { ...this.#state, verified: head };
    return passed(head);
  }

  #headFault(head: SignedHead, proof: readonly Uint8Array[]): HeadRefusal | undefined {
    const { range, head: known } = this.#state;
    if (head.size < (known?.size ?? 0)) return 'rolled-back';
    if (head.size === known?.size && !equalBytes(head.root, known.root)) return 'split-view';
    // An anchor is made of a checkpoint's own size, so its log has been as large.
    if (head.size < (this.#anchors.at(-1)?.size ?? 0)) return 'behind-anchor';
    if (range.size === 0) return proof.length === 0 ? undefined : 'inconsistent';
    const claim = {
      ...{ oldSize: range.size, oldRoot: rangeRoot(range) },
      ...{ newSize: head.size, newRoot: head.root, proof },
    };
    return verifyConsistency(claim).ok ? undefined : 'inconsistent';
  }

  /** Takes the next entries of the checkpoint under way; all of a page or, when refused, none. */
  take(page: LogPage): Checked<TakenPage, PageRefusal> & { readonly index?: number } {
    const head = this.wanted;
    if (head === undefined) return refused('no-head');
    const fault = this.#pageFault(page, head);
    if (fault !== undefined) return refused(fault);
    const bodiesFrom = this.#seesBodies ? this.disposedTo : Number.POSITIVE_INFINITY;
    const log = { ...this.identity, bodiesFrom };
    const entries: WitnessedEntry[] = [];
    for (let offset = 0; offset < page.stubs.length; offset += 1) {
      const read = readEntry(log, page, offset);
      if (!read.ok) return read;
      entries.push(read.value);
    }
    const leafHashes = entries.map(({ leaf }) => leaf);
    const { from, proof } = page;
    const inHead = verifyRange({ from, leafHashes, proof, size: head.size, root: head.root });
    if (!inHead.ok) return refused('not-in-head');
    return this.#grow(entries, head);
  }

  #pageFault({ from, stubs, bodies }: LogPage, head: SignedHead): PageRefusal | undefined {
    if (from !== this.size) return 'not-next';
    const isOfSize = stubs.length > 0 && stubs.length <= JOURNAL_PAGE_ENTRIES_MAX;
    const hasBodies = bodies.length === (this.#seesBodies ? stubs.length : 0);
    if (!isOfSize || !hasBodies) return 'page-size';
    return from + stubs.length > head.size ? 'beyond-head' : undefined;
  }

  #grow(entries: readonly WitnessedEntry[], head: SignedHead): Checked<TakenPage, PageRefusal> {
    let { range, lastTime } = this.#state;
    const clockBackAt: number[] = [];
    let passedAnchors = 0;
    for (const { leaf, stub, index } of entries) {
      range = appendLeaf(range, leaf);
      if (stub.time < lastTime) clockBackAt.push(index);
      lastTime = Math.max(lastTime, stub.time);
      const anchor = this.#anchors[passedAnchors];
      if (anchor?.size !== range.size) continue;
      if (!equalBytes(anchor.root, rangeRoot(range))) return refused('anchor-differs');
      passedAnchors += 1;
    }
    const isWhole = range.size === head.size;
    assert(!isWhole || equalBytes(rangeRoot(range), head.root), 'proved pages make the head');
    this.#anchors = this.#anchors.slice(passedAnchors);
    const verified = isWhole ? head : this.#state.verified;
    this.#state = { range, head, verified, lastTime };
    return passed({ entries, clockBackAt, verified: isWhole ? head : undefined });
  }
}

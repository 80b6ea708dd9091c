import { bytesToHex, equalBytes } from '@mingjing/crypto';
import { type JournalSourceName, logOrigin } from '@mingjing/protocol';
import {
  appendLeaves,
  type CompactRange,
  emptyRange,
  encodeRange,
  leafHash,
  rangeRoot,
} from '@mingjing/tlog';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import type { FolderReader } from '../files/folder-reader.ts';
import type { StoredLog } from '../log/log-store.ts';
import { SLOT_BYTES, stubOfSlot } from '../log/stub-file.ts';
import { BodyCursor } from './body-cursor.ts';
import { readCosignedRoots, readWitnessedRoots } from './cosigned-roots.ts';
import {
  BODY_GONE,
  type CheckedEntry,
  checkEntry,
  checkStub,
  type EntryProblem,
  type LogIdentity,
} from './entry-check.ts';
import type { Faults, FolderPart, LogReport } from './report.ts';
import { readSignedHead, type SignedHead } from './signed-head.ts';
import { TileCheck } from './tile-check.ts';
import { Times } from './times.ts';

/** Entries in memory at once. */
const STEP = 1024;

/** A root of a log that somebody else holds: of an anchor on the chain, or of a witness. */
export interface KnownRoot {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface LogCheckOptions extends LogIdentity {
  readonly files: FolderReader;
  /** Folder of the journal. */
  readonly journal: string;
  readonly stored: StoredLog;
  /** Durable entries that lie in the tails only. */
  readonly tail: readonly BuiltEntry[];
  readonly isClosed: boolean;
  /** A witness's copy: it has what was pulled so far. */
  readonly isCopy: boolean;
  /** Bodies are neither read nor looked for. */
  readonly isStubsOnly: boolean;
  readonly publicKeys: readonly Uint8Array[];
  readonly anchors: readonly KnownRoot[];
  /** Bodies below may be gone: a certificate on the chain says so. */
  readonly disposedTo: number;
  readonly faults: Faults;
  /** Every entry that is as it was written. */
  readonly onEntry: (index: number, entry: CheckedEntry) => void;
}

export interface CheckedLog extends LogReport {
  readonly times: Times;
  /** Time of the first entry that the checkpoint does not cover. */
  readonly unsignedSince: number | undefined;
}

/** Recomputes one log of a folder from stubs and bodies, and holds it against what is signed. */
export function checkLog(options: LogCheckOptions): Promise<CheckedLog> {
  return new LogCheck(options).run();
}

class LogCheck {
  readonly #options: LogCheckOptions;
  readonly #folder: string;
  readonly #origin: string;
  readonly #times = new Times();
  readonly #tiles: TileCheck;
  #range: CompactRange = emptyRange();
  /** A stub could not be read: no root can be computed beyond it. */
  #isTreeBroken = false;
  #unsignedSince: number | undefined;
  #disposed = 0;
  /** Neighbouring entries with the same fault are told together. */
  #run: { part: FolderPart; reason: string; index: number; end: number } | undefined;
  readonly #roots = new Map<number, Uint8Array>();

  constructor(options: LogCheckOptions) {
    this.#options = options;
    this.#folder = `${options.journal}/${options.source}`;
    this.#origin = logOrigin(options.chainId, options.nodeId, options.source);
    this.#tiles = new TileCheck(options.files, this.#folder, options.stored.range.size);
  }

  get #size(): number {
    return this.#options.stored.range.size + this.#options.tail.length;
  }

  async run(): Promise<CheckedLog> {
    const { files, publicKeys, stored, anchors } = this.#options;
    const path = `${this.#folder}/checkpoint`;
    const head = await readSignedHead(files, path, this.#origin, publicKeys);
    const bodies = this.#options.isStubsOnly ? undefined : await this.#openBodies();
    await this.#checkExtent();
    const cosigned = await this.#cosignedRoots();
    const witnessed = await this.#witnessedRoots();
    const known = [...anchors, ...cosigned, ...witnessed].map(({ size }) => size);
    known.push(head.ok ? head.size : 0);
    const stops = [...known, stored.range.size, this.#size].filter((size) => size <= this.#size);
    for (const stop of [...new Set(stops)].sort((a, b) => a - b)) {
      await this.#readTo(stop, bodies, head);
      if (!this.#isTreeBroken) this.#roots.set(stop, rangeRoot(this.#range));
      if (stop === stored.range.size) this.#checkManifest();
    }
    await bodies?.finish();
    this.#endRun();
    this.#checkHead(head);
    for (const anchor of anchors) this.#checkRoot(anchor, 'anchor');
    for (const root of cosigned) this.#checkRoot(root, 'cosigned');
    for (const root of witnessed) this.#checkRoot(root, 'witness');
    this.#checkTiles();
    return {
      source: this.#options.source,
      size: this.#size,
      root: rangeRoot(this.#range),
      signedSize: head.ok ? Math.min(head.size, this.#size) : 0,
      anchoredSize: Math.max(0, ...anchors.map(({ size }) => size)),
      first: this.#times.first,
      last: this.#times.last,
      ...{ sealedSegments: bodies?.sealed ?? 0, disposed: this.#disposed },
      times: this.#times,
      unsignedSince: this.#unsignedSince,
    };
  }

  async #cosignedRoots(): Promise<readonly KnownRoot[]> {
    const { files, publicKeys, source } = this.#options;
    const path = `${this.#folder}/cosigned`;
    const { roots, reason } = await readCosignedRoots(files, path, this.#origin, publicKeys);
    if (reason !== undefined) this.#fault('cosigned', reason, 0, 0, `${source}/cosigned`);
    return roots;
  }

  async #witnessedRoots(): Promise<readonly KnownRoot[]> {
    const { files, publicKeys, source, isCopy } = this.#options;
    if (!isCopy) return [];
    const path = `${this.#folder}/witness`;
    const { roots, reason } = await readWitnessedRoots(files, path, this.#origin, publicKeys);
    if (reason !== undefined) this.#fault('witness', reason, 0, 0, `${source}/witness`);
    return roots;
  }

  #openBodies(): Promise<BodyCursor> {
    const { files, stored, isClosed } = this.#options;
    return BodyCursor.open({
      ...{ files, folder: this.#folder, origin: this.#origin, isExact: isClosed },
      last: stored.segment,
      ...{ size: stored.range.size, bodiesFrom: stored.bodiesFrom },
      onFault: ({ file, reason, index, end }) =>
        this.#fault('segment', reason, index, end, file.slice(this.#options.journal.length + 1)),
    });
  }

  async #checkExtent(): Promise<void> {
    const { files, stored, isClosed, journal } = this.#options;
    const bytes = await files.size(`${this.#folder}/stubs`);
    const slots = (bytes ?? 0) / SLOT_BYTES;
    const { size } = stored.range;
    if (isClosed && bytes === undefined) this.#fault('stub', 'missing', 0, size);
    // What a crash left beyond the manifest is cut at the next start, and is none of the journal's.
    if (slots < size) this.#fault('stub', 'missing', Math.floor(slots), size);
    else if (isClosed && slots > size) this.#fault('stub', 'too-many', size, Math.ceil(slots));
    for (const { reason, index, end, file } of await this.#tiles.extentFaults(isClosed)) {
      this.#fault('tile', reason, index, end, file.slice(journal.length + 1));
    }
  }

  async #readTo(stop: number, bodies: BodyCursor | undefined, head: SignedHead): Promise<void> {
    const stored = this.#options.stored.range.size;
    for (let from = this.#range.size; from < stop; from = Math.min(from + STEP, stop)) {
      const to = Math.min(from + STEP, stop);
      const stubs = from < stored ? await this.#stubs(from, to) : this.#tailStubs(from, to);
      for (const [i, stub] of stubs.entries()) {
        const index = from + i;
        if (bodies === undefined) {
          this.#entry(index, checkStub(this.#options, index, stub), head);
          continue;
        }
        const body =
          index < stored ? await bodies.body(index) : this.#options.tail[index - stored]?.body;
        this.#entry(index, checkEntry(this.#options, index, stub, body), head);
      }
      await this.#grow(stubs, from < stored);
    }
  }

  async #stubs(from: number, to: number): Promise<(Uint8Array | undefined)[]> {
    const path = `${this.#folder}/stubs`;
    const isThere = (await this.#options.files.size(path)) !== undefined;
    const bytes = isThere
      ? await this.#options.files.read(path, from * SLOT_BYTES, (to - from) * SLOT_BYTES)
      : new Uint8Array(0);
    return Array.from({ length: to - from }, (_, i) =>
      stubOfSlot(bytes.subarray(i * SLOT_BYTES, (i + 1) * SLOT_BYTES)),
    );
  }

  #tailStubs(from: number, to: number): Uint8Array[] {
    const stored = this.#options.stored.range.size;
    return this.#options.tail.slice(from - stored, to - stored).map(({ stub }) => stub);
  }

  #entry(index: number, checked: CheckedEntry, head: SignedHead): void {
    const { stub } = checked;
    const problem = this.#problemOf(index, checked);
    if (stub !== undefined) this.#times.add(index, stub.time);
    if (index === (head.ok ? head.size : 0)) this.#unsignedSince = stub?.time;
    if (problem === undefined) {
      if (checked.body !== undefined) this.#options.onEntry(index, checked);
      this.#endRun();
      return;
    }
    const run = this.#run;
    if (run?.end === index && run.part === problem.part && run.reason === problem.reason) {
      run.end++;
      return;
    }
    this.#endRun();
    this.#run = { ...problem, index, end: index + 1 };
  }

  /** A body that is gone is no fault where a certificate covers it. */
  #problemOf(index: number, { stub, problem }: CheckedEntry): EntryProblem | undefined {
    const isGone = problem?.part === 'body' && problem.reason === BODY_GONE;
    if (!isGone || stub === undefined) return problem;
    const { disposedTo, stored } = this.#options;
    if (index >= disposedTo) {
      return index < stored.bodiesFrom ? { ...problem, reason: 'not-certified' } : problem;
    }
    this.#disposed += 1;
    return undefined;
  }

  /** Lets the tree grow by some leaves, and holds its hashes against the stored tiles. */
  async #grow(stubs: readonly (Uint8Array | undefined)[], isStored: boolean): Promise<void> {
    const leaves = stubs.map((stub) => (stub === undefined ? undefined : leafHash(stub)));
    this.#isTreeBroken ||= leaves.includes(undefined);
    // The size goes on, so that later entries are still looked at.
    const zero = new Uint8Array(32);
    const grown = appendLeaves(
      this.#range,
      leaves.map((leaf) => leaf ?? zero),
    );
    this.#range = grown.range;
    if (isStored && !this.#isTreeBroken) await this.#tiles.compare(grown.nodes);
  }

  #checkManifest(): void {
    if (this.#isTreeBroken) return;
    const { stored } = this.#options;
    if (bytesToHex(encodeRange(this.#range)) === bytesToHex(encodeRange(stored.range))) return;
    const index = this.#tiles.firstLeaf ?? 0;
    this.#fault('manifest', 'other-tree', index, stored.range.size, 'manifest');
  }

  #checkHead(head: SignedHead): void {
    const { isClosed, stored } = this.#options;
    if (!head.ok) {
      // A program signs within seconds, and all that a restart finds.
      const isDue = this.#size > 0 && (isClosed || stored.range.size > 0);
      if (isDue || head.reason !== 'missing') this.#fault('checkpoint', head.reason, 0, this.#size);
      return;
    }
    this.#checkRoot(head, 'checkpoint');
    if (isClosed && head.size < this.#size) {
      this.#fault('checkpoint', 'older-than-the-log', head.size, this.#size);
    }
  }

  #checkRoot({ size, root }: KnownRoot, part: SignedPart): void {
    if (size > this.#size) {
      // The witness has not pulled that far yet, and states nothing of it.
      if (part === 'anchor' && this.#options.isCopy) return;
      this.#fault('log', `shorter-than-${part}`, this.#size, size);
      return;
    }
    const own = this.#roots.get(size);
    if (own === undefined || equalBytes(own, root)) return;
    // Where the leaves differ from the tiles first; with those rewritten too, all is in doubt.
    const index = this.#tiles.firstLeaf;
    if (index !== undefined && index < size) this.#fault('stub', `other-root-than-${part}`, index);
    else this.#fault('log', `other-root-than-${part}`, 0, size);
  }

  #checkTiles(): void {
    const { first } = this.#tiles;
    if (first === undefined || this.#options.faults.has(this.#options.source)) return;
    this.#fault('tile', 'hash-mismatch', first.index, first.end);
  }

  #endRun(): void {
    const run = this.#run;
    this.#run = undefined;
    if (run !== undefined) this.#fault(run.part, run.reason, run.index, run.end);
  }

  #fault(part: FolderPart, reason: string, index: number, end = index + 1, file?: string): void {
    const { faults, source } = this.#options;
    const window = this.#times.window(index, end);
    faults.add({
      source,
      part,
      reason,
      index,
      end,
      window,
      ...(file === undefined ? {} : { file }),
    });
  }
}

/** Where a root of a log is found that the log must have. */
type SignedPart = 'checkpoint' | 'anchor' | 'cosigned' | 'witness';

/** Sources whose times are needed by name. */
export type CheckedLogs = ReadonlyMap<JournalSourceName, CheckedLog>;

import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { JournalError } from '../errors.ts';
import type { FilePort } from '../files/file-port.ts';
import { type FolderReader, nodeFolder, readFileOf } from '../files/folder-reader.ts';
import { nodeFiles } from '../files/node-files.ts';
import { type FolderFault, type FolderReport, isSignedByOpening } from '../offline/report.ts';
import {
  disposedTo,
  type FolderAnchor,
  type FolderDisposal,
  type FolderTrust,
  verifyFolder,
} from '../offline/verify-folder.ts';
import { type Manifest, parseManifest } from '../writer/manifest.ts';
import { checkCopy } from './copy-check.ts';
import { accept, dropStaged, type ExchangedFiles, keptFolder, settleExchange } from './exchange.ts';
import { FolderLog } from './folder-log.ts';
import { overlaid, readerOver } from './overlay.ts';
import type { RepairOutcome, RepairRefusal } from './repair-report.ts';
import { type SalvagedTails, salvageTails } from './salvaged-tails.ts';
import { copyRoots, ownRoots, type SignedRoot } from './signed-roots.ts';
import { stage } from './stage.ts';

export interface RepairOptions {
  /** Folder of the journal; nothing else may have it open. */
  readonly folder: string;
  /** A witness's copy of it; read and never written. */
  readonly copy: string;
  readonly chainId: string;
  readonly nodeId: string;
  /** The journal keys of the node, replaced ones too. */
  readonly publicKeys: readonly Uint8Array[];
  /** What the chain anchored of the node's logs. */
  readonly anchors: readonly FolderAnchor[];
  /** What the chain certified as disposed of: such bodies are neither missed nor brought back. */
  readonly disposals: readonly FolderDisposal[];
  /** There are no later certificates: a disposal that only the manifest claims was none. */
  readonly areDisposalsAll?: boolean;
  /** Names the folder that keeps what was damaged: ms since the epoch. */
  readonly now: number;
  /** Give up tails that cannot be read, with what only they held. */
  readonly withoutTail?: boolean;
  /** Called when all is verified, before the first file is replaced; may throw to stop it. */
  readonly onAccept?: (done: { readonly files: readonly string[] }) => void | Promise<void>;
  readonly files?: FilePort;
  readonly copyFiles?: FolderReader;
}

/** A log of a damaged journal, beside its copy and all that is signed of it. */
export interface ComparedLog {
  readonly source: JournalSourceName;
  readonly own: FolderLog;
  readonly copy: FolderLog;
  readonly roots: readonly SignedRoot[];
  /** Entries of the copy that are proved. */
  readonly trusted: number;
  /** Bodies below are disposed of, as the chain certifies. */
  readonly disposedTo: number;
}

/** All that was read of a damaged journal and its copy. */
export interface Compared {
  /** Undefined when it cannot be read. */
  readonly manifest: Manifest | undefined;
  readonly tails: SalvagedTails;
  readonly logs: readonly ComparedLog[];
  /** Checkpoints and cosigned notes that say nothing, relative to the folder. */
  readonly unusable: readonly string[];
  readonly report: FolderReport;
}

/**
 * Mends a damaged journal from a copy, in this order: the copy must be of this chain and node, and
 * agree with its own signatures and with whatever the journal has signed or the chain anchored;
 * the damaged files are written anew beside the journal, without bodies that were disposed of; the
 * journal as it will be is verified; then the files change places, all of them also through a
 * crash. Refusals change nothing.
 *
 * Throws `JOURNAL_TOO_NEW`, and whatever reading or writing throws.
 */
export async function repairFolder(options: RepairOptions): Promise<RepairOutcome> {
  const { folder, files = nodeFiles } = options;
  await settleExchange(files, folder);
  await dropStaged(files, folder);
  const outcome = await new Repair(options, files).run();
  if (!outcome.ok) await dropStaged(files, folder);
  return outcome;
}

class Repair {
  readonly #options: RepairOptions;
  readonly #files: FilePort;
  readonly #reader: FolderReader;
  readonly #copyFiles: FolderReader;

  constructor(options: RepairOptions, files: FilePort) {
    this.#options = options;
    this.#files = files;
    this.#reader = readerOver(files);
    this.#copyFiles = options.copyFiles ?? nodeFolder;
  }

  async run(): Promise<RepairOutcome> {
    const compared = await this.#compare();
    if ('reason' in compared) return { ok: false, ...compared };
    const { report, tails } = compared;
    const untouched = { written: [], removed: [], dropped: [], kept: undefined };
    const nothing = { faults: [], ...untouched, givenUp: [] };
    if (report.ok) return { ok: true, value: nothing };
    const { unreadable } = tails;
    if (unreadable.length > 0 && this.#options.withoutTail !== true) {
      return { ok: false, reason: 'tail-unreadable', files: unreadable };
    }
    const { folder, now, chainId, nodeId } = this.#options;
    const place = { files: this.#files, folder, chainId, nodeId };
    const staged = await stage(place, this.#reader, compared);
    if ('reason' in staged) return { ok: false, ...staged };
    const left = await this.#leftBy(staged, compared.logs);
    if (left.length > 0) return { ok: false, reason: 'not-whole', faults: left };
    const kept = keptFolder(folder, now);
    const { written, removed, dropped } = staged;
    await this.#options.onAccept?.({ files: [...written, ...removed, ...dropped] });
    await accept(this.#files, folder, { kept, ...staged });
    return { ok: true, value: { faults: report.faults, kept, ...staged, givenUp: unreadable } };
  }

  async #compare(): Promise<Compared | RepairRefusal> {
    const { folder, copy, chainId, nodeId } = this.#options;
    const manifest = await readManifest(this.#reader, folder);
    if (manifest !== undefined && !(manifest.chainId === chainId && manifest.nodeId === nodeId)) {
      return { reason: 'journal-foreign' };
    }
    const theirs = await this.#copyManifest();
    if ('reason' in theirs) return theirs;
    const claim = this.#uncertified(manifest);
    if (claim !== undefined) return claim;
    const stored = [...(manifest?.logs ?? [])].map(([source, log]) => [source, log.range.size]);
    const tails = await salvageTails({
      ...{ files: this.#reader, folder, first: manifest?.tail },
      isClosed: manifest?.isClosed ?? false,
      stored: new Map(stored as [JournalSourceName, number][]),
    });
    const copied = await salvageTails({
      ...{ files: this.#copyFiles, folder: copy, first: theirs.tail },
      ...{ isClosed: false, stored: new Map() },
    });
    const logs: ComparedLog[] = [];
    const unusable: string[] = [];
    for (const source of SOURCE_NAMES) {
      const log = await this.#compareLog(source, tails, copied);
      if ('reason' in log) return log;
      unusable.push(...log.unusable);
      logs.push(log);
    }
    const report = await verifyFolder(folder, this.#trust(logs), this.#reader);
    return { manifest, tails, logs, unusable, report };
  }

  async #compareLog(
    source: JournalSourceName,
    tails: SalvagedTails,
    copied: SalvagedTails,
  ): Promise<(ComparedLog & { readonly unusable: readonly string[] }) | RepairRefusal> {
    const { folder, copy, chainId, nodeId, anchors } = this.#options;
    const identity = { chainId, nodeId, source };
    const own = new FolderLog({ files: this.#reader, folder, tail: tails.entries, ...identity });
    const theirs = { files: this.#copyFiles, folder: copy, tail: copied.entries };
    const copyLog = new FolderLog({ ...theirs, ...identity });
    const signed = await ownRoots(this.#reader, folder, source, this.#options);
    const roots: SignedRoot[] = [
      ...signed.roots,
      ...(await copyRoots(this.#copyFiles, copy, source, this.#options)),
      ...anchors
        .filter((anchor) => anchor.source === source)
        .map(({ size, root }) => ({ size, root, by: 'anchor' as const })),
    ];
    const checked = await checkCopy(copyLog, roots);
    if (!checked.ok) return checked;
    const { trusted } = checked;
    const disposedTo = this.#disposedTo(source);
    return { source, own, copy: copyLog, roots, trusted, disposedTo, unusable: signed.unusable };
  }

  /** A disposal that the manifest claims and no certificate covers: it may be later, or a lie. */
  #uncertified(manifest: Manifest | undefined): RepairRefusal | undefined {
    if (this.#options.areDisposalsAll === true) return undefined;
    for (const [source, { bodiesFrom: to }] of manifest?.logs ?? []) {
      const from = this.#disposedTo(source);
      if (to > from) return { reason: 'disposal-not-certified', source, from, to };
    }
    return undefined;
  }

  #disposedTo(source: JournalSourceName): number {
    return disposedTo(source, this.#options.disposals);
  }

  async #copyManifest(): Promise<Manifest | RepairRefusal> {
    const { copy, chainId, nodeId } = this.#options;
    if ((await this.#copyFiles.size(`${copy}/manifest`)) === undefined) {
      return { reason: 'copy-missing' };
    }
    const manifest = await readManifest(this.#copyFiles, copy);
    if (manifest === undefined) return { reason: 'copy-damaged', index: 0 };
    if (manifest.chainId !== chainId) return { reason: 'copy-other-chain' };
    return manifest.nodeId === nodeId ? manifest : { reason: 'copy-other-node' };
  }

  /** What would still be wrong, beyond what the next opening signs. */
  async #leftBy(staged: ExchangedFiles, logs: readonly ComparedLog[]): Promise<FolderFault[]> {
    const { folder } = this.#options;
    const reader = overlaid(this.#reader, folder, staged);
    const { faults } = await verifyFolder(folder, this.#trust(logs), reader);
    return faults.filter((fault) => !isSignedByOpening(fault));
  }

  /** The journal must have whatever its key signed or the chain anchored, wherever found. */
  #trust(logs: readonly ComparedLog[]): FolderTrust {
    const { chainId, nodeId, publicKeys, disposals } = this.#options;
    const anchors = logs.flatMap(({ source, roots }) =>
      roots.map(({ size, root }) => ({ source, size, root })),
    );
    return { chainId, keysOf: (id) => (id === nodeId ? publicKeys : []), anchors, disposals };
  }
}

/** The manifest of a folder; undefined when it cannot be read. */
async function readManifest(files: FolderReader, folder: string): Promise<Manifest | undefined> {
  const bytes = await readFileOf(files, `${folder}/manifest`);
  if (bytes === undefined) return undefined;
  try {
    return parseManifest(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    if (cause instanceof JournalError && cause.code === 'JOURNAL_DAMAGED') return undefined;
    throw cause;
  }
}

import { assert } from '@mingjing/crypto';
import { JournalSource, type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import { JournalError } from '../errors.ts';
import { leftOverOf } from '../files/file-port.ts';
import { type FolderReader, nodeFolder, readFileOf } from '../files/folder-reader.ts';
import { TILE_LEVELS } from '../log/hash-files.ts';
import type { StoredLog } from '../log/log-store.ts';
import { segmentPath } from '../log/segment-file.ts';
import { formatManifest, type Manifest, parseManifest } from '../writer/manifest.ts';
import { tailNumber } from '../writer/tail.ts';
import { Heartbeats } from './heartbeats.ts';
import { type CheckedLog, checkLog } from './log-check.ts';
import { Faults, type FolderReport } from './report.ts';
import { readTails } from './tails.ts';

/** Entries are signed every few seconds; unsigned ones older than this were made so. */
const UNSIGNED_MS_MAX = 60_000;

/** What the chain says of the logs of a node: an anchored root. */
export interface FolderAnchor {
  readonly source: JournalSourceName;
  readonly size: number;
  readonly root: Uint8Array;
}

/** What the chain says was disposed of: the bodies of a log below an index. */
export interface FolderDisposal {
  readonly source: JournalSourceName;
  readonly to: number;
}

/** What the verifier of a folder trusts. */
export interface FolderTrust {
  readonly chainId: string;
  /** The journal keys that the chain registered for a node, the replaced ones too; [] if none. */
  keysOf(nodeId: string): readonly Uint8Array[];
  /** Anchors of the node, from the chain. */
  readonly anchors?: readonly FolderAnchor[];
  /** Disposal certificates of the node, from the chain; a body that is gone without is a fault. */
  readonly disposals?: readonly FolderDisposal[];
  /**
   * The folder is a witness's copy: beside each log lies what the witness verified of it, and it
   * may end before what the chain anchored or a heartbeat states.
   */
  readonly isCopy?: boolean;
  /** The journal must reach to this time, ms since the epoch; needs the bodies of heartbeats. */
  readonly until?: number;
  /**
   * Only what proves that nothing is missing, added or moved: stubs, tiles, and what is signed.
   * Bodies are not looked at, and so neither is what heartbeats say.
   */
  readonly isStubsOnly?: boolean;
}

/**
 * Verifies a copy of a journal's folder, without its program and without writing: every stub, body,
 * tile, segment, tail and checkpoint, against the registered key, the anchors and what witnesses
 * cosigned.
 *
 * Holds entries in memory one segment at a time. Throws only when files cannot be read.
 */
export async function verifyFolder(
  folder: string,
  trust: FolderTrust,
  files: FolderReader = nodeFolder,
): Promise<FolderReport> {
  const { isStubsOnly = false, isCopy = false } = trust;
  const faults = new Faults();
  const manifest = await readManifest(files, folder, trust, faults);
  if (manifest === undefined) {
    const nodeId = (await nodeByCheckpoint(files, folder)) ?? '';
    const nothing = { isClosed: false, logs: [], silences: [] };
    return { ok: false, chainId: trust.chainId, nodeId, faults: faults.all, ...nothing };
  }
  const { nodeId, isClosed, tail: first } = manifest;
  const names = await files.list(folder);
  await checkNames({ files, folder, names, manifest, isCopy, faults });
  const tail = await readTails({ files, folder, names, first, isClosed, faults });
  const heartbeats = new Heartbeats(faults);
  const logs = new Map<JournalSourceName, CheckedLog>();
  for (const source of SOURCE_NAMES) {
    const log = await checkLog({
      ...{ files, journal: folder, chainId: trust.chainId, nodeId, source, isClosed, faults },
      stored: storedOf(manifest, source),
      tail: tail.filter((entry) => entry.source === JournalSource[source]),
      ...{ isCopy, isStubsOnly },
      publicKeys: trust.keysOf(nodeId),
      anchors: (trust.anchors ?? []).filter((anchor) => anchor.source === source),
      disposedTo: disposedTo(source, trust.disposals),
      onEntry: (index, entry) => {
        if (source === 'maintenance') heartbeats.add(index, entry);
      },
    });
    logs.set(source, log);
  }
  checkTailSources(tail, faults);
  if (!isStubsOnly && !isCopy) heartbeats.checkSizes(logs);
  if (trust.until !== undefined) heartbeats.checkUntil(trust.until, logs);
  if (!isCopy) checkUnsigned([...logs.values()], faults);
  return {
    ok: faults.all.length === 0,
    ...{ chainId: manifest.chainId, nodeId, isClosed, faults: faults.all },
    logs: [...logs.values()],
    silences: heartbeats.silences,
  };
}

function storedOf({ logs }: Manifest, source: JournalSourceName): StoredLog {
  const stored = logs.get(source);
  assert(stored !== undefined, 'a parsed manifest has every source');
  return stored;
}

/** The index below which bodies of a log may be gone, by certificates; 0 without one. */
export function disposedTo(
  source: JournalSourceName,
  disposals: readonly FolderDisposal[] = [],
): number {
  const own = disposals.filter((disposal) => disposal.source === source);
  return Math.max(0, ...own.map(({ to }) => to));
}

async function readManifest(
  files: FolderReader,
  folder: string,
  trust: FolderTrust,
  faults: Faults,
): Promise<Manifest | undefined> {
  const fault = (reason: string) =>
    faults.add({ source: undefined, part: 'manifest', reason, file: 'manifest' });
  const bytes = await readFileOf(files, `${folder}/manifest`);
  if (bytes === undefined) {
    fault('missing');
    return undefined;
  }
  let manifest: Manifest;
  try {
    const text = Buffer.from(bytes).toString('utf8');
    manifest = parseManifest(text);
    if (formatManifest(manifest) !== text) fault('not-canonical');
  } catch (cause) {
    fault(cause instanceof JournalError ? cause.code : 'malformed');
    return undefined;
  }
  if (manifest.chainId !== trust.chainId) fault('other-chain');
  if (trust.keysOf(manifest.nodeId).length === 0) fault('node-unknown');
  return manifest;
}

/** The node that a folder without a readable manifest says it is of. */
async function nodeByCheckpoint(files: FolderReader, folder: string): Promise<string | undefined> {
  for (const source of SOURCE_NAMES) {
    const bytes = await readFileOf(files, `${folder}/${source}/checkpoint`);
    const origin = bytes && Buffer.from(bytes).toString('utf8').split('\n', 1)[0];
    const nodeId = origin?.split('/')[1];
    if (nodeId !== undefined) return nodeId;
  }
  return undefined;
}

interface Names {
  readonly files: FolderReader;
  readonly folder: string;
  /** In the folder itself. */
  readonly names: readonly string[];
  readonly manifest: Manifest;
  readonly isCopy: boolean;
  readonly faults: Faults;
}

/** Files that no program writes: a journal has nothing beside what the manifest states. */
async function checkNames({
  files,
  folder,
  names,
  manifest,
  isCopy,
  faults,
}: Names): Promise<void> {
  const { isClosed } = manifest;
  const strange = (file: string) =>
    faults.add({ source: undefined, part: 'file', reason: 'unexpected', file });
  // A crash may leave a file that was to replace another.
  const leftOver = (name: string) => (isClosed ? [] : [leftOverOf(name)]);
  const known = ['manifest', ...leftOver('manifest'), ...SOURCE_NAMES];
  for (const name of names) {
    if (!known.includes(name) && tailNumber(name) === undefined) strange(name);
  }
  const levels = Array.from({ length: TILE_LEVELS }, (_, level) => String(level));
  for (const source of SOURCE_NAMES) {
    const notes = isCopy ? ['checkpoint', 'cosigned', 'witness'] : ['checkpoint', 'cosigned'];
    const signed = notes.flatMap((name) => [name, ...leftOver(name)]);
    const own = ['stubs', 'tile', 'bodies', ...signed];
    const within = async (sub: string, isKnown: (name: string) => boolean) => {
      for (const name of await files.list(`${folder}/${source}${sub}`)) {
        if (!isKnown(name)) strange(`${source}${sub}/${name}`);
      }
    };
    await within('', (name) => own.includes(name));
    await within('/tile', (name) => levels.includes(name));
    const { segment, bodiesFrom } = storedOf(manifest, source);
    const last = segment?.first ?? -1;
    await within('/bodies', (name) => {
      const first = Number(/^(\d{16})\.seg$/.exec(name)?.[1] ?? Number.NaN);
      if (isClosed) return first >= bodiesFrom && first <= last;
      return !Number.isNaN(first) || (bodiesFrom > 0 && name === moving(bodiesFrom));
    });
  }
}

/** What a crash may leave of a segment that is divided. */
function moving(first: number): string {
  return `${segmentPath('', first).slice(1)}.tmp`;
}

function checkTailSources(tail: readonly BuiltEntry[], faults: Faults): void {
  const numbers: readonly number[] = Object.values(JournalSource);
  if (tail.every(({ source }) => numbers.includes(source))) return;
  faults.add({ source: undefined, part: 'tail', reason: 'unknown-source' });
}

function checkUnsigned(logs: readonly CheckedLog[], faults: Faults): void {
  const newest = Math.max(...logs.map(({ last }) => last ?? 0));
  for (const { source, size, signedSize, unsignedSince, times } of logs) {
    if (unsignedSince === undefined || newest - unsignedSince <= UNSIGNED_MS_MAX) continue;
    const place = { index: signedSize, end: size, window: times.window(signedSize, size) };
    faults.add({ source, part: 'checkpoint', reason: 'too-old', ...place });
  }
}

import { JournalSource, type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { appendLeaves } from '@mingjing/tlog';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import { JournalError } from '../errors.ts';
import { type FilePort, leftOverOf } from '../files/file-port.ts';
import { LogStore, type StoredLog } from '../log/log-store.ts';
import type { JournalPlace } from '../place.ts';
import type { DisposalEnds } from '../repair/disposed-files.ts';
import { removeKeptBodies } from '../repair/kept-bodies.ts';
import { emptyManifest, loadManifest, type Manifest, saveManifest } from './manifest.ts';
import { readTail, Tail, tailNumber, tailPath } from './tail.ts';

export type LogStores = ReadonlyMap<JournalSourceName, LogStore>;

/** A journal as found on disk, with everything acknowledged in the logs and an empty tail. */
export interface LoadedJournal {
  readonly logs: LogStores;
  readonly tail: Tail;
}

/**
 * Brings a folder to its last durable state: cuts what no manifest covers, replays the tails,
 * moves their entries into the logs' own files and begins a new tail. A crash at any of its steps
 * leaves a folder from which the same call reaches the same state.
 */
export async function loadJournal(place: JournalPlace): Promise<LoadedJournal> {
  const { files, folder } = place;
  await files.makeDirectory(folder);
  const manifest = await manifestOf(place);
  const logs = new Map<JournalSourceName, LogStore>();
  try {
    for (const [source, stored] of manifest.logs) {
      logs.set(source, await LogStore.open(place, source, stored));
    }
    const isMoved = [...manifest.logs].some(
      ([source, { segment }]) => logs.get(source)?.segment?.first !== segment?.first,
    );
    // A disposal that a crash interrupted is ended: before anything is added to what it left.
    if (isMoved) await saveManifest(files, folder, manifestFor(place, manifest.tail, logs));
    const last = await replayTails(place, manifest.tail, logs);
    for (const log of logs.values()) await log.distribute(log.range);
    const number = last + 1;
    await saveManifest(files, folder, manifestFor(place, number, logs));
    await removeTailsBefore(place, number);
    await removeKeptBodies(files, folder, disposalEnds(logs));
    await removeLeftOvers(place);
    return { logs, tail: await Tail.create(files, folder, number) };
  } catch (cause) {
    await closeLogs(logs);
    throw cause;
  }
}

/** Closes the files of all logs. */
export async function closeLogs(logs: LogStores): Promise<void> {
  for (const log of logs.values()) await log.close();
}

/** The manifest that states what the logs' own files hold now. */
export function manifestFor(
  place: JournalPlace,
  tail: number,
  logs: LogStores,
  isClosed = false,
): Manifest {
  const stored = new Map<JournalSourceName, StoredLog>();
  for (const [source, log] of logs) {
    const { storedRange: range, segment, bodiesFrom } = log;
    stored.set(source, { range, segment, bodiesFrom });
  }
  return { chainId: place.chainId, nodeId: place.nodeId, tail, isClosed, logs: stored };
}

/** Where the disposals of all logs end. */
export function disposalEnds(logs: LogStores): DisposalEnds {
  return new Map([...logs].map(([source, { bodiesFrom }]) => [source, bodiesFrom]));
}

/** Removes tails whose entries lie in the logs' own files. */
export async function removeTailsBefore({ files, folder }: JournalPlace, number: number) {
  for (const found of await tailNumbers(files, folder)) {
    if (found < number) await files.remove(tailPath(folder, found));
  }
}

/** What a crash left of a file that was to replace another: a closed journal has none of them. */
async function removeLeftOvers({ files, folder }: JournalPlace): Promise<void> {
  for (const source of SOURCE_NAMES) {
    const names = await files.list(`${folder}/${source}`);
    for (const name of ['checkpoint', 'cosigned'].map(leftOverOf)) {
      if (names.includes(name)) await files.remove(`${folder}/${source}/${name}`);
    }
  }
}

async function manifestOf(place: JournalPlace): Promise<Manifest> {
  const { files, folder, chainId, nodeId } = place;
  const found = await loadManifest(files, folder);
  if (found !== undefined) {
    if (found.chainId === chainId && found.nodeId === nodeId) return found;
    const whose = `${found.chainId}/${found.nodeId}`;
    throw new JournalError('JOURNAL_FOREIGN', `the folder holds the journal of ${whose}`);
  }
  const names = await files.list(folder);
  const isUsed = names.some(
    (name) => tailNumber(name) !== undefined || SOURCE_NAMES.some((source) => source === name),
  );
  // The manifest is the first thing ever written, so it cannot be missing beside data.
  if (isUsed) throw new JournalError('JOURNAL_DAMAGED', 'the manifest of the journal is missing');
  const manifest = emptyManifest(chainId, nodeId);
  await saveManifest(files, folder, manifest);
  return manifest;
}

/** Replays all tails from `first` on; the number of the last one, or `first` when there is none. */
async function replayTails(place: JournalPlace, first: number, logs: LogStores): Promise<number> {
  const { files, folder } = place;
  const numbers = (await tailNumbers(files, folder)).filter((number) => number >= first);
  for (const [i, number] of numbers.entries()) {
    const bytes = await files.readWhole(tailPath(folder, number));
    const { entries, isTorn } = readTail(bytes ?? new Uint8Array(0), number);
    const isLast = i === numbers.length - 1;
    // The next tail begins only when this one is wholly on disk.
    if (number !== first + i || (isTorn && !isLast)) {
      throw new JournalError('JOURNAL_DAMAGED', `entries are missing in or before tail ${number}`);
    }
    replay(entries, logs);
  }
  return numbers.at(-1) ?? first;
}

function replay(entries: readonly BuiltEntry[], logs: LogStores): void {
  for (const source of SOURCE_NAMES) {
    const own = entries.filter((entry) => entry.source === JournalSource[source]);
    const log = logs.get(source);
    if (log === undefined || own.length === 0) continue;
    const { size } = log;
    if (own.some((entry, i) => entry.index !== size + i)) {
      throw new JournalError('JOURNAL_DAMAGED', `the tail does not continue log ${source}`);
    }
    const { range, nodes } = appendLeaves(
      log.range,
      own.map((entry) => entry.leafHash),
    );
    log.commit(own, range, nodes);
  }
}

async function tailNumbers(files: FilePort, folder: string): Promise<number[]> {
  const numbers = (await files.list(folder)).map(tailNumber);
  return numbers.filter((number) => number !== undefined).sort((a, b) => a - b);
}

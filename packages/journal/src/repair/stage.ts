import { dirname } from 'node:path';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { emptyRange } from '@mingjing/tlog';
import { replaceFile } from '../files/file-port.ts';
import { type FolderReader, readFileOf } from '../files/folder-reader.ts';
import { LogStore, type StoredLog } from '../log/log-store.ts';
import type { JournalPlace } from '../place.ts';
import { formatManifest } from '../writer/manifest.ts';
import { Tail, tailPath } from '../writer/tail.ts';
import { stageCheckpoints } from './checkpoints.ts';
import { holdsDisposed } from './disposed-files.ts';
import { type ExchangedFiles, filesIn, makeDurable, stagingOf } from './exchange.ts';
import { planOf, type RepairPlan } from './plan.ts';
import type { Compared, ComparedLog } from './repair-folder.ts';
import { Losses, type RepairRefusal } from './repair-report.ts';
import { sameFile, surplusSegments } from './same-file.ts';
import { stageLog } from './stage-log.ts';

/** Puts together beside the journal what is to replace what is damaged of it, and nothing else. */
export async function stage(
  place: JournalPlace,
  reader: FolderReader,
  compared: Compared,
): Promise<ExchangedFiles | RepairRefusal> {
  const plan = await planOf(compared);
  const staging = new Staging(place, reader, compared, plan);
  const lost = await staging.logs();
  if (lost !== undefined) return lost;
  return staging.rest();
}

/** A log before its first entry. */
const NOTHING: StoredLog = { range: emptyRange(), segment: undefined, bodiesFrom: 0 };

class Staging {
  readonly #place: JournalPlace;
  readonly #folder: string;
  readonly #reader: FolderReader;
  readonly #compared: Compared;
  readonly #plan: RepairPlan;
  readonly #stored = new Map<JournalSourceName, StoredLog>();
  readonly #written: string[] = [];
  readonly #removed: string[] = [];

  constructor(place: JournalPlace, reader: FolderReader, compared: Compared, plan: RepairPlan) {
    this.#place = place;
    this.#folder = stagingOf(place.folder);
    this.#reader = reader;
    this.#compared = compared;
    this.#plan = plan;
  }

  /** Writes the logs that need it; what cannot be had of them is a refusal. */
  async logs(): Promise<RepairRefusal | undefined> {
    const { folder, files } = this.#place;
    await makeDurable(files, this.#folder, dirname(folder));
    const losses = new Losses();
    for (const log of this.#compared.logs) {
      const end = this.#plan.ends.get(log.source);
      if (end !== undefined) await this.#writeLog(log, end, losses);
    }
    await files.syncDirectory(this.#folder);
    return losses.all.length > 0 ? { reason: 'entries-lost', lost: losses.all } : undefined;
  }

  /** What else is damaged, and which files differ. */
  async rest(): Promise<ExchangedFiles> {
    for (const source of this.#plan.ends.keys()) await this.#leaveOutSame(source);
    const { manifest, report, unusable } = this.#compared;
    const checkpoints = await stageCheckpoints(this.#place, this.#compared, this.#plan);
    this.#written.push(...checkpoints.written);
    const strange = report.faults.filter(({ part }) => part === 'file').map(({ file }) => file);
    this.#removed.push(...unusable, ...strange.filter((file) => file !== undefined));
    const isClosed = !this.#plan.absorbs && manifest?.isClosed === true;
    await this.#writeManifest(isClosed && checkpoints.areExact);
    const written = new Set(this.#written);
    const gone = [...new Set(this.#removed)].filter((path) => !written.has(path));
    const dropped = await this.#disposedIn(gone);
    const removed = gone.filter((path) => !dropped.includes(path));
    return { written: [...written], removed, dropped };
  }

  /** Of files that go, those that are not kept either: they hold what was disposed of. */
  async #disposedIn(paths: readonly string[]): Promise<string[]> {
    const ends = new Map(this.#compared.logs.map(({ source, disposedTo }) => [source, disposedTo]));
    const dropped: string[] = [];
    for (const path of paths) {
      const isDropped = await holdsDisposed(this.#reader, this.#place.folder, path, ends);
      if (isDropped) dropped.push(path);
    }
    return dropped;
  }

  async #writeLog(log: ComparedLog, end: number, losses: Losses): Promise<void> {
    const { source } = log;
    const target = await LogStore.open({ ...this.#place, folder: this.#folder }, source, NOTHING);
    try {
      await stageLog({ ...log, end, target, losses });
      const last = this.#compared.manifest?.logs.get(source)?.segment;
      // At midnight a segment is sealed before anything of the next day comes.
      const wasSealed = last?.isSealed === true && last.first === target.segment?.first;
      if (wasSealed && !this.#plan.absorbs) await target.sealBefore(last.day + 1);
      const { storedRange: range, segment } = target;
      this.#stored.set(source, { range, segment, bodiesFrom: this.#bodiesFrom(log) });
    } finally {
      await target.close();
    }
  }

  /** As far as the program had come with what is certified: the rest it tells of itself. */
  #bodiesFrom({ source, disposedTo }: ComparedLog): number {
    const claimed = this.#compared.manifest?.logs.get(source)?.bodiesFrom ?? disposedTo;
    return Math.min(claimed, disposedTo);
  }

  /** Of a log written anew, replaces the files that differ and puts away the ones too many. */
  async #leaveOutSame(source: JournalSourceName): Promise<void> {
    const { folder, files } = this.#place;
    const isClosed = !this.#plan.absorbs && this.#compared.manifest?.isClosed === true;
    const last = this.#stored.get(source)?.segment?.first;
    const staged = await filesIn(files, this.#folder, [source]);
    for (const path of staged) {
      const [own, fresh] = [`${folder}/${path}`, `${this.#folder}/${path}`];
      // Behind what the manifest covers a crash may have left something, and a start cuts it.
      const isEnd = !path.endsWith('.seg') || Number.parseInt(path.slice(-20), 10) === last;
      if (await sameFile(this.#reader, own, fresh, isClosed || !isEnd)) await files.remove(fresh);
      else this.#written.push(path);
    }
    const present = await filesIn(files, folder, [source]);
    this.#removed.push(...surplusSegments(present, staged, isClosed ? undefined : last));
  }

  async #writeManifest(isClosed: boolean): Promise<void> {
    const { folder, files, chainId, nodeId } = this.#place;
    const { manifest, tails } = this.#compared;
    const own = manifest?.tail ?? 1;
    const tail = this.#plan.absorbs ? Math.max(tails.last, own) + 1 : own;
    const logs = SOURCE_NAMES.map((source) => {
      const stored = this.#stored.get(source) ?? manifest?.logs.get(source);
      return [source, stored ?? NOTHING] as const;
    });
    if (this.#plan.absorbs) {
      const empty = await Tail.create(files, this.#folder, tail);
      await empty.close();
      this.#written.push(tailPath('', tail).slice(1));
      this.#removed.push(...tails.files);
    }
    const text = formatManifest({ chainId, nodeId, tail, isClosed, logs: new Map(logs) });
    const bytes = await readFileOf(this.#reader, `${folder}/manifest`);
    if (bytes !== undefined && Buffer.from(text).equals(bytes)) return;
    await replaceFile(files, this.#folder, 'manifest', Buffer.from(text));
    this.#written.push('manifest');
  }
}

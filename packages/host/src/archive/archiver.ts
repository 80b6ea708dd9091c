import { type Archive, ArchiveError, clearProbes, proveRetention } from '@mingjing/archive';
import { bytesToHex } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { blockCodec, headerCodec, SOURCE_NAMES } from '@mingjing/protocol';
import type { Host } from '../host.ts';
import type { CopiedJournal } from '../search/copied-logs.ts';
import { archivedUntil, isArchived, objectsBelow } from './archived.ts';
import { manifestName, manifestOf } from './manifest.ts';
import {
  BLOCK_GROUP,
  blockSegment,
  CLOSED_MS,
  journalGroup,
  journalSegment,
  type Segment,
  segmentName,
} from './segments.ts';

const DAY_MS = 24 * 3_600_000;
const ROUND_MS = 60_000;
const PROBES = 'probe';
/** Objects of one round; the rest waits for the next. */
const OBJECTS_PER_ROUND = 32;

type ArchiverHost = Pick<Host, 'journal' | 'nodeId' | 'replica' | 'statements' | 'store'>;

export interface ArchiverOptions {
  readonly archive: Archive;
  readonly retentionDays: number;
  /** Verified copies of others' journals, as they are held now. */
  readonly copies: () => readonly CopiedJournal[];
  readonly now: () => number;
  /** `group`: the one that could not go on; undefined: the round. */
  onError(error: unknown, group: string | undefined): void;
}

/** How far one group is archived: all blocks below a height, or entries below an index. */
export interface ArchivedGroup {
  readonly group: string;
  readonly next: number;
}

export interface ArchiveStatus {
  readonly kind: Archive['kind'];
  /** Whether the store refuses removals, and not only this program. */
  readonly isEnforced: boolean;
  /** What the store did when it was tried; undefined: it was not yet. */
  readonly tried: { readonly reason: string | undefined; readonly at: number } | undefined;
  readonly groups: readonly ArchivedGroup[];
  /** What went wrong first in the latest round; undefined: nothing. */
  readonly failure: string | undefined;
  /** Groups that could not go on in it. */
  readonly failed: readonly string[];
}

/** What becomes objects of one group. */
interface Source {
  readonly group: string;
  readonly first: number;
  /** The segment that begins at an item, once it is closed. */
  closed(from: number): Promise<Segment | undefined>;
  /** Items below it were disposed of here; undefined: none ever are. */
  disposedBelow?(): number;
}

interface Failure {
  readonly group: string | undefined;
  readonly code: string;
}

/** Brings closed blocks and entries of copied journals to an archive, once it is tried. */
export class Archiver {
  readonly #host: ArchiverHost;
  readonly #options: ArchiverOptions;
  readonly #next = new Map<string, number>();
  #tried: ArchiveStatus['tried'];
  /** When each group was last swept, ms. */
  readonly #swept = new Map<string, number>();
  #rounds = 0;
  #failures: readonly Failure[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  readonly #stopping = new AbortController();

  constructor(host: ArchiverHost, options: ArchiverOptions) {
    this.#host = host;
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.round(), ROUND_MS);
    void this.round();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#timer);
    await this.#running;
  }

  status(): ArchiveStatus {
    const { isEnforced, kind } = this.#options.archive;
    const groups = Array.from(this.#next, ([group, next]) => ({ group, next }));
    const failed = this.#failures.flatMap(({ group }) => group ?? []);
    const failure = this.#failures[0]?.code;
    return { kind, isEnforced, tried: this.#tried, groups, failure, failed: [...new Set(failed)] };
  }

  /** One round, never two at once; what it could not do it finds again in the next. */
  round(): Promise<void> {
    if (this.#isRunning || this.#stopping.signal.aborted) return this.#running;
    this.#isRunning = true;
    const failures: Failure[] = [];
    const told = (error: unknown, group?: string) => {
      const code = error instanceof ArchiveError ? error.code : 'ARCHIVE_FAILED';
      failures.push({ group, code });
      this.#options.onError(error, group);
    };
    this.#running = this.#round(told)
      .catch((error: unknown) => told(error))
      .finally(() => {
        this.#failures = failures;
        this.#isRunning = false;
      });
    return this.#running;
  }

  /** What one group cannot do keeps no other from it; a store that is away ends the round. */
  async #round(told: (error: unknown, group: string) => void): Promise<void> {
    if (!(await this.#isBelieved())) return;
    const { signal } = this.#stopping;
    const room = { left: OBJECTS_PER_ROUND };
    for (const source of this.#inTurn()) {
      for (const step of [() => this.#archive(source, room), () => this.#sweep(source)]) {
        if (signal.aborted) return;
        try {
          await step();
        } catch (error) {
          if (error === signal.reason) return;
          told(error, source.group);
          if (isAway(error)) return;
        }
      }
    }
    await this.#onceADay(PROBES, () => clearProbes(this.#options.archive));
  }

  async #archive({ closed, first, group }: Source, room: { left: number }): Promise<void> {
    const { archive } = this.#options;
    const { signal } = this.#stopping;
    let next = this.#next.get(group);
    next ??= await archivedUntil(archive, { group, first }, { host: this.#host, signal });
    this.#next.set(group, next);
    while (room.left > 0 && !signal.aborted) {
      const segment = await closed(next);
      if (segment === undefined || !(await this.#keep(segment))) return;
      next = segment.to;
      this.#next.set(group, next);
      room.left -= 1;
    }
  }

  /** Each round begins with another source, so that none with much to keep holds up the rest. */
  #inTurn() {
    const sources = this.#sources();
    const first = this.#rounds % sources.length;
    this.#rounds += 1;
    return [...sources.slice(first), ...sources.slice(0, first)];
  }

  /** Every day anew: a bucket or a folder can be changed behind this program. */
  async #isBelieved(): Promise<boolean> {
    const now = this.#options.now();
    const { reason, at = 0 } = this.#tried ?? {};
    if (this.#tried !== undefined && reason === undefined && now - at < DAY_MS) return true;
    const name = `${this.#host.nodeId}-${now}-${bytesToHex(randomBytes(8))}`;
    const verdict = await proveRetention(this.#options.archive, { name, now });
    const found = verdict.ok ? undefined : verdict.reason;
    const isNews = this.#tried === undefined || found !== reason;
    this.#tried = { reason: found, at: now };
    if (isNews) await this.#note('archive-tried', verdict.ok ? {} : { refused: verdict.reason });
    return verdict.ok;
  }

  #sources(): Source[] {
    const { now } = this.#options;
    const isOld = (time: number) => now() - time >= CLOSED_MS;
    const { store } = this.#host;
    // Not from where blocks are held: the older ones may still come, and are checked from genesis.
    const blocks = {
      ...{ group: BLOCK_GROUP, first: 1 },
      closed: (from: number) => blockSegment(store, from, (at) => this.#isOldBlock(at, isOld)),
    };
    const journals = this.#options.copies().flatMap((copied) =>
      SOURCE_NAMES.map((source) => ({
        ...{ group: journalGroup(copied.copy.nodeId, source), first: 0 },
        closed: (from: number) => journalSegment(copied, source, from, isOld),
        disposedBelow: () => copied.copy.bodiesFrom(source),
      })),
    );
    return [blocks, ...journals];
  }

  async #isOldBlock(height: number, isOld: (time: number) => boolean): Promise<boolean> {
    const stored = await this.#host.store.block(height);
    if (stored === undefined) return false;
    return isOld(headerCodec.decode(blockCodec.decode(stored.block).header).time);
  }

  /**
   * The object first, then the manifest that counts it; one without is put again. False while the
   * statement key is not held.
   */
  async #keep(segment: Segment): Promise<boolean> {
    const { archive, now, retentionDays } = this.#options;
    const { nodeId, replica, statements } = this.#host;
    if (statements.keyId() === undefined) return false;
    const name = segmentName(segment);
    // What was disposed of since would give it another content.
    if (await isArchived(archive, name, this.#host)) return true;
    const at = now();
    const until = at + retentionDays * DAY_MS;
    await archive.put(name, segment.content, until);
    const { chainId, height } = replica.chain;
    const facts = { chainId, nodeId, height, now: at, until };
    const manifest = manifestOf(segment, facts, (signing) => statements.sign(signing));
    await archive.put(manifestName(name), manifest, until);
    await this.#note('segment-archived', { object: name, counts: [segment.from, segment.to] });
    return true;
  }

  /** Once a day: objects whose entries were disposed of, as far as they may go. */
  #sweep({ disposedBelow, group }: Source): Promise<void> {
    const { archive } = this.#options;
    const { signal } = this.#stopping;
    return this.#onceADay(group, async () => {
      const end = disposedBelow?.() ?? 0;
      for (const name of await objectsBelow(archive, group, { end, signal })) {
        signal.throwIfAborted();
        // The manifest stays: it says what was here, and holds nobody's data.
        const done = await archive.remove(name);
        if (done === 'removed') await this.#note('segment-removed', { object: name });
      }
    });
  }

  async #onceADay(what: string, work: () => Promise<unknown>): Promise<void> {
    const now = this.#options.now();
    if (now - (this.#swept.get(what) ?? 0) < DAY_MS) return;
    await work();
    this.#swept.set(what, now);
  }

  #note(
    event: string,
    { refused, ...about }: { refused?: string; object?: string; counts?: number[] },
  ): Promise<unknown> {
    const { journal, nodeId, replica } = this.#host;
    const result = refused === undefined ? 'done' : 'refused';
    return journal.append({
      ...{ source: 'maintenance', event, result, ...about },
      ...(refused === undefined ? {} : { reason: refused }),
      ...{ actor: { type: 'system', id: nodeId }, blockHeight: replica.chain.height },
    });
  }
}

function isAway(error: unknown): boolean {
  return error instanceof ArchiveError && error.code === 'ARCHIVE_UNREACHABLE';
}

import { type Archive, ArchiveError, clearProbes, proveRetention } from '@mingjing/archive';
import { bytesToHex } from '@mingjing/crypto';
import { randomBytes, verify } from '@mingjing/crypto/node';
import { keyOf } from '@mingjing/execution';
import { blockCodec, headerCodec, KeyPurpose, SOURCE_NAMES } from '@mingjing/protocol';
import type { Host } from '../host.ts';
import type { CopiedJournal } from '../search/copied-logs.ts';
import { isManifestOf, manifestName, manifestOf } from './manifest.ts';
import {
  BLOCK_GROUP,
  blockSegment,
  CLOSED_MS,
  journalGroup,
  journalSegment,
  type Segment,
  segmentIn,
  segmentName,
} from './segments.ts';

const DAY_MS = 24 * 3_600_000;
const ROUND_MS = 60_000;
/** Objects of one round; the rest waits for the next. */
const OBJECTS_PER_ROUND = 32;
/** Latest objects of a group that are looked at for one of this node's own. */
const LOOKED_AT_MAX = 100;

type ArchiverHost = Pick<Host, 'journal' | 'nodeId' | 'replica' | 'statements' | 'store'>;

export interface ArchiverOptions {
  readonly archive: Archive;
  readonly retentionDays: number;
  /** Verified copies of others' journals, as they are held now. */
  readonly copies: () => readonly CopiedJournal[];
  readonly now: () => number;
  onError(error: unknown): void;
}

/** How far one group is archived: blocks below a height, or entries below an index. */
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
  /** Why the latest round did not end; undefined: it did. */
  readonly failure: string | undefined;
}

/** Brings closed blocks and entries of copied journals to an archive, once it is tried. */
export class Archiver {
  readonly #host: ArchiverHost;
  readonly #options: ArchiverOptions;
  readonly #next = new Map<string, number>();
  #tried: ArchiveStatus['tried'];
  #swept = 0;
  #rounds = 0;
  #failure: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #isStopped = false;

  constructor(host: ArchiverHost, options: ArchiverOptions) {
    this.#host = host;
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.round(), ROUND_MS);
    void this.round();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  status(): ArchiveStatus {
    const { isEnforced, kind } = this.#options.archive;
    const groups = Array.from(this.#next, ([group, next]) => ({ group, next }));
    return { kind, isEnforced, tried: this.#tried, groups, failure: this.#failure };
  }

  /** One round, never two at once; what it could not do it finds again in the next. */
  round(): Promise<void> {
    if (this.#isRunning || this.#isStopped) return this.#running;
    this.#isRunning = true;
    this.#running = this.#round()
      .then(() => {
        this.#failure = undefined;
      })
      .catch((error: unknown) => {
        this.#failure = error instanceof ArchiveError ? error.code : 'ARCHIVE_FAILED';
        this.#options.onError(error);
      })
      .finally(() => {
        this.#isRunning = false;
      });
    return this.#running;
  }

  async #round(): Promise<void> {
    if (!(await this.#isBelieved())) return;
    let left = OBJECTS_PER_ROUND;
    for (const segments of this.#inTurn()) {
      while (left > 0 && !this.#isStopped) {
        const next = await this.#nextOf(segments.group, segments.first);
        const segment = await segments.closed(next);
        if (segment === undefined || !(await this.#keep(segment))) break;
        left -= 1;
      }
    }
    await this.#sweep();
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

  #sources() {
    const { now } = this.#options;
    const isOld = (time: number) => now() - time >= CLOSED_MS;
    const { store } = this.#host;
    const blocks = {
      ...{ group: BLOCK_GROUP, first: store.heldFrom() },
      closed: (from: number) => blockSegment(store, from, (at) => this.#isOldBlock(at, isOld)),
    };
    const journals = this.#options.copies().flatMap((copied) =>
      SOURCE_NAMES.map((source) => ({
        ...{ group: journalGroup(copied.copy.nodeId, source), first: 0 },
        closed: (from: number) => journalSegment(copied, source, from, isOld),
      })),
    );
    return [blocks, ...journals];
  }

  async #isOldBlock(height: number, isOld: (time: number) => boolean): Promise<boolean> {
    const stored = await this.#host.store.block(height);
    if (stored === undefined) return false;
    return isOld(headerCodec.decode(blockCodec.decode(stored.block).header).time);
  }

  /** Where a group goes on: behind the last object with a manifest of this node's own. */
  async #nextOf(group: string, first: number): Promise<number> {
    const known = this.#next.get(group);
    if (known !== undefined) return known;
    const { archive } = this.#options;
    const names = (await archive.list(`${group}/`)).filter(
      (name) => segmentIn(name)?.group === group,
    );
    let next = first;
    for (const name of names.slice(-LOOKED_AT_MAX).reverse()) {
      const manifest = await archive.read(manifestName(name));
      if (manifest === undefined || !this.#isOwn(manifest, name)) continue;
      next = segmentIn(name)?.to ?? first;
      break;
    }
    this.#next.set(group, next);
    return next;
  }

  #isOwn(manifest: Uint8Array, name: string): boolean {
    const { nodeId, replica } = this.#host;
    const { chainId, registry } = replica.chain.state;
    const node = registry.get('node', nodeId);
    if (node === undefined) return false;
    const publicKey = keyOf(node, KeyPurpose.statement);
    return isManifestOf(manifest, name, { chainId, publicKey, verify });
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
    const at = now();
    const until = at + retentionDays * DAY_MS;
    await archive.put(name, segment.content, until);
    const { chainId, height } = replica.chain;
    const facts = { chainId, nodeId, height, now: at, until };
    const manifest = manifestOf(segment, facts, (signing) => statements.sign(signing));
    await archive.put(manifestName(name), manifest, until);
    this.#next.set(segment.group, segment.to);
    await this.#note('segment-archived', { object: name, counts: [segment.from, segment.to] });
    return true;
  }

  /** Once a day: probes, and entries whose bodies were disposed of, as far as they may go. */
  async #sweep(): Promise<void> {
    const now = this.#options.now();
    if (now - this.#swept < DAY_MS) return;
    const { archive } = this.#options;
    await clearProbes(archive);
    for (const { copy } of this.#options.copies()) {
      for (const source of SOURCE_NAMES) {
        const group = journalGroup(copy.nodeId, source);
        for (const name of await archive.list(`${group}/`)) {
          const end = segmentIn(name)?.to;
          if (end === undefined || end > copy.bodiesFrom(source)) continue;
          // The manifest stays: it says what was here, and holds nobody's data.
          const done = await archive.remove(name);
          if (done === 'removed') await this.#note('segment-removed', { object: name });
        }
      }
    }
    this.#swept = now;
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

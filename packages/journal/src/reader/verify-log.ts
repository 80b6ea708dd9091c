import { equalBytes } from '@mingjing/crypto';
import {
  bodyFault,
  type GroupName,
  JournalSource,
  type JournalSourceName,
  parseEntryBody,
  type Stub,
  stubCodec,
} from '@mingjing/protocol';
import {
  appendLeaves,
  emptyRange,
  leafHash,
  rangeRoot,
  type StoredNode,
  TILE_HEIGHT,
} from '@mingjing/tlog';
import { TILE_LEVELS } from '../log/hash-files.ts';
import type { LogStore } from '../log/log-store.ts';

/** `tile`: a hash of a tile; `root`: the stubs give another tree than the one that was signed. */
export type JournalPart = 'stub' | 'body' | GroupName | 'tile' | 'checkpoint';

/** The first place of a log that is not as it was written. */
export interface LogFault {
  readonly source: JournalSourceName;
  /** Of the entry, the first leaf under the tile hash, or the end of the log. */
  readonly index: number;
  readonly part: JournalPart;
  readonly reason: string;
}

/** Entries held in memory at once. */
const STEP = 1024;

/**
 * Recomputes a log from its stubs and bodies: every slot, leaf, tile hash, commitment, and the
 * root. Below `bodiesFrom` a body may be missing. The first fault by index, or undefined.
 */
export async function verifyLog(
  chainId: string,
  log: LogStore,
  bodiesFrom = 0,
): Promise<LogFault | undefined> {
  const { source } = log;
  // Entries that come while this runs are verified the next time.
  const end = log.size;
  const root = log.root();
  const tiles = new TileComparison(log);
  let range = emptyRange();
  for (let from = 0; from < end; from += STEP) {
    const to = Math.min(from + STEP, end);
    const [stubs, bodies] = [await log.readStubs(from, to), await log.readBodies(from, to)];
    for (const [i, stub] of stubs.entries()) {
      const index = from + i;
      const body = bodies[i] ?? (index < bodiesFrom ? GONE : undefined);
      const fault = entryFaultAt(chainId, log, index, stub, body);
      if (fault !== undefined) return earlier(tiles.first, { source, index, ...fault });
    }
    const grown = appendLeaves(
      range,
      stubs.map((bytes) => leafHash(bytes as Uint8Array)),
    );
    range = grown.range;
    await tiles.compare(grown.nodes);
  }
  if (equalBytes(rangeRoot(range), root)) return tiles.first;
  // The stubs themselves give another tree: where the leaf hashes differ first, one was changed.
  const index = tiles.firstLeaf ?? end;
  return { source, index, part: 'stub', reason: 'root-mismatch' };
}

/** Holds the hashes of a growing tree against the stored tiles, and remembers where they differ. */
class TileComparison {
  first: LogFault | undefined;
  firstLeaf: number | undefined;
  readonly #log: LogStore;
  /** Hashes compared so far, by tile level. */
  readonly #done = new Array<number>(TILE_LEVELS).fill(0);

  constructor(log: LogStore) {
    this.#log = log;
  }

  async compare(nodes: readonly StoredNode[]): Promise<void> {
    for (let level = 0; level < TILE_LEVELS; level++) {
      const own = nodes.filter((node) => node.level === level * TILE_HEIGHT);
      const start = this.#done[level] ?? 0;
      this.#done[level] = start + own.length;
      const stored = await this.#log.readHashes(level, start, start + own.length);
      const wrong = own.findIndex((node, i) => !equalBytes(node.hash, stored[i] ?? noBytes));
      if (wrong < 0) continue;
      const index = (start + wrong) * 2 ** (level * TILE_HEIGHT);
      if (level === 0) this.firstLeaf ??= index;
      const { source } = this.#log;
      const fault = { source, index, part: 'tile', reason: 'hash-mismatch' } as const;
      this.first = earlier(this.first, fault);
    }
  }
}

const noBytes = new Uint8Array(0);
/** In the place of a body that may be missing, and is. */
const GONE = noBytes;

type EntryProblem = Pick<LogFault, 'part' | 'reason'> | undefined;

function entryFaultAt(
  chainId: string,
  log: LogStore,
  index: number,
  stubBytes: Uint8Array | undefined,
  bodyBytes: Uint8Array | undefined,
): EntryProblem {
  if (stubBytes === undefined) return { part: 'stub', reason: 'checksum' };
  const stub = stubCodec.parse(stubBytes);
  if (!stub.ok) return { part: 'stub', reason: stub.reason };
  const isHere = stub.value.source === JournalSource[log.source] && stub.value.index === index;
  if (!isHere) return { part: 'stub', reason: 'misplaced' };
  return bodyFaultAt(chainId, stub.value, bodyBytes);
}

function bodyFaultAt(chainId: string, stub: Stub, bytes: Uint8Array | undefined): EntryProblem {
  if (bytes === undefined) return { part: 'body', reason: 'missing-or-changed' };
  if (bytes === GONE) return undefined;
  const body = parseEntryBody(bytes);
  if (!body.ok) return { part: 'body', reason: body.reason };
  const group = bodyFault(chainId, stub, body.value);
  return group === undefined ? undefined : { part: group, reason: 'commitment-mismatch' };
}

function earlier(known: LogFault | undefined, next: LogFault): LogFault {
  return known !== undefined && known.index <= next.index ? known : next;
}

import { equalBytes } from '@mingjing/crypto';
import { JournalSource, type JournalSourceName, type Stub, stubCodec } from '@mingjing/protocol';
import { appendLeaves, emptyRange, leafHash, rangeRoot, TILE_HEIGHT } from '@mingjing/tlog';
import { bodyFault, type GroupName } from '../entry/commitment.ts';
import { parseEntryBody } from '../entry/entry-body.ts';
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
 * root. The first fault by index, or undefined.
 */
export async function verifyLog(chainId: string, log: LogStore): Promise<LogFault | undefined> {
  const { source } = log;
  // Entries that come while this runs are verified the next time.
  const end = log.size;
  const root = log.root();
  let range = emptyRange();
  let tileFault: LogFault | undefined;
  const levels = new Array<number>(TILE_LEVELS).fill(0);
  for (let from = 0; from < end; from += STEP) {
    const to = Math.min(from + STEP, end);
    const stubs = await log.readStubs(from, to);
    for (const [i, bytes] of stubs.entries()) {
      const fault = await entryFaultAt(chainId, log, from + i, bytes);
      // A stub that is consistent with its slot but not with the tree shows in the tile first.
      if (fault !== undefined) return earlier(tileFault, { source, index: from + i, ...fault });
    }
    const grown = appendLeaves(
      range,
      stubs.map((bytes) => leafHash(bytes as Uint8Array)),
    );
    range = grown.range;
    for (let level = 0; level < TILE_LEVELS; level++) {
      const own = grown.nodes.filter((node) => node.level === level * TILE_HEIGHT);
      const start = levels[level] ?? 0;
      const stored = await log.readHashes(level, start, start + own.length);
      const wrong = own.findIndex((node, i) => !equalBytes(node.hash, stored[i] ?? noBytes));
      levels[level] = start + own.length;
      if (wrong < 0) continue;
      const index = (start + wrong) * 2 ** (level * TILE_HEIGHT);
      const fault = { source, index, part: 'tile', reason: 'hash-mismatch' } as const;
      tileFault = earlier(tileFault, fault);
    }
  }
  if (equalBytes(rangeRoot(range), root)) return tileFault;
  // The stubs themselves give another tree: where the tiles differ first, a stub was changed.
  const index = tileFault?.index ?? end;
  return { source, index, part: 'stub', reason: 'root-mismatch' };
}

const noBytes = new Uint8Array(0);

type EntryProblem = Pick<LogFault, 'part' | 'reason'> | undefined;

async function entryFaultAt(
  chainId: string,
  log: LogStore,
  index: number,
  stubBytes: Uint8Array | undefined,
): Promise<EntryProblem> {
  if (stubBytes === undefined) return { part: 'stub', reason: 'checksum' };
  const stub = stubCodec.parse(stubBytes);
  if (!stub.ok) return { part: 'stub', reason: stub.reason };
  const isHere = stub.value.source === JournalSource[log.source] && stub.value.index === index;
  if (!isHere) return { part: 'stub', reason: 'misplaced' };
  return bodyFaultAt(chainId, stub.value, await log.readBody(index));
}

function bodyFaultAt(chainId: string, stub: Stub, bytes: Uint8Array | undefined): EntryProblem {
  if (bytes === undefined) return { part: 'body', reason: 'missing-or-changed' };
  const body = parseEntryBody(bytes);
  if (!body.ok) return { part: 'body', reason: body.reason };
  const group = bodyFault(chainId, stub, body.value);
  return group === undefined ? undefined : { part: group, reason: 'commitment-mismatch' };
}

function earlier(known: LogFault | undefined, next: LogFault): LogFault {
  return known !== undefined && known.index <= next.index ? known : next;
}

import { createHash } from 'node:crypto';
import { assert } from '@mingjing/crypto';
import {
  bodyFault,
  type EntryBody,
  parseEntryBody,
  type Stub,
  stubCodec,
} from '@mingjing/protocol';
import {
  encodeTile,
  hashesForConsistency,
  hashesForInclusion,
  hashesForRange,
  leafHash,
  proveConsistency,
  proveInclusion,
  proveRange,
  TILE_WIDTH,
  type Tile,
} from '@mingjing/tlog';
import { JournalError } from '../errors.ts';
import { loadHashes } from '../log/hash-reader.ts';
import type { LogStore } from '../log/log-store.ts';

/** Entries of one read; a witness that asks for more asks again. */
export const READ_ENTRIES_MAX = 4096;

/** A stub, parsed and as the bytes of its leaf. */
export interface StoredStub {
  readonly stub: Stub;
  readonly stubBytes: Uint8Array;
}

/** A stored entry, parsed and as the bytes that hashes and commitments cover. */
export interface StoredEntry extends StoredStub {
  /** Undefined when the body is not there any more: the stub stays for ever. */
  readonly body: EntryBody | undefined;
  readonly bodyBytes: Uint8Array | undefined;
}

/** The entry at an index; undefined when the log has no such durable entry. */
export async function readEntry(log: LogStore, index: number): Promise<StoredEntry | undefined> {
  const [entry] = await readEntries(log, index, index + 1);
  return entry;
}

/** Entries [from, to) as far as the log reaches, at most 4096 (asserted). */
export async function readEntries(log: LogStore, from: number, to: number): Promise<StoredEntry[]> {
  assert(
    Number.isSafeInteger(from) && from >= 0 && to - from <= READ_ENTRIES_MAX,
    'a read is small',
  );
  const end = Math.min(to, log.size);
  if (from >= end) return [];
  const stubs = await readStubs(log, from, end);
  const bodies = await log.readBodies(from, end, (index, bytes) => {
    return isBodyOf(log.chainId, stubs[index - from]?.stub, bytes);
  });
  return stubs.map((stub, i) => ({ ...stub, ...bodyOf(log, from + i, bodies[i]) }));
}

/** Stubs [from, to) as far as the log reaches, at most 4096 (asserted); reads no body. */
export async function readStubs(log: LogStore, from: number, to: number): Promise<StoredStub[]> {
  assert(from >= 0 && to - from <= READ_ENTRIES_MAX, 'a read is small');
  const end = Math.min(to, log.size);
  const stubs = from < end ? await log.readStubs(from, end) : [];
  return stubs.map((stubBytes, i) => {
    const parsed = stubBytes && stubCodec.parse(stubBytes);
    if (stubBytes === undefined || !parsed?.ok) throw changed(log, from + i, 'stub');
    return { stub: parsed.value, stubBytes };
  });
}

/**
 * The bodies hash of a disposal (docs/spec/retention.md): SHA-256 of the leaf hashes of the entries
 * [from, to), in order. Asserts that the log has them.
 */
export async function bodiesHash(log: LogStore, from: number, to: number): Promise<Uint8Array> {
  const hash = createHash('sha256');
  for (let start = from; start < to; start += READ_ENTRIES_MAX) {
    const stubs = await log.readStubs(start, Math.min(start + READ_ENTRIES_MAX, to));
    for (const [i, stub] of stubs.entries()) {
      if (stub === undefined) throw changed(log, start + i, 'stub');
      hash.update(leafHash(stub));
    }
  }
  return new Uint8Array(hash.digest());
}

/** Leaf hash of a durable entry; asserts that the log has it. */
export async function stubLeafHash(log: LogStore, index: number): Promise<Uint8Array> {
  const [stub] = await log.readStubs(index, index + 1);
  if (stub === undefined) throw changed(log, index, 'stub');
  return leafHash(stub);
}

/** Inclusion proof in the tree of the first `size` entries. Asserts index < size <= durable. */
export async function inclusionProof(log: LogStore, index: number, size: number) {
  assert(size <= log.size, 'only durable entries are proved');
  const positions = hashesForInclusion(index, size);
  return proveInclusion(index, size, await loadHashes(log, size, positions, log.knownHashes));
}

/** Consistency proof between two sizes of the log. Asserts oldSize <= newSize <= durable. */
export async function consistencyProof(log: LogStore, oldSize: number, newSize: number) {
  assert(newSize <= log.size, 'only durable entries are proved');
  const positions = hashesForConsistency(oldSize, newSize);
  return proveConsistency(oldSize, newSize, await loadHashes(log, newSize, positions));
}

/** Proof that [from, to) of the first `size` entries are all there, with nothing left out. */
export async function rangeProof(log: LogStore, from: number, to: number, size: number) {
  assert(size <= log.size, 'only durable entries are proved');
  const range = { from, to, size };
  return proveRange(range, await loadHashes(log, size, hashesForRange(range)));
}

/** The bytes of a C2SP hash tile; undefined when the log has not that many hashes. */
export async function readTile(log: LogStore, tile: Tile): Promise<Uint8Array | undefined> {
  const start = tile.index * TILE_WIDTH;
  const hashes = await log.readHashes(tile.level, start, start + tile.width);
  return hashes.length === tile.width ? encodeTile(hashes) : undefined;
}

function isBodyOf(chainId: string, stub: Stub | undefined, bytes: Uint8Array): boolean {
  const parsed = parseEntryBody(bytes);
  return parsed.ok && stub !== undefined && bodyFault(chainId, stub, parsed.value) === undefined;
}

function bodyOf(log: LogStore, index: number, bodyBytes: Uint8Array | undefined) {
  if (bodyBytes === undefined) return { body: undefined, bodyBytes };
  const parsed = parseEntryBody(bodyBytes);
  if (!parsed.ok) throw changed(log, index, 'body');
  return { body: parsed.value, bodyBytes };
}

function changed(log: LogStore, index: number, what: string): JournalError {
  const place = `${what} ${index} of log ${log.source}`;
  return new JournalError('JOURNAL_DAMAGED', `${place} is not as it was written`);
}

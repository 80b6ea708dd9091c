import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttachmentItem, BlockCommit } from '@mingjing/replica';
import { MemoryDisk, type NodeStore, openMemoryStore, openStore } from '@mingjing/storage';

/** A place a store can be opened at again and again. */
export interface StorePlace {
  open(): Promise<NodeStore>;
  remove(): Promise<void>;
}

/** The implementations that must behave alike. */
export const STORE_KINDS: readonly [string, () => Promise<StorePlace>][] = [
  ['level', levelPlace],
  ['memory', memoryPlace],
];

async function levelPlace(): Promise<StorePlace> {
  const directory = await mkdtemp(join(tmpdir(), 'mingjing-store-'));
  return {
    open: () => openStore(directory),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function memoryPlace(): Promise<StorePlace> {
  const disk = new MemoryDisk();
  return { open: () => openMemoryStore(disk), remove: () => Promise.resolve() };
}

/** 32 bytes that differ for every kind and number. */
export function hash(kind: number, number: number): Uint8Array {
  const bytes = new Uint8Array(32).fill(kind);
  new DataView(bytes.buffer).setUint32(4, number);
  return bytes;
}

export function commitOf(height: number, change: Partial<BlockCommit> = {}): BlockCommit {
  return {
    height,
    block: Uint8Array.of(1, height, height >>> 8),
    certificate: Uint8Array.of(2, height, height >>> 8),
    results: [],
    transactionIds: [],
    registry: [],
    recordLeaves: [],
    recordsBefore: 0,
    stateSummary: Uint8Array.of(3, height, height >>> 8),
    replay: Uint8Array.of(4, height, height >>> 8),
    replayFloor: 0,
    nextValidators: undefined,
    ...change,
  };
}

export function attachmentOf(number: number, sizeBytes = 100): AttachmentItem {
  return {
    commitment: hash(0xc0, number),
    salt: hash(0x5a, number),
    content: new Uint8Array(sizeBytes).fill(number),
  };
}

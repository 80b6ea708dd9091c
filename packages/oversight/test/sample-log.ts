// A node's log in memory: entries, and signed checkpoints and pages at any size.
import { publicKeyFromSeedPortable, signPortable } from '@mingjing/crypto';
import {
  actGroupCodec,
  entryBodyCodec,
  frameGroupCodec,
  groupCommitment,
  JournalSource,
  type JournalSourceName,
  logOrigin,
  stubCodec,
} from '@mingjing/protocol';
import {
  formatCheckpoint,
  formatNote,
  hashReaderOf,
  leafHash,
  noteKey,
  proveConsistency,
  proveRange,
  rootOf,
  signNote,
  TYPE_ED25519,
} from '@mingjing/tlog';
import type { LogPage } from '../src/index.ts';

export const CHAIN_ID = 'test-0123456789abcdef';
export const NODE_ID = 'node-a';
const SEED = new Uint8Array(32).fill(7);
export const JOURNAL_KEY = publicKeyFromSeedPortable(SEED);
const text = new TextEncoder();

export interface SampleEntry {
  readonly time: number;
  readonly event?: string;
  readonly result?: number;
  readonly counts?: number[];
  readonly transactionId?: Uint8Array;
}

/** An honest log; a test changes what comes out of it. */
export class SampleLog {
  readonly source: JournalSourceName;
  readonly stubs: Uint8Array[] = [];
  readonly bodies: Uint8Array[] = [];

  constructor(source: JournalSourceName = 'access') {
    this.source = source;
  }

  add(entry: SampleEntry): this {
    const index = this.stubs.length;
    const number = JournalSource[this.source];
    const { time, event = 'read', result = 1, counts = [] } = entry;
    const frame = frameGroupCodec.encode({
      ...{ program: NODE_ID, source: number, index, time, monotonicUs: index },
      ...{ blockHeight: 1, event, result, reason: '' },
    });
    const act = actGroupCodec.encode({
      ...{ actorType: 1, actor: 'alice', session: '', method: '', resource: '', object: '' },
      ...{ transactionId: entry.transactionId ?? new Uint8Array(0), counts },
      ...{ destinationAddress: '', destinationPort: 0 },
    });
    const salt = new Uint8Array(32).fill(index % 251);
    const stub = stubCodec.encode({
      ...{ version: 1, source: number, index, time, actorTag: new Uint8Array(16).fill(1) },
      frameCommitment: groupCommitment(CHAIN_ID, 'frame', salt, frame),
      actCommitment: groupCommitment(CHAIN_ID, 'act', salt, act),
      ...{ personalCommitment: new Uint8Array(0), keyCheck: new Uint8Array(0) },
    });
    const groups = { frame: { salt, stored: frame }, act: { salt, stored: act } };
    this.stubs.push(stub);
    this.bodies.push(entryBodyCodec.encode({ version: 1, ...groups }));
    return this;
  }

  /** Adds entries a second apart. */
  grow(count: number): this {
    for (let i = 0; i < count; i += 1) this.add({ time: 1_000_000 + this.stubs.length * 1000 });
    return this;
  }

  get size(): number {
    return this.stubs.length;
  }

  root(size = this.size): Uint8Array {
    return rootOf(this.#leaves(size));
  }

  note(size = this.size, root = this.root(size), origin = this.#origin()): Uint8Array {
    const key = noteKey(origin, TYPE_ED25519, JOURNAL_KEY);
    const said = formatCheckpoint({ origin, size, root });
    const signature = signNote(said, key, (message) => signPortable(SEED, message));
    return text.encode(formatNote({ text: said, signatures: [signature] }));
  }

  consistency(from: number, size = this.size): Uint8Array[] {
    if (from === 0 || from === size) return [];
    return proveConsistency(from, size, hashReaderOf(this.#leaves(size)));
  }

  page(from: number, to = this.size, size = this.size): LogPage {
    const proof = proveRange({ from, to, size }, hashReaderOf(this.#leaves(size)));
    return { from, stubs: this.stubs.slice(from, to), bodies: this.bodies.slice(from, to), proof };
  }

  #origin(): string {
    return logOrigin(CHAIN_ID, NODE_ID, this.source);
  }

  #leaves(size: number): Uint8Array[] {
    return this.stubs.slice(0, size).map(leafHash);
  }
}

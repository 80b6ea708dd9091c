import { equalBytes } from '@mingjing/crypto';
import { sealNative } from '@mingjing/crypto/node';
import { type Journal, openEntry, type PersonKeys, READ_ENTRIES_MAX } from '@mingjing/journal';
import {
  type Checked,
  EXPORT_BYTES_MAX,
  EXPORT_ENTRIES_MAX,
  type ExportedBody,
  type ExportedLog,
  type ExportRequest,
  exportPersonalBinding,
  JournalSource,
  type JournalSourceName,
  passed,
  personalGroupCodec,
  refused,
  type Stub,
} from '@mingjing/protocol';
import { headOf } from '../retention/retained-log.ts';
import type { VouchedLog } from '../retention/vouched-log.ts';
import { type LogRange, rangeOf } from './log-range.ts';

/** Bodies read at once: two megabytes at most, and a turn of the event loop. */
const RUN_ENTRIES = 64;

export type LogRefusal = 'log-behind' | 'too-many-entries' | 'too-large' | 'body-missing';

/** What is still free of the bounds of one export. */
export interface ExportRoom {
  entries: number;
  bytes: number;
}

/** Room of an export that holds nothing yet. */
export function freshRoom(): ExportRoom {
  return { entries: EXPORT_ENTRIES_MAX, bytes: EXPORT_BYTES_MAX };
}

/** What all logs of one export have in common. */
export interface ExportScope {
  readonly chainId: string;
  readonly journal: Journal;
  readonly personKeys: PersonKeys;
  readonly request: ExportRequest;
  readonly requestHash: Uint8Array;
  /** Tag of the actor in scope; undefined: everybody. */
  readonly actorTag: Uint8Array | undefined;
  /** Seals the personal groups of this export and nothing else. */
  readonly key: Uint8Array;
  /** Whether nothing of this person may be processed any more but by access order. */
  readonly isRestricted: (person: string) => boolean;
  readonly room: ExportRoom;
}

/** What chain and others say of a log that is exported. */
export interface ExportWord {
  readonly source: JournalSourceName;
  readonly anchoredSize: number;
  readonly disposedTo: number;
  readonly vouched: VouchedLog | undefined;
}

/**
 * What an export shows of one log: the stubs of the time range with the neighbours that bound it,
 * their range proof under a checkpoint, and the bodies in scope. The checkpoint is the one that
 * witnesses cosigned, where it covers the range and whatever the chain anchored.
 */
export async function exportedLog(
  scope: ExportScope,
  word: ExportWord,
): Promise<Checked<ExportedLog, LogRefusal>> {
  const { journal, request, room } = scope;
  const { source, anchoredSize, vouched } = word;
  const number = JournalSource[source];
  const size = journal.durableSize(source);
  if (size < anchoredSize) return refused('log-behind');
  if (size === 0) {
    const nothing = { anchored: [], first: 0, stubs: [], proof: [], bodies: [] };
    return passed({ source: number, note: new Uint8Array(0), ...nothing });
  }
  const signed = await journal.checkpoint(source);
  const range = await rangeOf(journal, source, request, signed.size);
  room.entries -= range.end - range.first;
  if (room.entries < 0) return refused('too-many-entries');
  const isCosigned =
    vouched !== undefined && covers(vouched.size, range, signed.size, anchoredSize);
  const head = isCosigned ? headOf(vouched) : signed;
  const stubs = await readStubs(journal, source, range);
  const bodies = await bodiesOf(
    scope,
    word,
    stubs.map(({ stub }) => stub),
  );
  if (!bodies.ok) return bodies;
  return passed({
    ...{ source: number, note: Buffer.from(head.note), first: range.first },
    anchored:
      anchoredSize === 0 ? [] : await journal.consistencyProof(source, anchoredSize, head.size),
    stubs: stubs.map(({ stubBytes }) => stubBytes),
    proof: await journal.rangeProof(source, range.first, range.end, head.size),
    bodies: bodies.value,
  });
}

/** Whether a cosigned checkpoint shows the range as well as the one that was signed now. */
function covers(
  size: number,
  { end, isBounded }: LogRange,
  signedSize: number,
  anchoredSize: number,
): boolean {
  if (size < anchoredSize || size > signedSize) return false;
  return isBounded ? size >= end : size === signedSize;
}

async function readStubs(journal: Journal, source: JournalSourceName, { first, end }: LogRange) {
  const stubs: Awaited<ReturnType<Journal['readStubs']>> = [];
  for (let at = first; at < end; at += READ_ENTRIES_MAX) {
    stubs.push(...(await journal.readStubs(source, at, Math.min(end, at + READ_ENTRIES_MAX))));
  }
  return stubs;
}

async function bodiesOf(
  scope: ExportScope,
  { source, disposedTo }: ExportWord,
  stubs: readonly Stub[],
): Promise<Checked<ExportedBody[], LogRefusal>> {
  const { journal, room } = scope;
  const bodies: ExportedBody[] = [];
  const inScope = stubs.filter((stub) => isInScope(scope, stub));
  for (const { from, to } of runsOf(inScope.map(({ index }) => index))) {
    for (const { stub, body, bodyBytes } of await journal.readRange(source, from, to)) {
      if (body === undefined || bodyBytes === undefined) {
        if (stub.index < disposedTo) continue;
        return refused('body-missing');
      }
      const personal = resealed(scope, { stub, body });
      room.bytes -= bodyBytes.length + personal.length;
      if (room.bytes < 0) return refused('too-large');
      bodies.push({ index: stub.index, body: bodyBytes, personal });
    }
  }
  return passed(bodies);
}

/** Ascending indices as runs without a gap: those of one actor lie apart, and are read alone. */
function runsOf(indices: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const index of indices) {
    const last = runs.at(-1);
    const goesOn = last?.to === index && index - last.from < RUN_ENTRIES;
    if (goesOn) last.to = index + 1;
    else runs.push({ from: index, to: index + 1 });
  }
  return runs;
}

function isInScope({ request, actorTag }: ExportScope, stub: Stub): boolean {
  const isInRange = stub.time >= request.from && stub.time < request.to;
  return isInRange && (actorTag === undefined || equalBytes(stub.actorTag, actorTag));
}

/** The personal group under the key of the export; empty when there is none, or none to be had. */
function resealed(
  { chainId, personKeys, requestHash, key, isRestricted }: ExportScope,
  entry: Parameters<typeof openEntry>[1],
): Uint8Array {
  const { act, personal } = openEntry(chainId, entry, personKeys);
  if (typeof personal === 'string' || isRestricted(act.actor)) return new Uint8Array(0);
  const { nonce, aad } = exportPersonalBinding(chainId, requestHash, entry.stub);
  return sealNative(key, nonce, personalGroupCodec.encode(personal), aad);
}

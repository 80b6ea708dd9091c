import { equalBytes } from '@mingjing/crypto';
import { JournalSource } from '@mingjing/protocol';
import { appendLeaves, leafHash, rangeRoot } from '@mingjing/tlog';
import type { BuiltEntry } from '../entry/entry-builder.ts';
import type { LogStore } from '../log/log-store.ts';
import { checkEntry, checkStub } from '../offline/entry-check.ts';
import type { FolderLog } from './folder-log.ts';
import type { Losses } from './repair-report.ts';
import type { SignedRoot } from './signed-roots.ts';

/** Entries in memory at once. */
const STEP = 1024;

export interface StagedLog {
  readonly own: FolderLog;
  readonly copy: FolderLog;
  /** Entries of the copy that are proved to be the log's. */
  readonly trusted: number;
  /** Bodies below are disposed of: none is written, whoever still holds it. */
  readonly disposedTo: number;
  /** Entries that are written; later ones stay in the tails. */
  readonly end: number;
  readonly roots: readonly SignedRoot[];
  /** Where the log is written anew; empty before. */
  readonly target: LogStore;
  readonly losses: Losses;
}

/**
 * Writes a log anew from what is whole: stubs from the proved part of the copy, beyond it from the
 * journal; each body that was not disposed of from whichever holds the one that its stub commits
 * to. What nobody holds goes to `losses`, and then what was written is good for nothing.
 */
export async function stageLog(log: StagedLog): Promise<void> {
  const { roots, end, target, losses } = log;
  const { source } = log.own.identity;
  const trusted = Math.min(log.trusted, end);
  const beyond = roots.filter(({ size }) => size > trusted && size <= end);
  const stops = [...new Set([trusted, ...beyond.map(({ size }) => size), end])];
  let isWhole = true;
  let from = 0;
  for (const stop of stops.sort((a, b) => a - b)) {
    for (; from < stop; from = Math.min(from + STEP, stop)) {
      const entries = await entriesOf(log, from, Math.min(from + STEP, stop));
      isWhole &&= entries !== undefined;
      if (isWhole && entries !== undefined) await append(target, entries);
    }
    const signed = beyond.find(({ size }) => size === stop);
    if (!isWhole || signed === undefined) continue;
    if (equalBytes(rangeRoot(target.range), signed.root)) continue;
    // Each entry is whole in itself, and together they are not what was signed.
    losses.add(source, 'stub', trusted, stop);
    isWhole = false;
  }
}

type FoundBody = Pick<BuiltEntry, 'body' | 'time'>;

/** Entries [from, to); undefined when one of them is lost. */
async function entriesOf(
  { own, copy, trusted, disposedTo, losses }: StagedLog,
  from: number,
  to: number,
): Promise<BuiltEntry[] | undefined> {
  const stubs = [
    ...(await copy.stubs(Math.min(from, trusted), Math.min(to, trusted))),
    ...(await own.stubs(Math.max(from, trusted), Math.max(to, trusted))),
  ];
  const entries: BuiltEntry[] = [];
  for (const [i, stub] of stubs.entries()) {
    const index = from + i;
    const { source } = own.identity;
    const isGone = index < disposedTo;
    const body =
      stub && (isGone ? noBody(own, index, stub) : await bodyOf([own, copy], index, stub));
    if (stub === undefined) losses.add(source, 'stub', index, index + 1);
    else if (body === undefined) losses.add(source, 'body', index, index + 1);
    else {
      const number = JournalSource[source];
      entries.push({ source: number, index, ...body, stub, leafHash: leafHash(stub) });
    }
  }
  return entries.length === stubs.length ? entries : undefined;
}

/** What is written of an entry whose body was disposed of: none, which no segment then has. */
function noBody(log: FolderLog, index: number, stub: Uint8Array): FoundBody | undefined {
  const { stub: checked } = checkStub(log.identity, index, stub);
  return checked && { body: new Uint8Array(0), time: checked.time };
}

/** The body that a stub commits to, from the first that holds it, and the time of both. */
async function bodyOf(
  logs: readonly FolderLog[],
  index: number,
  stub: Uint8Array,
): Promise<FoundBody | undefined> {
  for (const log of logs) {
    for (const body of await log.bodies(index)) {
      const checked = checkEntry(log.identity, index, stub, body);
      if (checked.problem !== undefined || checked.stub === undefined) continue;
      return { body, time: checked.stub.time };
    }
  }
  return undefined;
}

async function append(target: LogStore, entries: readonly BuiltEntry[]): Promise<void> {
  const { range, nodes } = appendLeaves(
    target.range,
    entries.map(({ leafHash: leaf }) => leaf),
  );
  target.commit(entries, range, nodes);
  await target.distribute(range);
}

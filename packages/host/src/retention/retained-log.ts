import { assert, equalBytes } from '@mingjing/crypto';
import type { Journal } from '@mingjing/journal';
import {
  type AnchorEntry,
  copyStatementCodec,
  JournalSource,
  type JournalSourceName,
  type LeafProof,
  type LogHistory,
  type RetainedLog,
  type SignedCopy,
} from '@mingjing/protocol';
import { parseCheckpoint, parseNote } from '@mingjing/tlog';
import type { HeartbeatTally } from './heartbeats.ts';
import type { VouchedLog } from './vouched-log.ts';

/** What the chain and others say of a log that a certificate shows. */
export interface LogWord {
  readonly source: JournalSourceName;
  readonly anchor: AnchorEntry | undefined;
  readonly history: LogHistory | undefined;
  readonly vouched: VouchedLog | undefined;
  /** Of the maintenance log only. */
  readonly tally: HeartbeatTally | undefined;
}

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/**
 * What a certificate shows of one log: the checkpoint that witnesses cosigned, as long as the chain
 * has anchored nothing beyond it, else one signed now; and the first and last entry, consistency
 * and copies against that. Undefined: the log is behind what was anchored.
 */
export async function retainedLog(
  journal: Journal,
  word: LogWord,
): Promise<RetainedLog | undefined> {
  const { source, vouched, tally } = word;
  const anchored = word.anchor?.logs.find((log) => log.source === JournalSource[source]);
  const from = anchored?.size ?? 0;
  const size = journal.durableSize(source);
  if (size === 0 || size < from) return undefined;
  const isCosigned = vouched !== undefined && vouched.size >= from && vouched.size <= size;
  const head = isCosigned ? headOf(vouched) : await journal.checkpoint(source);
  return {
    source: JournalSource[source],
    note: Buffer.from(head.note),
    earliest: await leafProof(journal, source, 0, head.size),
    latest: await leafProof(journal, source, head.size - 1, head.size),
    anchored: from === 0 ? [] : await journal.consistencyProof(source, from, head.size),
    heartbeats: tally?.heartbeats ?? 0,
    longestPauseMs: tally?.longestPauseMs ?? 0,
    copies: copiesOf(word, head),
  };
}

/** Size and root of the checkpoint that witnesses cosigned last. */
export function headOf({ note }: VouchedLog): Head {
  const parsed = parseNote(Buffer.from(note));
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : parsed;
  assert(checkpoint.ok, 'what others gave was verified when it was taken');
  return { ...checkpoint.value, note };
}

async function leafProof(
  journal: Journal,
  source: JournalSourceName,
  index: number,
  size: number,
): Promise<LeafProof> {
  const entry = await journal.read(source, index);
  assert(entry !== undefined, 'a checkpoint covers durable entries');
  return { stub: entry.stubBytes, path: await journal.inclusionProof(source, index, size) };
}

/** The copies that a verifier can place: of a size and root that chain or checkpoint show. */
function copiesOf({ source, anchor, history, vouched }: LogWord, head: Head): SignedCopy[] {
  const anchored = anchor?.logs.filter((log) => log.source === JournalSource[source]) ?? [];
  const known = [head, ...anchored, ...(history?.marks ?? [])];
  const placed = (vouched?.copies ?? []).filter(({ statement }) => {
    const { size, root } = copyStatementCodec.decode(statement);
    const isKnown = known.some((each) => each.size === size && equalBytes(each.root, root));
    return isKnown && size <= head.size;
  });
  return placed.map(({ statement, signature }) => ({ statement, signature }));
}

import type { JournalSourceName } from '@mingjing/protocol';
import type { NodeStore } from '@mingjing/storage';
import type { CopiedJournal } from '../search/copied-logs.ts';

/** Blocks of one object, and bytes after which it takes no further one. */
const BLOCKS_MAX = 500;
const BLOCK_BYTES_FULL = 16 * 1024 * 1024;
/** Entries of one object: with bodies of 32 KiB each it stays below what is put at once. */
const ENTRIES_MAX = 1024;
/** What is not full is closed after so long. */
export const CLOSED_MS = 24 * 3_600_000;
const DIGITS = 15;
const RANGE = /^(.+)\/(\d{15})-(\d{15})\.jsonl$/;

/** What lies in one object: items [from, to) of a group, one a line of JSON. */
export interface Segment {
  readonly group: string;
  readonly from: number;
  readonly to: number;
  readonly content: Uint8Array;
  /** What shows that it is all of them, beside the content. */
  readonly proof: Readonly<Record<string, unknown>>;
}

export const BLOCK_GROUP = 'blocks';

export function journalGroup(nodeId: string, source: string): string {
  return `journals/${nodeId}/${source}`;
}

export function segmentName({ from, group, to }: Pick<Segment, 'group' | 'from' | 'to'>): string {
  const [first, end] = [from, to].map((each) => String(each).padStart(DIGITS, '0'));
  return `${group}/${first}-${end}.jsonl`;
}

/** The range that a name stands for; undefined: it is no segment. */
export function segmentIn(name: string): Pick<Segment, 'group' | 'from' | 'to'> | undefined {
  const [, group, from, to] = RANGE.exec(name) ?? [];
  return group === undefined ? undefined : { group, from: Number(from), to: Number(to) };
}

/**
 * The blocks from a height on that are closed: enough of them, or old enough. Each stands with the
 * certificate of its quorum, so the segment needs no other proof. Undefined: not yet.
 */
export async function blockSegment(
  store: Pick<NodeStore, 'block' | 'latestHeight'>,
  from: number,
  isOld: (height: number) => Promise<boolean>,
): Promise<Segment | undefined> {
  const lines: string[] = [];
  let [bytes, height] = [0, from];
  const end = Math.min((store.latestHeight() ?? 0) + 1, from + BLOCKS_MAX);
  for (; height < end && bytes < BLOCK_BYTES_FULL; height += 1) {
    const stored = await store.block(height);
    if (stored === undefined) return undefined;
    const { block, certificate, results } = stored;
    bytes += block.length + certificate.length;
    lines.push(
      JSON.stringify({ height, block: base64(block), certificate: base64(certificate), results }),
    );
  }
  const isFull = lines.length === BLOCKS_MAX || bytes >= BLOCK_BYTES_FULL;
  if (lines.length === 0 || (!isFull && !(await isOld(from)))) return undefined;
  return { group: BLOCK_GROUP, from, to: height, content: linesOf(lines), proof: {} };
}

/**
 * The entries of a copied log from an index on that are closed, with the checkpoint of their node
 * and the proof that none between them is missing. Undefined: not yet.
 */
export async function journalSegment(
  { copy, verified }: CopiedJournal,
  source: JournalSourceName,
  from: number,
  isOld: (time: number) => boolean,
): Promise<Segment | undefined> {
  const head = verified(source);
  const to = Math.min(head?.size ?? 0, from + ENTRIES_MAX);
  if (head === undefined || to <= from) return undefined;
  const isFull = to - from === ENTRIES_MAX;
  // Every log is looked at in every round: one entry says that it is too early.
  const [first] = isFull ? [] : await copy.readRange(source, from, from + 1);
  if (first !== undefined && !isOld(first.stub.time)) return undefined;
  const entries = await copy.readRange(source, from, to);
  const lines = entries.map(({ bodyBytes, stubBytes }) =>
    JSON.stringify({
      stub: base64(stubBytes),
      body: bodyBytes === undefined ? null : base64(bodyBytes),
    }),
  );
  const hashes = await copy.rangeProof(source, from, to, head.size);
  const group = journalGroup(copy.nodeId, source);
  const checkpoint = Buffer.from(head.note).toString('utf8');
  return {
    ...{ group, from, to, content: linesOf(lines) },
    proof: { checkpoint, range_proof: hashes.map(base64) },
  };
}

function linesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

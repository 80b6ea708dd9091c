import { type JournalCopy, JournalError } from '@mingjing/journal';
import type { SignedHead } from '@mingjing/oversight';
import { type JournalSourceName, logOrigin, SOURCE_NAMES } from '@mingjing/protocol';
import { formatTlogProof, parseCheckpoint, parseNote, verifyInclusion } from '@mingjing/tlog';
import {
  changesOfEntries,
  foundEntries,
  type LogOwner,
  type SearchableLog,
} from './searchable-log.ts';

/** A verified copy of another program's journal, as its witness keeps it. */
export interface CopiedJournal {
  readonly copy: JournalCopy;
  readonly chainId: string;
  /** Of the node whose journal it is. */
  readonly organisation: string;
  /** Latest checkpoint that is on disk with all entries it covers; undefined before the first. */
  verified(source: JournalSourceName): SignedHead | undefined;
}

/**
 * The logs of a copy, each as far as a checkpoint of its own node proves it. Personal groups stay
 * sealed: only the program that wrote them has their keys, so nothing of them is searched.
 */
export function copiedLogs(copied: CopiedJournal): SearchableLog[] {
  return SOURCE_NAMES.map((source) => copiedLog(copied, source));
}

function copiedLog(copied: CopiedJournal, source: JournalSourceName): SearchableLog {
  const { chainId, copy, organisation } = copied;
  const origin = logOrigin(chainId, copy.nodeId, source);
  const keys = { fieldKey: () => undefined };
  const owner: LogOwner = { chainId, organisation, nodeId: copy.nodeId, keys };
  const size = () => copied.verified(source)?.size ?? 0;
  return {
    origin,
    source,
    size,
    ...changesOfEntries(() => copy.bodiesFrom(source)),
    read: async (from, to) => {
      const end = Math.min(to, size());
      return end > from ? foundEntries(owner, origin, await copy.readRange(source, from, end)) : [];
    },
    prove: async (indices) => {
      const cosigned = cosignedHead(await copy.readCheckpoint(source));
      return Promise.all(
        indices.map((index) => {
          const head = coveringHead(copied, source, cosigned, index);
          return proofOf(copied, source, head, index);
        }),
      );
    },
  };
}

type CoveringHead = Pick<SignedHead, 'size' | 'root' | 'note'>;

async function proofOf(
  { chainId, copy }: CopiedJournal,
  source: JournalSourceName,
  head: CoveringHead,
  index: number,
): Promise<string> {
  const hashes = await copy.inclusionProof(source, index, head.size);
  const leafHash = await copy.stubLeafHash(source, index);
  const claim = { index, size: head.size, leafHash, proof: hashes, root: head.root };
  const included = verifyInclusion(claim);
  // The entry was proved when it was taken over: since then the copy was changed.
  if (!included.ok) throw damaged(logOrigin(chainId, copy.nodeId, source), index, included.reason);
  const checkpoint = Buffer.from(head.note).toString('utf8');
  return formatTlogProof({ index, hashes, extra: undefined, checkpoint });
}

/** The checkpoint that this node cosigned, as it lies in the copy. */
function cosignedHead(bytes: Uint8Array | undefined): CoveringHead | undefined {
  const note = bytes && parseNote(bytes);
  const checkpoint = note?.ok ? parseCheckpoint(note.value.text) : undefined;
  if (bytes === undefined || !checkpoint?.ok) return undefined;
  const { root, size } = checkpoint.value;
  return { size, root, note: bytes };
}

/** The cosigned checkpoint, or, when the entry is younger, the latest verified one. */
function coveringHead(
  { chainId, copy, verified }: CopiedJournal,
  source: JournalSourceName,
  cosigned: CoveringHead | undefined,
  index: number,
): CoveringHead {
  const head = [cosigned, verified(source)].find((each) => each !== undefined && each.size > index);
  if (head !== undefined) return head;
  throw damaged(logOrigin(chainId, copy.nodeId, source), index, 'no-checkpoint');
}

function damaged(origin: string, index: number, reason: string): JournalError {
  const place = `entry ${index} of the copy of ${origin}`;
  return new JournalError('JOURNAL_DAMAGED', `${place} is not as it was verified: ${reason}`);
}

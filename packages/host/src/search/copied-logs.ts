import { type JournalCopy, JournalError } from '@mingjing/journal';
import type { SignedHead } from '@mingjing/oversight';
import { type JournalSourceName, logOrigin, SOURCE_NAMES } from '@mingjing/protocol';
import { formatTlogProof, parseCheckpoint, parseNote, verifyInclusion } from '@mingjing/tlog';
import { foundEntries, type LogOwner, type SearchableLog } from './searchable-log.ts';

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
    bodiesFrom: () => copy.bodiesFrom(source),
    read: async (from, to) => {
      const end = Math.min(to, size());
      return end > from ? foundEntries(owner, origin, await copy.readRange(source, from, end)) : [];
    },
    prove: async (index) => {
      const head = await coveringHead(copied, source, index);
      const hashes = await copy.inclusionProof(source, index, head.size);
      const leafHash = await copy.stubLeafHash(source, index);
      const claim = { index, size: head.size, leafHash, proof: hashes, root: head.root };
      const included = verifyInclusion(claim);
      // The entry was proved when it was taken over: since then the copy was changed.
      if (!included.ok) throw damaged(origin, index, included.reason);
      const checkpoint = Buffer.from(head.note).toString('utf8');
      return formatTlogProof({ index, hashes, extra: undefined, checkpoint });
    },
  };
}

type CoveringHead = Pick<SignedHead, 'size' | 'root' | 'note'>;

/** The checkpoint this node cosigned, or, when the entry is younger, the latest verified one. */
async function coveringHead(
  { chainId, copy, verified }: CopiedJournal,
  source: JournalSourceName,
  index: number,
): Promise<CoveringHead> {
  const origin = logOrigin(chainId, copy.nodeId, source);
  const bytes = await copy.readCheckpoint(source);
  const note = bytes && parseNote(bytes);
  const cosigned = note?.ok ? parseCheckpoint(note.value.text) : undefined;
  if (bytes !== undefined && cosigned?.ok && cosigned.value.size > index) {
    const { root, size } = cosigned.value;
    return { size, root, note: bytes };
  }
  const head = verified(source);
  if (head === undefined || head.size <= index) throw damaged(origin, index, 'no-checkpoint');
  return head;
}

function damaged(origin: string, index: number, reason: string): JournalError {
  const place = `entry ${index} of the copy of ${origin}`;
  return new JournalError('JOURNAL_DAMAGED', `${place} is not as it was verified: ${reason}`);
}

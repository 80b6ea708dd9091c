import { setImmediate as otherWork } from 'node:timers/promises';
import { bytesToHex } from '@mingjing/crypto';
import {
  type Journal,
  JournalError,
  type OpenedEntry,
  openEntry,
  type PersonalAccess,
  type PersonKeys,
  type StoredEntry,
} from '@mingjing/journal';
import {
  bodyFault,
  EntryResult,
  type JournalSourceName,
  logOrigin,
  SOURCE_NAMES,
} from '@mingjing/protocol';
import { formatTlogProof, leafHash, parseCheckpoint, parseNote } from '@mingjing/tlog';
import type { Found, IndexedLog } from './indexed-log.ts';

/** An entry as it stands in its log, with the document that is searched. */
export interface FoundEntry extends Found {
  readonly stored: StoredEntry;
  /** Undefined when the body is not there any more. */
  readonly opened: OpenedEntry | undefined;
}

/**
 * A log that can be searched: of the own journal, or of any other whose entries and proofs this
 * program holds. What it reads was checked against its stubs: else it throws `JournalError`.
 */
export interface SearchableLog extends IndexedLog<FoundEntry> {
  readonly source: JournalSourceName;
  /** C2SP tlog-proof of each of some entries, under as few signed checkpoints as can be. */
  prove(indices: readonly number[]): Promise<string[]>;
}

/** Whose log, and what opens the personal groups of its entries. */
export interface LogOwner {
  readonly chainId: string;
  readonly nodeId: string;
  readonly organisation: string;
  readonly keys: Pick<PersonKeys, 'fieldKey'>;
  /** Persons whose data may not be processed any more, whatever keys are still there. */
  readonly isRestricted?: (person: string) => boolean;
}

export interface OwnJournal extends LogOwner {
  readonly journal: Journal;
  readonly keys: PersonKeys;
}

/**
 * What an entry may have lost since it was indexed: its body, or the use of its personal group.
 * Bodies below `bodiesFrom` were disposed of. Nothing of an entry ever comes later.
 */
export function changesOfEntries(
  bodiesFrom: () => number,
): Pick<SearchableLog, 'hasLost' | 'earlier'> {
  return {
    hasLost: ({ opened, document }) =>
      document.position < bodiesFrom() || opened?.personal === 'restricted',
    earlier: () => [],
  };
}

/** Entries opened before other work gets its turn: some milliseconds. */
const SLICE = 64;

/** The logs of the program's own journal. */
export function ownLogs(own: OwnJournal): SearchableLog[] {
  return SOURCE_NAMES.map((source) => ownLog(own, source));
}

function ownLog(own: OwnJournal, source: JournalSourceName): SearchableLog {
  const { chainId, journal, nodeId } = own;
  const origin = logOrigin(chainId, nodeId, source);
  return {
    origin,
    source,
    size: () => journal.durableSize(source),
    ...changesOfEntries(() => journal.bodiesFrom(source)),
    read: async (from, to) => {
      return foundEntries(own, origin, await journal.readRange(source, from, to));
    },
    prove: async (indices) => {
      const note = await coveringNote(journal, source, Math.max(...indices));
      return Promise.all(
        indices.map(async (index) => {
          const hashes = await journal.inclusionProof(source, index, note.size);
          return formatTlogProof({ index, hashes, extra: undefined, checkpoint: note.text });
        }),
      );
    },
  };
}

/** Entries opened, in slices; throws `JournalError` at one that is not what its stub says. */
export async function foundEntries(
  owner: LogOwner,
  origin: string,
  entries: readonly StoredEntry[],
): Promise<FoundEntry[]> {
  const found: FoundEntry[] = [];
  for (const [i, stored] of entries.entries()) {
    if (i > 0 && i % SLICE === 0) await otherWork();
    found.push(foundEntry(owner, origin, stored));
  }
  return found;
}

/** The last checkpoint, or one signed now when the entry is younger. */
async function coveringNote(journal: Journal, source: JournalSourceName, index: number) {
  const bytes = await journal.readCheckpoint(source);
  const note = bytes && parseNote(bytes);
  const checkpoint = note?.ok ? parseCheckpoint(note.value.text) : undefined;
  if (bytes !== undefined && checkpoint?.ok && checkpoint.value.size > index) {
    return { size: checkpoint.value.size, text: Buffer.from(bytes).toString('utf8') };
  }
  const signed = await journal.checkpoint(source);
  return { size: signed.size, text: signed.note };
}

function foundEntry(owner: LogOwner, origin: string, stored: StoredEntry): FoundEntry {
  const { body, stub, stubBytes } = stored;
  const fault = body && bodyFault(owner.chainId, stub, body);
  if (fault !== undefined) {
    const place = `${fault} group of entry ${stub.index} of ${origin}`;
    throw new JournalError('JOURNAL_DAMAGED', `the ${place} is not what its stub commits to`);
  }
  const opened = body && openEntry(owner.chainId, { stub, body }, owner.keys, accessOf(owner));
  const common = {
    kind: 'entry',
    origin,
    position: stub.index,
    leafHash: leafHash(stubBytes),
    time: stub.time,
    source: SOURCE_NAMES[stub.source - 1] ?? '',
    node: owner.nodeId,
    organisation: owner.organisation,
    actorTag: bytesToHex(stub.actorTag),
  } as const;
  return { stored, opened, document: { ...common, ...contentOf(opened) } };
}

function accessOf({ isRestricted }: LogOwner): PersonalAccess {
  return isRestricted === undefined ? {} : { isRestricted };
}

const RESULT_NAMES = new Map<number, string>(
  Object.entries(EntryResult).map(([name, number]) => [number, name]),
);

/** The part of a document that goes with the body of its entry. */
function contentOf(opened: OpenedEntry | undefined) {
  const { act, frame } = opened ?? {};
  const personal = typeof opened?.personal === 'object' ? opened.personal : undefined;
  const id = bytesToHex(act?.transactionId ?? new Uint8Array(0));
  const { object = '', resource = '', session = '' } = act ?? {};
  const { event = '', reason = '' } = frame ?? {};
  return {
    event,
    result: RESULT_NAMES.get(frame?.result ?? 0) ?? '',
    actor: act?.actor ?? '',
    object,
    ...{ subject: '', category: '', height: '', contents: [] },
    texts: [event, reason, object, resource, session, id],
    personal: {
      sourceAddress: personal?.sourceAddress ?? '',
      texts: personal === undefined ? [] : [personal.subject],
    },
  };
}

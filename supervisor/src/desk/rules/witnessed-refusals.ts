import type { Witness } from '@mingjing/host';
import { EntryResult, frameGroupCodec, type JournalSourceName } from '@mingjing/protocol';
import type { ToldFact } from './told-fact.ts';

/** Where connections that a node turned away are said. */
const SOURCE = 'security' satisfies JournalSourceName;
const REFUSED = 'peer-refused';
/** Entries of one log read in one look, a second apart. */
const ENTRIES_A_LOOK = 512;

/** Another node's journal as it lies here, verified. */
export interface WitnessedJournal {
  readonly nodeId: string;
  /** Entries that are here and proved. */
  size(source: JournalSourceName): number;
  readRange(
    source: JournalSourceName,
    from: number,
    to: number,
  ): Promise<
    readonly { readonly body: { readonly frame: { readonly stored: Uint8Array } } | undefined }[]
  >;
}

/** A copy, as far as a checkpoint of its own node proves it. */
export function witnessed({
  copy,
  verified,
}: ReturnType<Witness['copies']>[number]): WitnessedJournal {
  return {
    nodeId: copy.nodeId,
    size: (source) => verified(source)?.size ?? 0,
    readRange: (source, from, to) => copy.readRange(source, from, to),
  };
}

/** Connections that other nodes refused, and up to where their logs were read for it. */
export interface Refusals {
  readonly facts: readonly ToldFact[];
  readonly places: ReadonlyMap<string, number>;
}

/**
 * Counts refused connections in the witnessed logs from where they were read before; a log that is
 * new here is read from now on. Who knocked is in the encrypted group: the source is the node.
 */
export async function readRefusals(
  journals: readonly WitnessedJournal[],
  placeOf: (nodeId: string) => Promise<number | undefined>,
): Promise<Refusals> {
  const facts: ToldFact[] = [];
  const places = new Map<string, number>();
  for (const journal of journals) {
    const { nodeId } = journal;
    const size = journal.size(SOURCE);
    const from = await placeOf(nodeId);
    if (from === size) continue;
    // A log that began anew is shorter than what was read of the old one.
    const isKnown = from !== undefined && from < size;
    const to = isKnown ? Math.min(size, from + ENTRIES_A_LOOK) : size;
    const attempts = isKnown ? await refusedIn(journal, from, to) : 0;
    places.set(nodeId, to);
    if (attempts > 0) facts.push({ type: 'admission', source: nodeId, attempts });
  }
  return { facts, places };
}

async function refusedIn(journal: WitnessedJournal, from: number, to: number): Promise<number> {
  const entries = await journal.readRange(SOURCE, from, to);
  return entries.filter(({ body }) => {
    if (body === undefined) return false;
    const { event, result } = frameGroupCodec.decode(body.frame.stored);
    return event === REFUSED && result === EntryResult.refused;
  }).length;
}

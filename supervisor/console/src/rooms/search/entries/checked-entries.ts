import {
  checkHit,
  type JournalHit,
  type JournalQuery,
  type JournalSearchAnswer,
  journalTrustOf,
} from '@mingjing/client';
import { entryProof, type Proof, statedGenesis } from '@mingjing/console-kit';
import { verifyPortable } from '@mingjing/crypto';
import { type Purpose, read, readJson } from '../../../desk/reading.ts';

/** An entry with what this browser found when it checked it. */
export interface CheckedEntry {
  readonly hit: JournalHit;
  readonly proof: Proof;
}

export interface FoundEntries {
  readonly entries: readonly CheckedEntry[];
  readonly next: string | null;
  readonly isPartial: boolean;
}

/** Entries of the journals that are held here, each checked in this browser. */
export async function foundEntries(purpose: Purpose, query: JournalQuery): Promise<FoundEntries> {
  const [answer, bytes] = await Promise.all([
    readJson<JournalSearchAnswer>(purpose, {
      path: '/v1/journal/search',
      query: { ...query } as Record<string, string | number>,
    }),
    read(purpose, { path: '/v1/genesis' }),
  ]);
  const { genesis, hash } = statedGenesis(new TextDecoder().decode(bytes));
  const trust = journalTrustOf(genesis);
  return {
    entries: answer.hits.map((hit) => {
      const check = checkHit(hit, trust, verifyPortable);
      return { hit, proof: entryProof(hit, check, hash, commandOf(hit)) };
    }),
    next: answer.next_cursor,
    isPartial: answer.is_partial,
  };
}

/** At the node whose journal it is: there the same checks are made again. */
function commandOf({ source, time }: JournalHit): string {
  const from = new Date(time).toISOString();
  const to = new Date(time + 1).toISOString();
  return `mingjing journal search --source ${source} --from ${from} --to ${to}`;
}

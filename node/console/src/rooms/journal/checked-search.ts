import { checkHit, type JournalHit, type JournalQuery, journalTrustOf } from '@mingjing/client';
import { entryProof, type Proof, statedGenesis } from '@mingjing/console-kit';
import { verifyPortable } from '@mingjing/crypto';
import { node } from '../../api.ts';

/** An entry with what this browser found when it checked it. */
export interface CheckedHit {
  readonly hit: JournalHit;
  readonly proof: Proof;
}

export interface CheckedSearch {
  readonly hits: readonly CheckedHit[];
  readonly next: string | null;
  readonly isPartial: boolean;
  /** Entries that the index has still to take in: what was written just now cannot be found yet. */
  readonly behind: number;
}

/** Searches the journal and checks every hit here: signature, inclusion, body. */
export async function checkedSearch(query: JournalQuery): Promise<CheckedSearch> {
  const client = node();
  const [answer, text] = await Promise.all([client.searchJournal(query), client.genesis()]);
  const { genesis, hash } = statedGenesis(text);
  const trust = journalTrustOf(genesis);
  return {
    hits: answer.hits.map((hit) => {
      const check = checkHit(hit, trust, verifyPortable);
      return { hit, proof: entryProof(hit, check, hash, commandOf(hit)) };
    }),
    next: answer.next_cursor,
    isPartial: answer.is_partial,
    behind: answer.logs.reduce((sum, { indexed, size }) => sum + Math.max(0, size - indexed), 0),
  };
}

function commandOf({ source, time }: JournalHit): string {
  const from = new Date(time).toISOString();
  const to = new Date(time + 1).toISOString();
  return `mingjing journal search --source ${source} --from ${from} --to ${to}`;
}

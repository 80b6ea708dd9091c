import { Pane, useAskedAnswer } from '@mingjing/console-kit';
import { useState } from 'react';
import type { Purpose } from '../../../desk/reading.ts';
import { WhenAsked } from '../when-asked.tsx';
import { foundEntries } from './checked-entries.ts';
import { EntryFilters } from './entry-filters.tsx';
import { EntryHits } from './entry-hits.tsx';
import { entryQueryOf } from './entry-query.ts';

const LIMIT = 20;

export interface EntrySearchProps {
  readonly params: URLSearchParams;
  readonly purpose: Purpose;
}

/** Entries of all journals that this node holds, by what their frames and acts say. */
export function EntrySearch({ params, purpose }: EntrySearchProps) {
  const [asked, setAsked] = useState(0);
  const query = entryQueryOf(params);
  return (
    <>
      <EntryFilters params={params} onAsked={() => setAsked(asked + 1)} />
      <WhenAsked purpose={purpose} query={query}>
        <Results asked={asked} query={query} purpose={purpose} openId={params.get('open')} />
      </WhenAsked>
    </>
  );
}

interface ResultsProps {
  readonly asked: number;
  readonly query: ReturnType<typeof entryQueryOf>;
  readonly purpose: Purpose;
  readonly openId: string | null;
}

function Results({ asked, openId, purpose, query }: ResultsProps) {
  const answer = useAskedAnswer(
    ['search', 'entries', JSON.stringify([query, purpose, asked])],
    () => foundEntries(purpose, { ...query, limit: LIMIT }),
  );
  return <Pane answer={answer}>{(found) => <EntryHits found={found} openId={openId} />}</Pane>;
}

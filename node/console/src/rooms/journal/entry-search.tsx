import type { JournalHit, JournalQuery } from '@mingjing/client';
import {
  Card,
  DataTable,
  Empty,
  Link,
  Pane,
  Partial,
  ProofBadge,
  SideDrawer,
  State,
  type StateKind,
  setParams,
  shanghaiDay,
  shanghaiTime,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { useCallback } from 'react';
import { type CheckedHit, type CheckedSearch, checkedSearch } from './checked-search.ts';
import { EntryDetails } from './entry-details.tsx';
import { SearchForm } from './search-form.tsx';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIMIT = 20;

/** What is looked for stands in the address, and so does the entry that is open. */
export function EntrySearch() {
  const say = useText();
  const { params } = usePlace();
  const query = queryOf(params);
  const isAsked = Object.keys(query).length > 0;
  return (
    <Card title={say('journal.entries')}>
      <SearchForm params={params} />
      {isAsked ? <Results query={query} openKey={params.get('open')} /> : <NothingAsked />}
    </Card>
  );
}

/** Each search is an entry of the journal: none is made that nobody asked for. */
function NothingAsked() {
  const say = useText();
  const today = shanghaiTime(Date.now()).slice(0, 10);
  return (
    <Empty
      what={say('journal.empty.what')}
      why={say('journal.blank.why')}
      next={
        <Link path="journal" params={{ from: today }}>
          {say('journal.blank.next')}
        </Link>
      }
    />
  );
}

interface ResultsProps {
  readonly query: JournalQuery;
  readonly openKey: string | null;
}

function Results({ query, openKey }: ResultsProps) {
  const say = useText();
  const answer = useAnswer(['journal', 'search', JSON.stringify(query)], () =>
    checkedSearch({ ...query, limit: LIMIT }),
  );
  const close = useCallback(() => setParams({ open: undefined }), []);
  return (
    <Pane answer={answer}>
      {(found) => (
        <>
          <Found found={found} openKey={openKey} />
          <SideDrawer title={say('journal.entry')} isOpen={openKey !== null} onClose={close}>
            <Opened found={found} openKey={openKey} />
          </SideDrawer>
        </>
      )}
    </Pane>
  );
}

/** A query in the words of the API; what is no day is left out. */
function queryOf(params: URLSearchParams): JournalQuery {
  const [from, last] = ['from', 'to'].map((name) => shanghaiDay(params.get(name) ?? ''));
  const said = ['text', 'source', 'event', 'actor', 'cursor'].flatMap((name) => {
    const value = params.get(name) ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(said),
    ...(from === undefined ? {} : { from }),
    // The last day is looked through to its end.
    ...(last === undefined ? {} : { to: last + DAY_MS }),
  };
}

const keyOf = ({ node, source, index }: JournalHit) => `${node}/${source}/${index}`;

interface FoundProps {
  readonly found: CheckedSearch;
  readonly openKey: string | null;
}

function Found({ found, openKey }: FoundProps) {
  const say = useText();
  const { behind, hits, isPartial, next } = found;
  if (hits.length === 0) {
    return (
      <Empty
        what={say('journal.empty.what')}
        why={say('journal.empty.why')}
        next={say('journal.empty.next')}
      />
    );
  }
  return (
    <div className="stack">
      <Partial missing={isPartial ? [say('journal.rest')] : []} />
      {behind > 0 && <p className="meta">{say('journal.behind', { count: behind })}</p>}
      <Entries hits={hits} openKey={openKey} />
      {next !== null && (
        <Button onClick={() => setParams({ cursor: next })}>{say('journal.older')}</Button>
      )}
    </div>
  );
}

const RESULTS: Readonly<Record<string, StateKind>> = { done: 'met', refused: 'due' };

function Entries({ hits, openKey }: { hits: readonly CheckedHit[]; openKey: string | null }) {
  const say = useText();
  return (
    <DataTable
      label={say('journal.entries')}
      isCompact
      rows={hits}
      keyOf={({ hit }) => keyOf(hit)}
      isOpen={({ hit }) => keyOf(hit) === openKey}
      onOpen={({ hit }) => setParams({ open: keyOf(hit) })}
      columns={[
        { title: say('journal.time'), cell: ({ hit }) => <Time ms={hit.time} /> },
        {
          title: say('journal.log'),
          cell: ({ hit }) => `${say(`kit.source.${hit.source}`)} ${hit.index}`,
        },
        { title: say('journal.event'), cell: ({ hit }) => <code>{hit.entry?.event ?? ''}</code> },
        {
          title: say('journal.result'),
          cell: ({ hit: { entry } }) =>
            entry === null ? (
              <State kind="unknown">{say('journal.disposed')}</State>
            ) : (
              <State kind={RESULTS[entry.result] ?? 'failed'}>
                {say(`chain.result.${entry.result}`)}
              </State>
            ),
        },
        { title: say('journal.actor'), cell: ({ hit }) => hit.entry?.actor ?? '' },
        { title: say('journal.proof'), cell: ({ proof }) => <ProofBadge proof={proof} /> },
      ]}
    />
  );
}

function Opened({ found, openKey }: FoundProps) {
  const say = useText();
  const opened = found.hits.find(({ hit }) => keyOf(hit) === openKey);
  if (opened !== undefined) return <EntryDetails checked={opened} />;
  return <Empty what={say('journal.entry')} why={say('journal.notHere')} />;
}

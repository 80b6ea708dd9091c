import {
  Card,
  Pane,
  setParams,
  shanghaiDay,
  useAskedAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Segmented } from 'antd';
import { useState } from 'react';
import { isWhole, type Purpose, readJson } from '../../desk/reading.ts';
import type { FoundRecords } from './answers.ts';
import { EntrySearch } from './entries/entry-search.tsx';
import { PurposeBar } from './purpose-bar.tsx';
import { RecordFilters, WORDS } from './record-filters.tsx';
import { RecordHits } from './record-hits.tsx';
import { TraceCard } from './trace/trace-card.tsx';
import { WhenAsked } from './when-asked.tsx';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIMIT = 20;
/** What is looked through, by the parameter `in` of the address. */
const RECORDS = 'records';
const ENTRIES = 'entries';
const TRACE = /^(record|user|organisation|content|text):./;

/** Records by what they say, what they are connected with, and entries of journals. */
export default function SearchPage() {
  const say = useText();
  const { params } = usePlace();
  const [purpose, setPurpose] = useState<Purpose>({
    ...{ code: 'routine-supervision', note: '', order: '' },
  });
  const start = params.get('trace') ?? '';
  const isSaid = isWhole(purpose);
  const inEntries = params.get('in') === ENTRIES;
  return (
    <>
      <header className="page-head">
        <h1>{say('search.name')}</h1>
        <span className="meta">{say('search.question')}</span>
      </header>
      <div className="stack">
        <PurposeBar said={purpose} onSaid={setPurpose} />
        {isSaid && TRACE.test(start) && (
          <TraceCard
            start={start}
            depth={params.get('depth')}
            openId={params.get('node')}
            purpose={purpose}
          />
        )}
        <Card title={say(inEntries ? 'search.entries' : 'search.records')}>
          <div className="stack">
            <div className="acts">
              <Segmented
                aria-label={say('search.in')}
                value={inEntries ? ENTRIES : RECORDS}
                onChange={(value) => setParams(switched(params, value))}
                options={[RECORDS, ENTRIES].map((value) => ({
                  value,
                  label: say(`search.${value}`),
                }))}
              />
            </div>
            {inEntries ? (
              <EntrySearch params={params} purpose={purpose} />
            ) : (
              <RecordSearch params={params} purpose={purpose} />
            )}
          </div>
        </Card>
      </div>
    </>
  );
}

interface RecordSearchProps {
  readonly params: URLSearchParams;
  readonly purpose: Purpose;
}

function RecordSearch({ params, purpose }: RecordSearchProps) {
  /** Searches that the reader asked for, so that the same one is asked again when he says so. */
  const [asked, setAsked] = useState(0);
  const query = queryOf(params);
  return (
    <>
      <RecordFilters params={params} onAsked={() => setAsked(asked + 1)} />
      <WhenAsked purpose={purpose} query={query}>
        <Results asked={asked} query={query} purpose={purpose} openId={params.get('open')} />
      </WhenAsked>
    </>
  );
}

/** An address that looks through the other: words of the one mean nothing to it. */
function switched(params: URLSearchParams, to: string): Record<string, string | undefined> {
  const gone = [...params.keys()].map((name) => [name, undefined] as const);
  return { ...Object.fromEntries(gone), in: to === ENTRIES ? ENTRIES : undefined };
}

interface ResultsProps {
  readonly asked: number;
  readonly query: Record<string, string | number>;
  readonly purpose: Purpose;
  readonly openId: string | null;
}

function Results({ asked, openId, purpose, query }: ResultsProps) {
  const answer = useAskedAnswer(
    ['search', 'records', JSON.stringify([query, purpose, asked])],
    () =>
      readJson<FoundRecords>(purpose, {
        path: '/v1/desk/search/records',
        query: { ...query, limit: LIMIT },
      }),
  );
  return <Pane answer={answer}>{(found) => <RecordHits found={found} openId={openId} />}</Pane>;
}

/** A query in the words of the API; what is no day is left out. */
function queryOf(params: URLSearchParams): Record<string, string | number> {
  const [from, last] = ['from', 'to'].map((name) => shanghaiDay(params.get(name) ?? ''));
  const said = [...WORDS, 'cursor'].flatMap((name) => {
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

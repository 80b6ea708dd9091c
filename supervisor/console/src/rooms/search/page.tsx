import {
  Card,
  Empty,
  Pane,
  shanghaiDay,
  useAskedAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useState } from 'react';
import { isWhole, type Purpose, readJson } from '../../desk/reading.ts';
import type { FoundRecords } from './answers.ts';
import { PurposeBar } from './purpose-bar.tsx';
import { RecordFilters, WORDS } from './record-filters.tsx';
import { RecordHits } from './record-hits.tsx';
import { TraceCard } from './trace/trace-card.tsx';

const DAY_MS = 24 * 60 * 60 * 1000;
const LIMIT = 20;
const TRACE = /^(record|user|organisation|content|text):./;

/** Records by what they say, and what they are connected with. */
export default function SearchPage() {
  const say = useText();
  const { params } = usePlace();
  const [purpose, setPurpose] = useState<Purpose>({
    ...{ code: 'routine-supervision', note: '', order: '' },
  });
  /** Searches that the reader asked for, so that the same one is asked again when he says so. */
  const [asked, setAsked] = useState(0);
  const query = queryOf(params);
  const start = params.get('trace') ?? '';
  const isAsked = Object.keys(query).length > 0;
  const isSaid = isWhole(purpose);
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
        <Card title={say('search.records')}>
          <RecordFilters params={params} onAsked={() => setAsked(asked + 1)} />
          {isSaid && isAsked ? (
            <Results asked={asked} query={query} purpose={purpose} openId={params.get('open')} />
          ) : (
            <Empty
              what={say('search.blank.what')}
              why={say(isSaid ? 'search.blank.why' : 'search.sayFirst')}
              next={say('search.blank.next')}
            />
          )}
        </Card>
      </div>
    </>
  );
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

import type { RecordsAnswer } from '@mingjing/client';
import { Empty, go, Link, Pane, useAnswer, usePlace, useText } from '@mingjing/console-kit';
import { node } from '../api.ts';
import { SearchField } from '../home/search-field.tsx';
import { statedBy } from './check-record.ts';
import { RecordDrawer } from './record-drawer.tsx';
import { RecordList } from './record-list.tsx';
import { TransactionDrawer } from './transaction-drawer.tsx';
import { UserDrawer } from './user-drawer.tsx';

const LIMIT = 20;

/** All records, latest first, a page at a time. */
export default function RecordsPage() {
  const say = useText();
  const { params } = usePlace();
  const cursor = params.get('cursor') ?? undefined;
  const status = useAnswer(['status'], () => node().status());
  const records = useAnswer(['records', cursor], () =>
    node().records({ limit: LIMIT, ...(cursor === undefined ? {} : { cursor }) }),
  );
  const nodeId = status.data?.node_id ?? location.host;
  return (
    <>
      <header className="page-head">
        <h1>{say('portal.records.name')}</h1>
        <span className="meta">{say('portal.records.about', { node: nodeId })}</span>
      </header>
      <SearchField />
      <Pane answer={records}>{(answer) => <Shown answer={answer} nodeId={nodeId} />}</Pane>
      <RecordDrawer nodeId={nodeId} />
      <TransactionDrawer />
      <UserDrawer />
    </>
  );
}

interface ShownProps {
  readonly answer: RecordsAnswer;
  readonly nodeId: string;
}

function Shown({ answer, nodeId }: ShownProps) {
  const say = useText();
  const { params } = usePlace();
  const { next_cursor: next, records } = answer;
  const isFirst = !params.has('cursor');
  return (
    <div className="stack">
      {records.length > 0 && <RecordList records={records} proofOf={() => statedBy(nodeId)} />}
      {records.length === 0 && (
        <Empty
          what={say('portal.records.name')}
          why={say(next === null ? 'portal.records.none' : 'portal.records.noneHere')}
        />
      )}
      <p className="acts screen-only">
        {!isFirst && <Link path="records">{say('portal.records.latest')}</Link>}
        {next !== null && (
          <button
            type="button"
            className="text-button"
            onClick={() => go('records', { cursor: next })}
          >
            {say('portal.records.older')}
          </button>
        )}
      </p>
    </div>
  );
}

import type { RecordAnswer } from '@mingjing/client';
import {
  go,
  Hash,
  type Params,
  type Proof,
  ProofBadge,
  setParams,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { recordTitle, Standing } from './names.tsx';

export interface RecordListProps {
  readonly records: readonly RecordAnswer[];
  proofOf(record: RecordAnswer): Proof;
}

/** Records one under the other: on a telephone, a table of them would be cut. */
export function RecordList({ records, proofOf }: RecordListProps) {
  const say = useText();
  const { params } = usePlace();
  return (
    <ul className="records" aria-label={say('portal.records.name')}>
      {records.map((record) => (
        <li key={record.id} aria-current={params.get('open') === record.id ? 'true' : undefined}>
          <button type="button" className="text-button title" onClick={() => openRecord(record.id)}>
            {recordTitle(say, record)}
          </button>
          <span className="meta">
            <Time ms={record.time} /> · {record.author}
          </span>
          <Hash value={record.id} />
          <span className="states">
            <Standing standing={record.standing} />
            <ProofBadge proof={proofOf(record)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The details stand beside the list that one was reading. */
function openRecord(id: string): void {
  const isHere = location.pathname.endsWith('/records');
  const drawer: Params = { open: id, tx: undefined, user: undefined };
  if (isHere) setParams(drawer);
  else go('records', drawer);
}

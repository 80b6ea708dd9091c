import { Card, Empty, Link, Pane, useAnswer, useText } from '@mingjing/console-kit';
import { node } from '../api.ts';
import { type CheckedRecord, checkedRecord } from '../records/check-record.ts';
import { RecordList } from '../records/record-list.tsx';

/** Shown on the first screen; each is checked here, so they are few. */
const SHOWN = 5;

export function LatestRecords() {
  const say = useText();
  const latest = useAnswer(['latest'], latestChecked);
  return (
    <Card
      title={say('portal.home.latest')}
      extra={<Link path="records">{say('portal.home.all')}</Link>}
    >
      <Pane answer={latest}>
        {(checked) =>
          checked.length === 0 ? (
            <Empty
              what={say('portal.home.latest')}
              why={say('portal.records.none')}
              next={<Link path="about">{say('portal.home.learn')}</Link>}
            />
          ) : (
            <RecordList
              records={checked.map(({ record }) => record)}
              proofOf={({ id }) => proofIn(checked, id)}
            />
          )
        }
      </Pane>
    </Card>
  );
}

function proofIn(checked: readonly CheckedRecord[], id: string) {
  const found = checked.find(({ record }) => record.id === id);
  return found?.proof ?? ({ state: 'unchecked', checks: [] } as const);
}

async function latestChecked(): Promise<CheckedRecord[]> {
  const [{ records }, { node_id: nodeId }] = await Promise.all([
    node().records({ limit: SHOWN }),
    node().status(),
  ]);
  // A page ends at a whole block, so it may be longer than was asked for.
  return Promise.all(records.slice(0, SHOWN).map((record) => checkedRecord(record, nodeId)));
}

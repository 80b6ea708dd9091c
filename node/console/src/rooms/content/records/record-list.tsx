import type { RecordAnswer } from '@mingjing/client';
import {
  DataTable,
  Empty,
  Hash,
  type OwnSession,
  Pane,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { node } from '../../../api.ts';
import { Pager } from '../../../parts/pager.tsx';
import { RecordDetails } from './record-details.tsx';
import { Standing } from './standing.tsx';

const RECORDS_MS = 10_000;
const LIMIT = 50;

/** What users published, newest first, with what became of it. */
export function RecordList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const [cursor, open] = [params.get('cursor') ?? undefined, params.get('open')];
  const answer = useAnswer(
    ['records', 'list', cursor],
    () => node().records({ limit: LIMIT, ...(cursor === undefined ? {} : { cursor }) }),
    RECORDS_MS,
  );
  const close = useCallback(() => setParams({ open: undefined }), []);
  return (
    <>
      <Pane answer={answer}>
        {({ records, next_cursor: next }) => (
          <div className="stack">
            {records.length === 0 ? (
              <Empty
                what={say('content.records.what')}
                why={say('content.records.none')}
                next={say('content.records.next')}
              />
            ) : (
              <Records records={records} open={open} />
            )}
            <Pager next={next} />
          </div>
        )}
      </Pane>
      <SideDrawer title={say('content.records.one')} isOpen={open !== null} onClose={close}>
        <RecordDetails session={session} id={open ?? ''} />
      </SideDrawer>
    </>
  );
}

interface RecordsProps {
  readonly records: readonly RecordAnswer[];
  readonly open: string | null;
}

function Records({ records, open }: RecordsProps) {
  const say = useText();
  return (
    <DataTable
      label={say('content.section.records')}
      rows={records}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('content.records.id'), cell: ({ id }) => <Hash value={id} /> },
        { title: say('content.author'), cell: ({ author }) => author },
        { title: say('content.records.subject'), cell: ({ subject }) => subject },
        {
          title: say('content.records.category'),
          isNumber: true,
          cell: ({ category }) => category,
        },
        { title: say('content.records.standing'), cell: (each) => <Standing record={each} /> },
        {
          title: say('content.records.held'),
          isNumber: true,
          cell: ({ attachments }) =>
            `${attachments.filter(({ held }) => held).length}/${attachments.length}`,
        },
        { title: say('content.records.time'), cell: ({ time }) => <Time ms={time} /> },
      ]}
    />
  );
}

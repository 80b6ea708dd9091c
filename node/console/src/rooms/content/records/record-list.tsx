import type { RecordAnswer } from '@mingjing/client';
import {
  DataTable,
  DrawerList,
  Hash,
  type OwnSession,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { node } from '../../../api.ts';
import { RecordDetails } from './record-details.tsx';
import { Standing } from './standing.tsx';

const RECORDS_MS = 10_000;
const LIMIT = 50;

/** What users published, newest first, with what became of it. */
export function RecordList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const cursor = params.get('cursor') ?? undefined;
  const answer = useAnswer(
    ['records', 'list', cursor],
    async () => {
      const from = cursor === undefined ? {} : { cursor };
      const { records, next_cursor } = await node().records({ limit: LIMIT, ...from });
      return { items: records, next_cursor };
    },
    RECORDS_MS,
  );
  return (
    <DrawerList
      answer={answer}
      empty={{
        what: say('content.records.what'),
        why: say('content.records.none'),
        next: say('content.records.next'),
      }}
      title={say('content.records.one')}
      list={(items, open) => <Records records={items} open={open} />}
      details={(id) => <RecordDetails session={session} id={id} />}
    />
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

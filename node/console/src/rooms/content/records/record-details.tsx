import type { RecordAnswer } from '@mingjing/client';
import {
  DataTable,
  Facts,
  Hash,
  Link,
  type OwnSession,
  Pane,
  State,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { node } from '../../../api.ts';
import { OrderLines } from '../orders/order-lines.tsx';
import { Standing } from './standing.tsx';

const DETAILS_MS = 10_000;

export interface RecordDetailsProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** A record with its attachments, and every order about it. */
export function RecordDetails({ session, id }: RecordDetailsProps) {
  const say = useText();
  const answer = useAnswer(
    ['records', 'one', id],
    async () => {
      const [record, { orders }] = await Promise.all([
        node().record(id),
        node().orders({ record_id: id }),
      ]);
      return { record, orders };
    },
    DETAILS_MS,
  );
  return (
    <Pane answer={answer}>
      {({ record, orders }) => (
        <div className="stack">
          <RecordActs session={session} record={record} />
          <Facts
            items={[
              [say('content.records.id'), <Hash key="id" value={record.id} />],
              [say('content.author'), record.author],
              [say('content.records.subject'), record.subject || say('content.none')],
              [say('content.records.category'), record.category],
              [say('content.records.standing'), <Standing key="standing" record={record} />],
              [say('content.records.time'), <Time key="time" ms={record.time} />],
              [say('content.height'), record.height],
              [say('chain.transaction'), <Hash key="transaction" value={record.transaction_id} />],
            ]}
          />
          <h3>{say('content.records.attachments')}</h3>
          <Attachments record={record} />
          <h3>{say('content.records.orders')}</h3>
          <OrderLines orders={orders} />
        </div>
      )}
    </Pane>
  );
}

/** A reviewer or duty officer orders and opens cases; the record goes along. */
function RecordActs({ session, record }: { session: OwnSession; record: RecordAnswer }) {
  const say = useText();
  const mayOrder = session.role === 'reviewer' || session.role === 'duty';
  return (
    <p className="acts">
      {session.role !== 'audit-admin' && (
        <Link path="content/cases/new" params={{ record: record.id }}>
          {say('content.cases.open')}
        </Link>
      )}
      {mayOrder && (
        <Link path="content/orders/new" params={{ kind: 'takedown', record: record.id }}>
          {say('content.orders.takeDown')}
        </Link>
      )}
      {mayOrder && (
        <Link path="content/orders/new" params={{ kind: 'freeze', user: record.author }}>
          {say('content.orders.freezeAuthor')}
        </Link>
      )}
    </p>
  );
}

function Attachments({ record }: { readonly record: RecordAnswer }) {
  const say = useText();
  return (
    <DataTable
      label={say('content.records.attachments')}
      isCompact
      rows={record.attachments}
      keyOf={({ commitment }) => commitment}
      columns={[
        { title: say('content.role'), cell: ({ role }) => say(`content.attachment.${role}`) },
        {
          title: say('content.commitment'),
          cell: ({ commitment }) => <Hash value={commitment} />,
        },
        { title: say('content.bytes'), isNumber: true, cell: ({ size_bytes: size }) => size },
        {
          title: say('content.records.here'),
          cell: ({ held }) => (
            <State kind={held ? 'met' : 'unknown'}>
              {say(held ? 'content.records.isHeld' : 'content.records.notHeld')}
            </State>
          ),
        },
      ]}
    />
  );
}

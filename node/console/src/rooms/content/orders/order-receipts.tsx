import type { OrderReceiptAnswer, OrderReceiptsAnswer } from '@mingjing/client';
import {
  DataTable,
  Hash,
  Pane,
  State,
  Time,
  useAnswer,
  useNow,
  useText,
} from '@mingjing/console-kit';
import { node } from '../../../api.ts';

const RECEIPTS_MS = 5000;
/** A node that is up answers sooner; one that is away longer is named as late. */
const USUAL_MS = 5000;

/** Who carried an order out, by the signed word of each node, and who owes that since when. */
export function OrderReceipts({ id }: { readonly id: string }) {
  const answer = useAnswer(['orders', 'receipts', id], () => node().orderReceipts(id), RECEIPTS_MS);
  return <Pane answer={answer}>{(receipts) => <Receipts receipts={receipts} />}</Pane>;
}

function Receipts({ receipts }: { readonly receipts: OrderReceiptsAnswer }) {
  const say = useText();
  const { answered, in_force: wasInForce, nodes } = receipts;
  if (!wasInForce) return <p className="meta">{say('content.receipts.notInForce')}</p>;
  return (
    <div className="stack">
      <State kind={answered === nodes ? 'met' : 'due'}>
        {say('content.receipts.answered', { answered, nodes })}
      </State>
      <Late late={receipts.late} />
      {receipts.receipts.length > 0 && <ReceiptTable receipts={receipts.receipts} />}
    </div>
  );
}

function Late({ late }: { readonly late: OrderReceiptsAnswer['late'] }) {
  const say = useText();
  const now = useNow();
  if (late.length === 0) return null;
  return (
    <ul className="plain">
      {late.map(({ node_id: id, since_height: height, since_time: time }) => (
        <li key={id}>
          <State kind={time !== null && now - time > USUAL_MS ? 'failed' : 'due'}>
            {say('content.receipts.owed', { height, id })}
          </State>{' '}
          {time !== null && <Time ms={time} />}
        </li>
      ))}
    </ul>
  );
}

function ReceiptTable({ receipts }: { readonly receipts: readonly OrderReceiptAnswer[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('content.receipts.title')}
      isCompact
      rows={receipts}
      keyOf={({ node_id: id }) => id}
      columns={[
        { title: say('content.receipts.node'), cell: ({ node_id: id }) => id },
        {
          title: say('content.receipts.outcome'),
          cell: ({ attachments, outcome }) =>
            say(`content.receiptOutcome.${outcome}`, { count: attachments }),
        },
        { title: say('content.at'), cell: ({ time }) => <Time ms={time} /> },
        {
          title: say('content.receipts.refused'),
          cell: ({ first_refusal: refusal }) =>
            refusal === null ? say('content.none') : <Hash value={refusal.transaction} />,
        },
      ]}
    />
  );
}

import { Facts, Pane, useAnswer, useText } from '@mingjing/console-kit';
import { node } from '../../../api.ts';
import { Standing } from '../records/standing.tsx';
import { AttachmentChoice, type AttachmentChoiceProps } from './attachment-choice.tsx';
import { OrderFacts, useOrder } from './order-details.tsx';

const RECORD = /^[0-9a-f]{72}$/;
const ORDER = /^[0-9a-f]{64}$/;
const USER = /^[a-z][a-z0-9-]{1,31}$/;

export interface SubjectPreviewProps extends Omit<AttachmentChoiceProps, 'record'> {
  readonly kind: string | undefined;
  readonly subject: string;
}

/** What an order is about, as it is now, and what becomes of it. */
export function SubjectPreview({ kind, subject, ...choice }: SubjectPreviewProps) {
  const id = subject.trim();
  if (kind === 'lift') return ORDER.test(id) ? <LiftedOrder id={id} /> : null;
  if (RECORD.test(id)) return <RecordNow kind={kind} id={id} {...choice} />;
  return USER.test(id) && kind !== 'takedown' ? <UserNow kind={kind} id={id} /> : null;
}

function Becomes({ kind }: { readonly kind: string | undefined }) {
  const say = useText();
  return kind === undefined || kind === '' ? null : <p>{say(`content.becomes.${kind}`)}</p>;
}

interface RecordNowProps extends Omit<AttachmentChoiceProps, 'record'> {
  readonly kind: string | undefined;
  readonly id: string;
}

function RecordNow({ kind, id, ...choice }: RecordNowProps) {
  const say = useText();
  const answer = useAnswer(['records', 'one', 'now', id], () => node().record(id));
  return (
    <Pane answer={answer}>
      {(record) => (
        <>
          <Facts
            items={[
              [say('content.author'), record.author],
              [say('content.records.subject'), record.subject || say('content.none')],
              [say('content.records.standing'), <Standing key="standing" record={record} />],
              [say('content.records.attachments'), record.attachments.length],
            ]}
          />
          {kind === 'takedown' && <AttachmentChoice record={record} {...choice} />}
          <Becomes kind={kind} />
        </>
      )}
    </Pane>
  );
}

function UserNow({ kind, id }: { readonly kind: string | undefined; readonly id: string }) {
  const say = useText();
  const answer = useAnswer(['chain-users', id], () => node().user(id));
  return (
    <Pane answer={answer}>
      {({ organisation }) => (
        <>
          <Facts items={[[say('content.orders.house'), organisation]]} />
          <Becomes kind={kind} />
        </>
      )}
    </Pane>
  );
}

function LiftedOrder({ id }: { readonly id: string }) {
  return (
    <Pane answer={useOrder(id)}>
      {(order) => (
        <>
          <OrderFacts order={order} />
          <Becomes kind="lift" />
        </>
      )}
    </Pane>
  );
}

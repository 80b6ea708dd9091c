import {
  ActCodeField,
  ActPage,
  askAgain,
  Choice,
  Field,
  Link,
  type OfficerKey,
  type OwnSession,
  Refused,
  shanghaiTime,
  usePlace,
  useText,
  useTyped,
} from '@mingjing/console-kit';
import type { Message } from '@mingjing/protocol';
import { Checkbox } from 'antd';
import { carryOut, readAfter } from '../../../chain/act.ts';
import { Done } from '../../../chain/done.tsx';
import { approvers } from './approvers.ts';
import { commitmentsIn, DEADLINE_MS, endsByItself, ORDERED_KINDS, orderOf } from './order-form.ts';
import { SubjectPreview } from './subject-preview.tsx';

const ORDERING = ['reviewer', 'duty'] as const;
const SUBJECTS = ['record', 'user', 'order'];

/** Placing an order about one's own organisation's users and records; another approves it. */
export function PlaceOrder({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const given = (name: string) => params.get(name) ?? '';
  const subject = SUBJECTS.map(given).find((value) => value !== '') ?? '';
  const [kind, reference] = [given('kind'), given('case')];
  const typed = useTyped({ kind, subject, case: reference, drill: given('drill') });
  const { values } = typed;
  const order = orderOf(values, Date.now());
  if (!ORDERING.some((role) => role === session.role)) return <Refused roles={ORDERING} />;
  const place = async (key: OfficerKey) => {
    const done = await carryOut(key, order as Message);
    await askAgain('orders');
    return { done, names: await readAfter(approvers(session.officer)) };
  };
  return (
    <ActPage
      title={say('content.orders.place')}
      changes={
        <>
          <OrderFields typed={typed} />
          <SubjectPreview
            kind={values['kind']}
            subject={values['subject'] ?? ''}
            chosen={commitmentsIn(values)}
            onChoose={(commitments) => typed.set('attachments', commitments.join(' '))}
          />
        </>
      }
      undo={say(values['kind'] === 'takedown' ? 'content.orders.final' : 'content.orders.undo')}
      expiry={say('content.orders.lapses', { time: shanghaiTime(Date.now() + DEADLINE_MS) })}
      pending={typeof order === 'string' ? say(`content.orders.missing.${order}`) : undefined}
      signLabel={say('content.orders.sign')}
      carryOut={place}
      after={({ done, names }) => (
        <Done title={say('content.orders.placed')} done={done} names={names}>
          <Link path="content/orders" params={{ open: done.id }}>
            {say('content.orders.show')}
          </Link>
          {values['drill'] === 'true' && (
            <Link path="inspection/drills">{say('content.orders.backToDrill')}</Link>
          )}
          {/^[0-9a-f]{24}$/.test(reference) && (
            <Link
              path={`content/cases/${reference}/action`}
              params={{ kind: values['kind'], order: done.id }}
            >
              {say('content.orders.noteInCase')}
            </Link>
          )}
        </Done>
      )}
    />
  );
}

function OrderFields({ typed }: { readonly typed: ReturnType<typeof useTyped> }) {
  const say = useText();
  const kind = typed.values['kind'];
  return (
    <>
      <Choice
        typed={typed}
        name="kind"
        label={say('content.orders.kind')}
        values={ORDERED_KINDS}
        textOf={(value) => say(`content.orderKind.${value}`)}
      />
      <Field
        typed={typed}
        name="subject"
        label={say('content.orders.subject')}
        note={say('content.orders.subjectNote')}
      />
      {endsByItself(kind) && (
        <Field
          typed={typed}
          name="until"
          label={say('content.until')}
          note={say('content.minuteNote')}
        />
      )}
      <ActCodeField
        typed={typed}
        name="basis"
        label={say('content.orders.basis')}
        note={say('content.orders.codeNote')}
      />
      <ActCodeField
        typed={typed}
        name="reason"
        label={say('content.orders.reason')}
        note={say('content.orders.codeNote')}
      />
      <Field
        typed={typed}
        name="case"
        label={say('content.orders.reference')}
        note={say('content.orders.referenceNote')}
      />
      <Checkbox
        checked={typed.values['drill'] === 'true'}
        onChange={({ target }) => typed.set('drill', String(target.checked))}
      >
        {say('content.orders.isDrill')}
      </Checkbox>
    </>
  );
}

import {
  askAgain,
  Facts,
  Link,
  Pane,
  setParams,
  UnsignedActPage,
  useAnswer,
  usePlace,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { ask, node } from '../../api.ts';
import { type ComplaintAnswer, useComplaint } from './answers.ts';
import { type ComplaintProps, isHandledBy } from './complaint-details.tsx';
import { ComplaintState, Term } from './complaint-state.tsx';
import { HANDLERS } from './roles.ts';

const OUTCOMES = ['upheld', 'partly-upheld', 'rejected', 'duplicate', 'withdrawn'];

/** Taking a complaint, or giving it to another; who answers for all may give it to anybody. */
export function AssignPage(props: ComplaintProps) {
  const { session, id } = props;
  const say = useText();
  const { params } = usePlace();
  const officer = params.get('officer') ?? '';
  const members = useAnswer(['members'], () => node().members());
  const isLead = session.role === 'security-admin';
  return (
    <Pane answer={members}>
      {({ officers }) => {
        const own = officers.find((each) => each.id === session.officer)?.organisation;
        const able = officers.filter(
          ({ id: each, organisation, revoked_height: revoked, role }) =>
            organisation === own &&
            revoked === null &&
            HANDLERS.some((handler) => handler === role) &&
            (isLead || each === session.officer),
        );
        return (
          <DeskPage
            {...props}
            act="assign"
            isOpenTo={(found) =>
              isHandledBy(found, session) ||
              (HANDLERS.includes(session.role) && found.assignee === null)
            }
            pending={officer === '' ? say('complaints.assign.choose') : undefined}
            send={() => ask({ path: pathOf(id, 'assign'), json: { officer } })}
          >
            <Radio.Group
              value={officer}
              aria-label={say('complaints.assignee')}
              onChange={({ target }) => setParams({ officer: String(target.value) })}
              options={able.map(({ id: value }) => ({ value, label: value }))}
            />
          </DeskPage>
        );
      }}
    </Pane>
  );
}

/** The answer that whoever complained reads; there is one, and it is not told otherwise. */
export function AnswerPage(props: ComplaintProps) {
  const say = useText();
  const typed = useTyped({ text: '' });
  const { text = '' } = typed.values;
  return (
    <DeskPage
      {...props}
      act="answer"
      isOpenTo={(found) => isHandledBy(found, props.session)}
      pending={text.trim() === '' ? say('complaints.answer.empty') : undefined}
      send={() => ask({ path: pathOf(props.id, 'answer'), json: { text: text.trim() } })}
    >
      <Input.TextArea
        aria-label={say('complaints.answered')}
        rows={4}
        maxLength={4000}
        value={text}
        onChange={({ target }) => typed.set('text', target.value)}
      />
    </DeskPage>
  );
}

/** Closing what was answered. Nothing is chosen beforehand. */
export function ClosePage(props: ComplaintProps) {
  const say = useText();
  const { params } = usePlace();
  const outcome = OUTCOMES.find((each) => each === params.get('outcome'));
  return (
    <DeskPage
      {...props}
      act="close"
      isOpenTo={(found) => isHandledBy(found, props.session)}
      pending={outcome === undefined ? say('complaints.close.choose') : undefined}
      send={() => ask({ path: pathOf(props.id, 'close'), json: { outcome } })}
    >
      <Radio.Group
        value={outcome}
        aria-label={say('complaints.outcome')}
        onChange={({ target }) => setParams({ outcome: String(target.value) })}
        options={OUTCOMES.map((value) => ({ value, label: say(`complaints.outcomes.${value}`) }))}
      />
    </DeskPage>
  );
}

function pathOf(id: string, act: string): string {
  return `/v1/management/complaints/${encodeURIComponent(id)}/${act}`;
}

interface DeskPageProps extends ComplaintProps {
  readonly act: 'assign' | 'answer' | 'close';
  readonly isOpenTo: (found: ComplaintAnswer) => boolean;
  readonly pending: string | undefined;
  readonly send: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** One step of a complaint, with how it stands before it. */
function DeskPage({ id, act, isOpenTo, pending, send, children }: DeskPageProps) {
  const say = useText();
  return (
    <Pane answer={useComplaint(id)}>
      {(found) => (
        <UnsignedActPage
          title={say(`complaints.${act}.title`)}
          changes={
            <>
              <Present found={found} />
              <p className="said">{say(`complaints.${act}.changes`)}</p>
              {children}
            </>
          }
          undo={say(`complaints.${act}.undo`)}
          expiry={say('complaints.atOnce')}
          refusal={isOpenTo(found) ? undefined : say('complaints.notYours')}
          pending={pending}
          label={say(`complaints.${act}.send`)}
          carryOut={async () => {
            await send();
            await askAgain('complaints');
          }}
          after={() => (
            <Waiting title={say(`complaints.${act}.done`)} names={[]}>
              <Link path={`complaints/${id}`}>{say('complaints.back')}</Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );
}

function Present({ found }: { readonly found: ComplaintAnswer }) {
  const say = useText();
  return (
    <Facts
      items={[
        [say('complaints.ticket'), <code key="id">{found.id}</code>],
        [say('complaints.category'), say(`complaints.categories.${found.category}`)],
        [say('complaints.text'), found.text],
        [say('complaints.state'), <ComplaintState key="state" of={found} />],
        [say('complaints.assignee'), found.assignee ?? say('complaints.nobody')],
        [say('complaints.due'), <Term key="due" of={found} />],
      ]}
    />
  );
}

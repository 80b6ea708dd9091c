import { Facts, findText, State, Time, useText } from '@mingjing/console-kit';
import type { Ticket } from './ticket.ts';

/** How a complaint stands. */
export function TicketView({ ticket }: { readonly ticket: Ticket }) {
  const say = useText();
  const { answer, category, due_basis: basis, due_day: due, outcome, overdue, state } = ticket;
  return (
    <div className="stack">
      <Facts
        items={[
          [say('portal.complain.ticket'), <code key="ticket">{ticket.ticket}</code>],
          [say('portal.complain.category'), say(`portal.complain.categories.${category}`)],
          [say('portal.complain.received'), <Time key="at" ms={ticket.received_at} />],
          [
            say('portal.complain.state'),
            <State key="state" kind={overdue ? 'failed' : answer === null ? 'due' : 'met'}>
              {findText(`portal.complain.is.${state}`) ?? state}
              {overdue && ` · ${say('portal.complain.overdue')}`}
            </State>,
          ],
          [
            say('portal.complain.due'),
            due === null
              ? say('portal.complain.noTerm')
              : say(basis === 'projected' ? 'portal.complain.projected' : 'portal.complain.day', {
                  day: due,
                }),
          ],
          ...(outcome === null
            ? []
            : ([
                [
                  say('portal.complain.outcome'),
                  findText(`portal.complain.outcomes.${outcome}`) ?? outcome,
                ],
              ] as const)),
        ]}
      />
      {answer !== null && (
        <blockquote className="prose">
          {answer.text}
          <footer className="meta">
            <Time ms={answer.at} />
          </footer>
        </blockquote>
      )}
    </div>
  );
}

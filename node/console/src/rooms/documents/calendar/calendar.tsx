import {
  Card,
  DataTable,
  Link,
  type OwnSession,
  Pane,
  State,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Titles } from '../answers.ts';
import { REGISTRARS } from '../roles.ts';

interface CalendarYear {
  readonly year: number;
  readonly status: 'announced' | 'projected';
  readonly source: Titles;
  readonly holidays: readonly {
    readonly name: Titles;
    readonly from: string;
    readonly to: string;
  }[];
  readonly working_days: readonly string[];
}

/** Working days by which terms are counted; what was announced, and what is only projected. */
export function Calendar({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const answer = useAnswer(['calendar'], () =>
    ask<{ readonly years: readonly CalendarYear[] }>({ path: '/v1/management/calendar' }),
  );
  return (
    <Pane answer={answer}>
      {({ years }) => (
        <div className="stack">
          {REGISTRARS.includes(session.role) && (
            <p className="acts">
              <Link path="documents/calendar/new">{say('documents.calendar.tell')}</Link>
            </p>
          )}
          {years
            .toSorted((a, b) => b.year - a.year)
            .map((year) => (
              <Year key={year.year} year={year} />
            ))}
        </div>
      )}
    </Pane>
  );
}

function Year({ year }: { readonly year: CalendarYear }) {
  const say = useText();
  const { language } = usePlace();
  const { holidays, source, status, working_days: workingDays } = year;
  return (
    <Card
      title={String(year.year)}
      extra={
        <State kind={status === 'announced' ? 'met' : 'due'}>
          {say(`documents.calendar.${status}`)}
        </State>
      }
    >
      <p className="meta">{source[language]}</p>
      <DataTable
        label={`${say('documents.calendar.holidays')} ${year.year}`}
        isCompact
        rows={holidays}
        keyOf={({ from }) => from}
        columns={[
          { title: say('documents.calendar.holiday'), cell: ({ name }) => name[language] },
          { title: say('documents.calendar.from'), cell: ({ from }) => from },
          { title: say('documents.calendar.to'), cell: ({ to }) => to },
        ]}
      />
      <p>
        {say('documents.calendar.workingDays')}{' '}
        {workingDays.length === 0
          ? say('documents.calendar.none')
          : workingDays.join(say('kit.comma'))}
      </p>
    </Card>
  );
}

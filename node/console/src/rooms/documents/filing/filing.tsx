import {
  Card,
  DataTable,
  Empty,
  Facts,
  Link,
  type OwnSession,
  Pane,
  State,
  type StateKind,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import { type FilingAnswer, useFiling } from '../answers.ts';
import { REGISTRARS } from '../roles.ts';

const STATES: Readonly<Record<string, StateKind>> = {
  ...{ waiting: 'due', overdue: 'failed', done: 'met', late: 'due' },
};

/** What was filed, where it is not what is, and the terms that run. */
export function Filing({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const tell = REGISTRARS.includes(session.role) && (
    <Link path="documents/filing/new">{say('documents.filing.tell')}</Link>
  );
  return (
    <Pane answer={useFiling()}>
      {(found) =>
        found.filed === null ? (
          <Empty
            what={say('documents.section.filing')}
            why={say('documents.filing.none')}
            next={tell || say('documents.filing.next')}
          />
        ) : (
          <div className="stack">
            <Filed filed={found.filed} change={tell} />
            <Deadlines deadlines={found.deadlines} />
            <Differences found={found} />
          </div>
        )
      }
    </Pane>
  );
}

interface FiledProps {
  readonly filed: NonNullable<FilingAnswer['filed']>;
  readonly change: ReactNode;
}

function Filed({ filed, change }: FiledProps) {
  const say = useText();
  return (
    <Card title={say('documents.filing.filed')} extra={change}>
      <Facts
        items={[
          [say('documents.filing.operator'), filed.operator],
          [
            say('documents.filing.creditCode'),
            filed.credit_code ?? say('documents.filing.notFiled'),
          ],
          [say('documents.filing.service'), `${filed.service.name} (${filed.service.kind})`],
          ...Object.entries(filed.numbers).map(
            ([name, value]) =>
              [
                say(`documents.filing.numbers.${name}`),
                value ?? say('documents.filing.notFiled'),
              ] as const,
          ),
          ...Object.entries(filed.dates).flatMap(([name, day]) =>
            day === null ? [] : [[say(`documents.filing.dates.${name}`), day] as const],
          ),
          [say('documents.filing.by'), filed.told_by],
          [say('documents.at'), <Time key="at" ms={filed.told_at} />],
        ]}
      />
    </Card>
  );
}

function Deadlines({ deadlines }: Pick<FilingAnswer, 'deadlines'>) {
  const say = useText();
  const { language } = usePlace();
  return (
    <Card title={say('documents.filing.deadlines')}>
      {deadlines.length === 0 ? (
        <p className="meta">{say('documents.filing.noDeadline')}</p>
      ) : (
        <DataTable
          label={say('documents.filing.deadlines')}
          isCompact
          rows={deadlines}
          keyOf={({ period }) => period}
          columns={[
            {
              title: say('documents.filing.period'),
              cell: ({ period }) => say(`documents.filing.periods.${period}`),
            },
            { title: say('documents.filing.citation'), cell: (each) => each.citation[language] },
            {
              title: say('documents.filing.due'),
              cell: ({ due_basis: basis, due_day: day }) =>
                basis === 'projected' ? say('documents.filing.projected', { day: day ?? '' }) : day,
            },
            {
              title: say('documents.state'),
              cell: ({ state }) => (
                <State kind={STATES[state] ?? 'unknown'}>
                  {say(`documents.filing.states.${state}`)}
                </State>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}

function Differences({ found: { differences, differing_since: since } }: { found: FilingAnswer }) {
  const say = useText();
  return (
    <Card title={say('documents.filing.differences')} extra={since !== null && <Time ms={since} />}>
      {differences.length === 0 ? (
        <State kind="met">{say('documents.filing.same')}</State>
      ) : (
        <DataTable
          label={say('documents.filing.differences')}
          isCompact
          rows={differences}
          keyOf={({ kind, node, filed }) => `${kind}/${node}/${filed}`}
          columns={[
            {
              title: say('documents.filing.difference'),
              cell: ({ kind }) => say(`documents.filing.kinds.${kind}`),
            },
            { title: say('documents.filing.node'), cell: ({ node }) => node ?? '' },
            { title: say('documents.filing.filedAs'), cell: ({ filed }) => filed ?? '' },
            { title: say('documents.filing.observed'), cell: ({ observed }) => observed ?? '' },
          ]}
        />
      )}
    </Card>
  );
}

import {
  DataTable,
  Empty,
  Facts,
  Link,
  type OwnSession,
  Pane,
  SideDrawer,
  State,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { useCallback } from 'react';
import { ask } from '../../../api.ts';
import type { Finding, FormAnswer } from '../../../inspection/answers.ts';
import { verdictText } from '../../../inspection/words.ts';
import { BEGINNING, MOVING } from '../roles.ts';

const FINDINGS_MS = 10_000;
const LOOKS = { open: 'due', overdue: 'failed', closed: 'met' } as const;

interface Shown {
  readonly findings: readonly Finding[];
  readonly titleOf: (item: string, language: 'zh-CN' | 'en') => string;
}

async function shownFindings(): Promise<Shown> {
  const [{ items }, { form }] = await Promise.all([
    ask<{ readonly items: readonly Finding[] }>({ path: '/v1/inspection/findings' }),
    ask<FormAnswer>({ path: '/v1/inspection/form' }),
  ]);
  const titles = new Map(form.items.map(({ id, title }) => [id, title]));
  return { findings: items, titleOf: (item, language) => titles.get(item)?.[language] ?? item };
}

/** What inspections found wanting: by whom and until when it is mended, and what re-tests said. */
export function FindingList({ session }: { readonly session: OwnSession }) {
  const answer = useAnswer(['inspection', 'findings'], shownFindings, FINDINGS_MS);
  return <Pane answer={answer}>{(shown) => <Findings shown={shown} role={session.role} />}</Pane>;
}

interface FindingsProps {
  readonly shown: Shown;
  readonly role: string;
}

function Findings({ role, shown: { findings, titleOf } }: FindingsProps) {
  const say = useText();
  const { language, params } = usePlace();
  const open = params.get('open');
  const close = useCallback(() => setParams({ open: undefined }), []);
  const found = findings.find(({ id }) => id === open);
  return (
    <>
      {findings.length === 0 ? (
        <Empty
          what={say('inspection.findings.what')}
          why={say('inspection.findings.none')}
          next={<Link path="inspection/form">{say('inspection.findings.next')}</Link>}
        />
      ) : (
        <Table findings={findings} open={open} titleOf={(item) => titleOf(item, language)} />
      )}
      <SideDrawer
        title={say('inspection.findings.one')}
        isOpen={found !== undefined}
        onClose={close}
      >
        {found !== undefined && (
          <Details finding={found} title={titleOf(found.item, language)} role={role} />
        )}
      </SideDrawer>
    </>
  );
}

interface TableProps {
  readonly findings: readonly Finding[];
  readonly open: string | null;
  titleOf(item: string): string;
}

function Table({ findings, open, titleOf }: TableProps) {
  const say = useText();
  return (
    <DataTable
      label={say('inspection.section.findings')}
      rows={findings}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('inspection.item.title'), cell: ({ item }) => titleOf(item) },
        {
          title: say('inspection.findings.state'),
          cell: ({ state }) => (
            <State kind={LOOKS[state]}>{say(`inspection.findings.${state}`)}</State>
          ),
        },
        { title: say('inspection.findings.owner'), cell: ({ owner }) => owner },
        { title: say('inspection.findings.due'), cell: (each) => each.due_on },
        { title: say('inspection.findings.whatToDo'), cell: ({ what }) => what },
        {
          title: say('inspection.findings.retests'),
          isNumber: true,
          cell: ({ retests }) => retests.length,
        },
      ]}
    />
  );
}

interface DetailsProps {
  readonly finding: Finding;
  readonly title: string;
  readonly role: string;
}

function Details({ finding, role, title }: DetailsProps) {
  const say = useText();
  const { language } = usePlace();
  const { closed, id, item, moves, retests, state } = finding;
  return (
    <div className="stack">
      <h3>{title}</h3>
      <p>{finding.what}</p>
      <Facts
        items={[
          [say('inspection.findings.owner'), finding.owner],
          [say('inspection.findings.due'), finding.due_on],
          [say('inspection.findings.openedBy'), finding.opened_by],
          [say('inspection.findings.openedAt'), <Time key="at" ms={finding.opened_at} />],
          [say('inspection.findings.wasThen'), verdictText(finding.verdict, language)],
          [
            say('inspection.findings.closedAt'),
            closed === null ? say('inspection.findings.notYet') : <Time key="c" ms={closed.at} />,
          ],
        ]}
      />
      {[...retests, ...moves].length > 0 && (
        <ul className="lines">
          {retests.map(({ at, verdict }) => (
            <li key={at}>
              <Time ms={at} />{' '}
              {say('inspection.findings.retested', { verdict: verdictText(verdict, language) })}
            </li>
          ))}
          {moves.map(({ at, by, due_on: due, owner, reason }) => (
            <li key={at}>
              <Time ms={at} /> {say('inspection.findings.handedOver', { by, owner, due, reason })}
            </li>
          ))}
        </ul>
      )}
      {state !== 'closed' && (
        <p className="acts">
          {BEGINNING.includes(role as RoleName) && (
            <Link path="inspection/form/new" params={{ item }}>
              {say('inspection.findings.retest')}
            </Link>
          )}
          {MOVING.includes(role as RoleName) && (
            <Link path={`inspection/findings/${id}/move`}>{say('inspection.findings.move')}</Link>
          )}
        </p>
      )}
    </div>
  );
}

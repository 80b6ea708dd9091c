import {
  Facts,
  Hash,
  Link,
  type OwnSession,
  Pane,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { CaseAnswer } from '../answers.ts';
import { CaseBundle } from './case-bundle.tsx';
import { CaseActions, CaseEvidence } from './case-lines.tsx';
import { mayClose, mayWork } from './case-roles.ts';
import { ReportClock } from './report-clock.tsx';

const DETAILS_MS = 5000;

export interface CaseProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** A case, read anew while it is looked at. */
export function useCase(id: string) {
  return useAnswer(
    ['cases', 'one', id],
    () => ask<CaseAnswer>({ path: `/v1/cases/${id}` }),
    DETAILS_MS,
  );
}

/** A case whole: how it was found, what was secured, done and reported. */
export function CaseDetails({ session, id }: CaseProps) {
  const say = useText();
  return (
    <Pane answer={useCase(id)}>
      {(file) => (
        <div className="stack">
          <CaseActs session={session} file={file} />
          <CaseFacts file={file} />
          <h3>{say('content.cases.evidence')}</h3>
          <CaseEvidence session={session} file={file} />
          <h3>{say('content.cases.actions')}</h3>
          <CaseActions actions={file.actions} />
          {session.role === 'security-admin' && <CaseBundle id={id} />}
        </div>
      )}
    </Pane>
  );
}

function CaseActs({ session, file }: { readonly session: OwnSession; readonly file: CaseAnswer }) {
  const say = useText();
  if (file.closing !== null || !mayWork(session)) return null;
  const path = `content/cases/${file.id}`;
  const mayOrder = session.role === 'reviewer' || session.role === 'duty';
  const [record] = file.records;
  const [user] = file.users;
  return (
    <p className="acts">
      <Link path={`${path}/evidence`}>{say('content.cases.addEvidence')}</Link>
      {mayOrder && (
        <Link
          path="content/orders/new"
          params={{ case: file.id, record, user: record === undefined ? user : undefined }}
        >
          {say('content.orders.place')}
        </Link>
      )}
      <Link path={`${path}/action`}>{say('content.cases.noteAction')}</Link>
      {file.report === null && (
        <Link path={`${path}/report`}>{say('content.cases.attestReport')}</Link>
      )}
      {mayClose(session) && file.opened_by !== session.officer && (
        <Link path={`${path}/close`}>{say('content.cases.close')}</Link>
      )}
    </p>
  );
}

export function CaseFacts({ file }: { readonly file: CaseAnswer }) {
  const say = useText();
  const { closing, records, report, users } = file;
  const subjects = records.map((each) => <Hash key={each} value={each} />);
  return (
    <Facts
      items={[
        [say('content.cases.id'), <Hash key="id" value={file.id} />],
        [say('content.cases.foundBy'), say(`content.foundBy.${file.found_by}`)],
        [say('content.cases.reference'), file.reference || say('content.none')],
        [say('content.cases.foundAt'), <Time key="found" ms={file.found_at} />],
        [say('kit.act.basis'), file.basis],
        [say('content.cases.description'), file.description],
        [say('content.cases.records'), subjects.length === 0 ? say('content.none') : subjects],
        [say('content.cases.users'), users.join(say('kit.comma')) || say('content.none')],
        [say('content.cases.openedBy'), file.opened_by],
        [say('content.cases.openedAt'), <Time key="opened" ms={file.opened_at} />],
        [
          say('content.cases.clock'),
          <ReportClock key="clock" clock={file.report_clock} dueAt={file.report_due_at} />,
        ],
        [say('content.cases.dueAt'), <Time key="due" ms={file.report_due_at} />],
        ...(report === null
          ? []
          : [
              [say('content.cases.reportTo'), report.to] as const,
              [say('content.cases.receipt'), report.receipt] as const,
              [say('content.cases.sentAt'), <Time key="sent" ms={report.sent_at} />] as const,
              [say('content.cases.attestedBy'), report.attested_by] as const,
            ]),
        ...(closing === null
          ? []
          : [
              [say('content.cases.outcome'), say(`content.outcome.${closing.outcome}`)] as const,
              [say('content.cases.closedBy'), `${closing.by}: ${closing.reason}`] as const,
            ]),
      ]}
    />
  );
}

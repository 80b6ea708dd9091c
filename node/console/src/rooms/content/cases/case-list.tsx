import {
  DataTable,
  DrawerList,
  Hash,
  Link,
  type OwnSession,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { CaseLine, Page } from '../answers.ts';
import { CaseDetails } from './case-details.tsx';
import { mayWork } from './case-roles.ts';
import { ReportClock } from './report-clock.tsx';

const CASES_MS = 5000;
const LIMIT = 50;

/** Cases of unlawful content, latest first, with the clocks of their reports. */
export function CaseList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const cursor = params.get('cursor') ?? undefined;
  const answer = useAnswer(
    ['cases', 'list', cursor],
    () => ask<Page<CaseLine>>({ path: '/v1/cases', query: { limit: LIMIT, cursor } }),
    CASES_MS,
  );
  const openCase = mayWork(session) && (
    <Link path="content/cases/new">{say('content.cases.open')}</Link>
  );
  return (
    <>
      <p className="acts section-acts">{openCase}</p>
      <DrawerList
        answer={answer}
        empty={{
          what: say('content.cases.what'),
          why: say('content.cases.none'),
          next: say('content.cases.next'),
        }}
        title={say('content.cases.one')}
        list={(items, open) => <Cases items={items} open={open} />}
        details={(id) => <CaseDetails session={session} id={id} />}
      />
    </>
  );
}

interface CasesProps {
  readonly items: readonly CaseLine[];
  readonly open: string | null;
}

function Cases({ items, open }: CasesProps) {
  const say = useText();
  return (
    <DataTable
      label={say('content.section.cases')}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('content.cases.id'), cell: ({ id }) => <Hash value={id} /> },
        {
          title: say('content.cases.foundBy'),
          cell: ({ found_by: by }) => say(`content.foundBy.${by}`),
        },
        { title: say('content.cases.foundAt'), cell: (each) => <Time ms={each.found_at} /> },
        {
          title: say('content.cases.clock'),
          cell: (each) => <ReportClock clock={each.report_clock} dueAt={each.report_due_at} />,
        },
        { title: say('content.cases.evidence'), isNumber: true, cell: (each) => each.evidence },
        {
          title: say('content.cases.outcome'),
          cell: ({ outcome }) =>
            say(outcome === null ? 'content.cases.isOpen' : `content.outcome.${outcome}`),
        },
      ]}
    />
  );
}

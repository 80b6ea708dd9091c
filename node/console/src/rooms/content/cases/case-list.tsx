import {
  DataTable,
  Empty,
  Hash,
  Link,
  type OwnSession,
  Pane,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { ask } from '../../../api.ts';
import { Pager } from '../../../parts/pager.tsx';
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
  const [cursor, open] = [params.get('cursor') ?? undefined, params.get('open')];
  const answer = useAnswer(
    ['cases', 'list', cursor],
    () => ask<Page<CaseLine>>({ path: '/v1/cases', query: { limit: LIMIT, cursor } }),
    CASES_MS,
  );
  const close = useCallback(() => setParams({ open: undefined }), []);
  const openCase = mayWork(session) && (
    <Link path="content/cases/new">{say('content.cases.open')}</Link>
  );
  return (
    <>
      <p className="acts section-acts">{openCase}</p>
      <Pane answer={answer}>
        {({ items, next_cursor: next }) => (
          <div className="stack">
            {items.length === 0 ? (
              <Empty
                what={say('content.cases.what')}
                why={say('content.cases.none')}
                next={say('content.cases.next')}
              />
            ) : (
              <Cases items={items} open={open} />
            )}
            <Pager next={next} />
          </div>
        )}
      </Pane>
      <SideDrawer title={say('content.cases.one')} isOpen={open !== null} onClose={close}>
        <CaseDetails session={session} id={open ?? ''} />
      </SideDrawer>
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

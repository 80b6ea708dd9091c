import {
  Card,
  Empty,
  Link,
  type OwnSession,
  Pane,
  SideDrawer,
  setParams,
  useNow,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { useCallback } from 'react';
import type { Run } from '../../../inspection/answers.ts';
import { type LatestRuns, useLatestRuns } from '../../../inspection/latest.ts';
import { Readiness, SectionTiles } from '../../../inspection/tiles.tsx';
import { BEGINNING } from '../roles.ts';
import { ItemDetails } from './item-details.tsx';
import { ItemTable } from './item-table.tsx';
import { RunProgress } from './run-progress.tsx';

/** The form with the verdicts of the last whole run, and the way to another one. */
export function FormPage({ session }: { readonly session: OwnSession }) {
  return <Pane answer={useLatestRuns()}>{(runs) => <Runs runs={runs} session={session} />}</Pane>;
}

interface RunsProps {
  readonly runs: LatestRuns;
  readonly session: OwnSession;
}

function Runs({ runs: { form, latest, running }, session }: RunsProps) {
  const say = useText();
  const mayBegin = BEGINNING.includes(session.role as RoleName);
  const begin = mayBegin && running === undefined && (
    <Link path="inspection/form/new">{say('inspection.run.begin')}</Link>
  );
  return (
    <div className="stack">
      <p className="acts section-acts">{begin}</p>
      {running !== undefined && <RunProgress run={running} form={form.form} mayStop={mayBegin} />}
      {latest === undefined ? (
        <Empty
          what={say('inspection.form.what')}
          why={say('inspection.form.none')}
          next={begin || say('inspection.form.next')}
        />
      ) : (
        <Filled form={form} run={latest} session={session} />
      )}
    </div>
  );
}

interface FilledProps {
  readonly form: LatestRuns['form'];
  readonly run: Run;
  readonly session: OwnSession;
}

function Filled({ form: { form, hash }, run, session }: FilledProps) {
  const say = useText();
  const now = useNow();
  const { params } = usePlace();
  const open = params.get('open');
  const close = useCallback(() => setParams({ open: undefined }), []);
  const section = params.get('section') ?? '';
  const sections = form.sections.filter(({ id }) => section === '' || id === section);
  return (
    <>
      <Readiness run={run} now={now} />
      {run.form.hash !== hash && <p className="bar due">{say('inspection.form.otherForm')}</p>}
      <SectionTiles form={form} run={run} />
      {sections.length < form.sections.length && (
        <p className="acts">
          <Link path="inspection/form">{say('inspection.form.allSections')}</Link>
        </p>
      )}
      {sections.map(({ id }) => (
        <SectionCard key={id} id={id} form={form} run={run} open={open} />
      ))}
      <SideDrawer title={say('inspection.item.one')} isOpen={open !== null} onClose={close}>
        {open !== null && <ItemDetails form={form} run={run} item={open} session={session} />}
      </SideDrawer>
    </>
  );
}

interface SectionCardProps {
  readonly id: string;
  readonly form: LatestRuns['form']['form'];
  readonly run: Run;
  readonly open: string | null;
}

function SectionCard({ form, id, open, run }: SectionCardProps) {
  const { language } = usePlace();
  const title = form.sections.find((each) => each.id === id)?.title[language] ?? id;
  return (
    <Card title={title}>
      <ItemTable form={form} run={run} section={id} open={open} />
    </Card>
  );
}

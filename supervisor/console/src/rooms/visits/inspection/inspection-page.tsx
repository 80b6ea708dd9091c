import {
  Card,
  DataTable,
  Facts,
  Hash,
  Link,
  type OwnSession,
  Pane,
  RecordDownloads,
  SideDrawer,
  State,
  setParams,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { askBytes } from '../../../api.ts';
import { INSPECTIONS, type Inspection, useInspection } from './answers.ts';
import { HandIn } from './hand-in.tsx';
import { ItemDetails } from './item-details.tsx';
import { LOOKS, rowsOf, STATES, verdictText } from './rows.ts';

/** What a paper may take longer than an answer, ms: it is printed while it is asked for. */
const FILE_MS = 30_000;

export interface InspectionProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** One inspection: how far it is, what is to be done, and the form as far as it is filled. */
export function InspectionPage({ id, session }: InspectionProps) {
  const say = useText();
  return (
    <>
      <header className="page-head">
        <h1>{say('visits.inspection')}</h1>
      </header>
      <Pane answer={useInspection(id)}>
        {(inspection) => (
          <div className="stack">
            <Standing inspection={inspection} session={session} />
            <Filled inspection={inspection} />
          </div>
        )}
      </Pane>
    </>
  );
}

interface OneProps {
  readonly inspection: Inspection;
}

function Standing({ inspection, session }: OneProps & Pick<InspectionProps, 'session'>) {
  const say = useText();
  const { by, id, notice, officers, operator, organisation, phrase, sealed, state } = inspection;
  const isMine = officers.includes(session.officer);
  return (
    <Card
      title={say('visits.bound', { phrase })}
      extra={<State kind={STATES[state]}>{say(`visits.inspectionState.${state}`)}</State>}
    >
      <div className="stack">
        <Facts
          items={[
            [say('visits.notice'), notice],
            [say('visits.organisation'), organisation],
            [say('visits.officers'), officers.join(say('kit.comma'))],
            [
              say('visits.operatorRecord'),
              operator === null ? (
                say('visits.notHandedIn')
              ) : (
                <Operator key="operator" {...operator} />
              ),
            ],
            ...(sealed === null
              ? []
              : ([
                  [say('visits.recordHash'), <Hash key="hash" value={sealed.record_hash} />],
                  [say('visits.entry'), <code key="entry">{sealed.entry}</code>],
                  [say('visits.sealedBy'), sealed.by],
                  [say('visits.sealedAt'), <Time key="at" ms={sealed.at} />],
                ] as const)),
          ]}
        />
        {state === 'measuring' && <Progress inspection={inspection} />}
        {state === 'broken-off' && <p className="bar failed">{say('visits.brokenOff')}</p>}
        {state === 'open' && isMine && <HandIn id={id} phrase={phrase} />}
        {state === 'open' && isMine && (
          <p className="acts">
            {by === session.officer ? (
              <span className="meta">{say('visits.otherSigns')}</span>
            ) : (
              <Link path={`visits/inspections/${id}/seal`}>{say('visits.seal')}</Link>
            )}
          </p>
        )}
        {sealed !== null && (
          <RecordDownloads
            id={id}
            askFile={(file) => askBytes({ path: `${INSPECTIONS}/${id}/${file}`, extraMs: FILE_MS })}
            textOf={(file) => say(`visits.download.${file}`)}
          />
        )}
      </div>
    </Card>
  );
}

function Operator({
  items,
  node,
  record_hash: hash,
  taken_at: at,
}: NonNullable<Inspection['operator']>) {
  const say = useText();
  return (
    <>
      {say('visits.stated', { items, node })} <Hash value={hash} /> <Time ms={at} />
    </>
  );
}

function Progress({ inspection: { form, progress } }: OneProps) {
  const say = useText();
  const { language } = usePlace();
  const { done = 0, item = null, total = 0 } = progress ?? {};
  const title = form.items.find(({ id }) => id === item)?.title[language] ?? '';
  return (
    <>
      <progress className="run" max={total} value={done} aria-label={say('visits.progress')} />
      <p className="meta" role="status">
        {done}/{total} {title}
      </p>
    </>
  );
}

const SHOWN = ['met', 'mostly-met', 'not-met', 'not-measured'] as const;

function Filled({ inspection }: OneProps) {
  const { language, params } = usePlace();
  const open = params.get('open');
  const close = useCallback(() => setParams({ open: undefined }), []);
  const say = useText();
  const { form, id, tally } = inspection;
  const rows = rowsOf(inspection, language);
  return (
    <>
      {tally !== null && (
        <p className="counts">
          {SHOWN.map((verdict) => (
            <State key={verdict} kind={LOOKS[verdict]}>
              {verdictText(verdict, language)} {tally.all.verdicts[verdict]}/{tally.all.count}
            </State>
          ))}
        </p>
      )}
      {form.sections.map(({ id: section, title }) => (
        <Card key={section} title={title[language]}>
          <DataTable
            label={title[language]}
            rows={form.items.filter((item) => item.section === section)}
            keyOf={(item) => item.id}
            isOpen={(item) => item.id === open}
            onOpen={(item) => setParams({ open: item.id })}
            columns={[
              { title: say('visits.no'), isNumber: true, cell: ({ no }) => no },
              { title: say('visits.item'), cell: (item) => item.title[language] },
              {
                title: say('visits.result'),
                cell: (item) => {
                  const row = rows.get(item.id);
                  if (row === undefined) return '';
                  return <State kind={LOOKS[row.verdict]}>{row.result}</State>;
                },
              },
              { title: say('visits.basis'), cell: (item) => rows.get(item.id)?.kind ?? '' },
              {
                title: say('visits.found'),
                cell: (item) => <small>{rows.get(item.id)?.lines[0] ?? ''}</small>,
              },
            ]}
          />
        </Card>
      ))}
      <SideDrawer title={say('visits.item')} isOpen={open !== null} onClose={close}>
        {open !== null && (
          <ItemDetails id={id} inspection={inspection} item={open} row={rows.get(open)} />
        )}
      </SideDrawer>
    </>
  );
}

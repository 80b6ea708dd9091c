import {
  DataTable,
  Empty,
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
import { useCallback } from 'react';
import { ask } from '../../../api.ts';
import type { RunHead } from '../../../inspection/answers.ts';
import { RunDetails } from './run-details.tsx';

const RUNS_MS = 3000;
const LOOKS = { running: 'due', done: 'met', stopped: 'unknown' } as const;

/** All runs, the latest first; each opens with what it left behind. */
export function RunList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const open = usePlace().params.get('open');
  const close = useCallback(() => setParams({ open: undefined }), []);
  const answer = useAnswer(
    ['inspection', 'runs'],
    () => ask<{ readonly items: readonly RunHead[] }>({ path: '/v1/inspection/runs' }),
    RUNS_MS,
  );
  return (
    <Pane answer={answer}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <Empty
              what={say('inspection.runs.what')}
              why={say('inspection.form.none')}
              next={say('inspection.form.next')}
            />
          ) : (
            <Runs items={items} open={open} />
          )}
          <SideDrawer title={say('inspection.runs.one')} isOpen={open !== null} onClose={close}>
            {open !== null && <RunDetails id={open} session={session} />}
          </SideDrawer>
        </>
      )}
    </Pane>
  );
}

interface RunsProps {
  readonly items: readonly RunHead[];
  readonly open: string | null;
}

function Runs({ items, open }: RunsProps) {
  const say = useText();
  return (
    <DataTable
      label={say('inspection.section.runs')}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('inspection.runs.began'), cell: ({ began }) => <Time ms={began.at} /> },
        {
          title: say('inspection.runs.state'),
          cell: ({ state }) => <State kind={LOOKS[state]}>{say(`inspection.runs.${state}`)}</State>,
        },
        { title: say('inspection.run.phrase'), cell: ({ phrase }) => phrase },
        { title: say('inspection.runs.by'), cell: ({ by }) => by ?? say('kit.role.home') },
        {
          title: say('inspection.runs.scope'),
          cell: ({ only }) =>
            only === null
              ? say('inspection.runs.whole')
              : say('inspection.runs.some', { count: only.length }),
        },
        {
          title: say('inspection.runs.met'),
          isNumber: true,
          cell: ({ verdicts }) => verdicts.met,
        },
        {
          title: say('inspection.runs.notMet'),
          isNumber: true,
          cell: ({ verdicts }) => verdicts['not-met'],
        },
        {
          title: say('inspection.runs.unmeasured'),
          isNumber: true,
          cell: ({ verdicts }) => verdicts['not-measured'],
        },
      ]}
    />
  );
}

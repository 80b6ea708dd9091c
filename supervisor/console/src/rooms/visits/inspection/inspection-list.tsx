import { DataTable, Empty, Link, Pane, State, Time, useText } from '@mingjing/console-kit';
import { type InspectionHead, useInspections } from './answers.ts';
import { STATES } from './rows.ts';

/** Inspections by visits, the latest first. */
export function InspectionList() {
  const say = useText();
  return (
    <Pane answer={useInspections()}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            what={say('visits.inspectionsWhat')}
            why={say('visits.inspectionsEmpty')}
            next={say('visits.inspectionsNext')}
          />
        ) : (
          <Inspections items={items} />
        )
      }
    </Pane>
  );
}

function Inspections({ items }: { readonly items: readonly InspectionHead[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('visits.section.inspections')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { title: say('visits.notice'), cell: ({ notice }) => notice },
        { title: say('visits.organisation'), cell: ({ organisation }) => organisation },
        { title: say('visits.officers'), cell: ({ officers }) => officers.join(say('kit.comma')) },
        { title: say('visits.phrase'), cell: ({ phrase }) => phrase },
        { title: say('visits.begunAt'), cell: ({ began }) => <Time ms={began.at} /> },
        {
          title: say('visits.operatorRecord'),
          cell: ({ operator }) =>
            operator === null ? (
              <State kind="unknown">{say('visits.notHandedIn')}</State>
            ) : (
              operator.node
            ),
        },
        {
          title: say('visits.state'),
          cell: ({ state }) => (
            <State kind={STATES[state]}>{say(`visits.inspectionState.${state}`)}</State>
          ),
        },
        {
          title: say('visits.act'),
          isScreenOnly: true,
          cell: ({ id }) => (
            <Link path={`visits/inspections/${id}/form`}>{say('visits.inspectShown')}</Link>
          ),
        },
      ]}
    />
  );
}

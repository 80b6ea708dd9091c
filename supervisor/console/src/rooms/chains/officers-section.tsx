import { DataTable, findText, Pane, Pick, usePicked, useText } from '@mingjing/console-kit';
import { useChain } from './chain-answer.ts';
import { InForce } from './in-force.tsx';

/** Officers with what they were appointed for; those of the authority with their scope. */
export function OfficersSection() {
  const say = useText();
  const answer = useChain();
  const organisations = [
    ...new Set((answer.data?.officers ?? []).map(({ organisation }) => organisation)),
  ];
  const picked = usePicked('organisation', organisations);
  const words = (names: readonly string[], group: string) =>
    names.map((name) => findText(`${group}.${name}`) ?? name).join(say('kit.comma')) || '—';
  return (
    <>
      <div className="filters">
        <Pick
          name="organisation"
          label={say('chains.organisation')}
          values={organisations}
          textOf={(each) => each}
        />
      </div>
      <Pane answer={answer} heightOf={({ chain }) => chain.height}>
        {({ officers }) => (
          <DataTable
            label={say('chains.officers')}
            rows={officers.filter(
              ({ organisation }) => picked === undefined || organisation === picked,
            )}
            keyOf={({ id }) => id}
            columns={[
              { title: say('chains.officer'), cell: ({ id }) => id },
              { title: say('chains.organisation'), cell: ({ organisation }) => organisation },
              { title: say('chains.role'), cell: ({ role }) => words([role], 'kit.role') },
              {
                title: say('chains.scope'),
                cell: ({ jurisdictions }) => jurisdictions.join(say('kit.comma')) || '—',
              },
              {
                title: say('chains.capabilities'),
                cell: ({ capabilities }) => words(capabilities, 'chains.capability'),
              },
              {
                title: say('chains.state'),
                cell: ({ revoked_height: at }) => <InForce revokedHeight={at} />,
              },
            ]}
          />
        )}
      </Pane>
    </>
  );
}

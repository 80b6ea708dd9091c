import { DataTable, Link, Pane, useText } from '@mingjing/console-kit';
import { useChain } from './chain-answer.ts';
import { InForce } from './in-force.tsx';

/** Every node that the chain names, also one that was revoked. */
export function NodesSection() {
  const say = useText();
  const answer = useChain();
  return (
    <Pane answer={answer} heightOf={({ chain }) => chain.height}>
      {({ nodes }) => (
        <DataTable
          label={say('chains.nodes')}
          rows={nodes}
          keyOf={({ id }) => id}
          columns={[
            {
              title: say('chains.node'),
              cell: ({ id }) => (
                <Link path="situation" params={{ open: id }}>
                  {id}
                </Link>
              ),
            },
            { title: say('chains.organisation'), cell: ({ organisation }) => organisation },
            { title: say('chains.role'), cell: ({ role }) => say(`words.nodeRole.${role}`) },
            { title: say('chains.power'), isNumber: true, cell: ({ power }) => power },
            { title: say('chains.region'), cell: ({ region }) => region || '—' },
            {
              title: say('chains.state'),
              cell: ({ revoked_height: at }) => <InForce revokedHeight={at} />,
            },
          ]}
        />
      )}
    </Pane>
  );
}

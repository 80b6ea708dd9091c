import {
  Card,
  DataTable,
  type OwnSession,
  Pane,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { Button } from 'antd';
import { type Topology, useTopology } from '../../../chain/topology/topology.ts';
import { TopologyPicture } from '../../../chain/topology/topology-picture.tsx';
import { ControlMatrix } from './control-matrix.tsx';

const CONTROLLING: readonly RoleName[] = [
  ...(['system-admin', 'security-admin', 'audit-admin', 'disclosure'] as const),
];

/** The network explained by its own numbers on one page, and what meets each requirement. */
export function ExplainPage({ session }: { readonly session: OwnSession }) {
  const say = useText();
  return (
    <div className="stack">
      <Card title={say('security.explain.title')} extra={<PrintButton />}>
        <Pane answer={useTopology()}>{(topology) => <Explanation topology={topology} />}</Pane>
      </Card>
      {CONTROLLING.includes(session.role) && <ControlMatrix />}
    </div>
  );
}

function PrintButton() {
  const say = useText();
  return (
    <Button className="screen-only" onClick={() => globalThis.print()}>
      {say('security.explain.print')}
    </Button>
  );
}

function Explanation({ topology }: { readonly topology: Topology }) {
  const say = useText();
  const { language } = usePlace();
  const { chain_id: chainId, explanation, links, time } = topology;
  return (
    <div className="stack">
      <p className="meta">
        {say('security.explain.chain')} <code>{chainId}</code> · {say('security.explain.read')}{' '}
        <Time ms={time} />
      </p>
      <TopologyPicture
        topology={topology}
        placeOf={(id) => ({ path: 'security/health', params: { open: id } })}
      />
      <div className="explanation">
        {explanation.map(({ name, text }) => (
          <p key={name}>{text[language]}</p>
        ))}
      </div>
      <details className="screen-only">
        <summary>{say('security.explain.lines')}</summary>
        <Lines links={links} />
      </details>
    </div>
  );
}

/** The lines of the picture in words. */
function Lines({ links }: Pick<Topology, 'links'>) {
  const say = useText();
  if (links.length === 0) return <p>{say('security.explain.noLines')}</p>;
  return (
    <DataTable
      label={say('security.explain.lines')}
      isCompact
      rows={links}
      keyOf={({ from, to }) => `${from} ${to}`}
      columns={[
        { title: say('security.explain.end'), cell: ({ from }) => from },
        { title: say('security.explain.other'), cell: ({ to }) => to },
        {
          title: say('security.explain.toldBy'),
          cell: ({ told_by: by }) => by.join(say('kit.comma')),
        },
      ]}
    />
  );
}

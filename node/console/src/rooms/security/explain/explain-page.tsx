import {
  Card,
  DataTable,
  type OwnSession,
  Pane,
  State,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { ask } from '../../../api.ts';
import type { Controls, Topology } from '../answers.ts';

const TOPOLOGY_MS = 15_000;
const CONTROLLING: readonly RoleName[] = [
  ...(['system-admin', 'security-admin', 'audit-admin', 'disclosure'] as const),
];

/** The network explained by its own numbers, and what meets each requirement. */
export function ExplainPage({ session }: { readonly session: OwnSession }) {
  return (
    <div className="stack">
      <Explanation />
      {CONTROLLING.includes(session.role) && <ControlMatrix />}
    </div>
  );
}

function Explanation() {
  const say = useText();
  const { language } = usePlace();
  const answer = useAnswer(
    ['assurance', 'topology'],
    () => ask<Topology>({ path: '/v1/management/topology' }),
    TOPOLOGY_MS,
  );
  return (
    <Card title={say('security.explain.title')}>
      <Pane answer={answer}>
        {({ explanation, links }) => (
          <div className="stack">
            {explanation.map(({ name, text }) => (
              <p key={name}>{text[language]}</p>
            ))}
            <p className="meta">
              {say('security.explain.links')}{' '}
              {links.map(({ from, to }) => `${from} – ${to}`).join(say('kit.comma'))}
            </p>
          </div>
        )}
      </Pane>
    </Card>
  );
}

function ControlMatrix() {
  const say = useText();
  const { language } = usePlace();
  const answer = useAnswer(['assurance', 'controls'], () =>
    ask<Controls>({ path: '/v1/management/assurance/controls' }),
  );
  return (
    <Card title={say('security.controls.title')}>
      <Pane answer={answer}>
        {({ count, items, tested }) => (
          <div className="stack">
            <p>{say('security.controls.tested', { count, tested })}</p>
            <DataTable
              label={say('security.controls.title')}
              isCompact
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { title: say('security.controls.id'), cell: ({ id }) => id },
                { title: say('security.controls.what'), cell: ({ what }) => what[language] },
                {
                  title: say('security.node.state'),
                  cell: ({ kind }) => (
                    <State kind={kind === 'built' ? 'met' : 'unknown'}>
                      {say(`security.controlKind.${kind}`)}
                    </State>
                  ),
                },
                {
                  title: say('security.controls.tests'),
                  cell: ({ tests }) => <small>{tests.join(' ')}</small>,
                },
              ]}
            />
          </div>
        )}
      </Pane>
    </Card>
  );
}

import { Card, DataTable, Pane, State, useAnswer, usePlace, useText } from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Controls } from '../answers.ts';

/** A test by its title, as it stands in its file. */
function testLine({ file, name }: Controls['items'][number]['tests'][number]) {
  return (
    <div key={`${file} ${name}`} lang="en">
      <small>{`${name} (${file})`}</small>
    </div>
  );
}

/** What meets each requirement, and the tests behind it; it is no part of the printed page. */
export function ControlMatrix() {
  const say = useText();
  const { language } = usePlace();
  const answer = useAnswer(['assurance', 'controls'], () =>
    ask<Controls>({ path: '/v1/management/assurance/controls' }),
  );
  return (
    <Card title={say('security.controls.title')} className="screen-only">
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
                  cell: ({ tests }) => tests.map(testLine),
                },
              ]}
            />
          </div>
        )}
      </Pane>
    </Card>
  );
}

import { Card, DataTable, Empty, Pane, State, useAnswer, useText } from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Libraries, Pages } from '../answers.ts';
import { BackupsCard } from './backups-card.tsx';
import { KeysCard } from './keys-card.tsx';

/** What this organisation has: keys and algorithms, libraries, backups, and what it shows. */
export function InventoryPage() {
  return (
    <div className="stack">
      <KeysCard />
      <BackupsCard />
      <PagesCard />
      <LibrariesCard />
    </div>
  );
}

function PagesCard() {
  const say = useText();
  const answer = useAnswer(['assurance', 'pages'], () =>
    ask<Pages>({ path: '/v1/management/assurance/pages' }),
  );
  return (
    <Card title={say('security.pages.title')}>
      <Pane answer={answer}>
        {({ faults, pages }) => (
          <div className="stack">
            <State kind={faults.length === 0 ? 'met' : 'failed'}>
              {say('security.pages.counts', { faults: faults.length, pages: pages.length })}
            </State>
            {faults.length > 0 && (
              <DataTable
                label={say('security.pages.title')}
                isCompact
                rows={faults}
                keyOf={({ detail, kind, path }) => `${path}/${kind}/${detail}`}
                columns={[
                  { title: say('security.pages.page'), cell: ({ path }) => <code>{path}</code> },
                  {
                    title: say('security.health.what'),
                    cell: ({ kind }) => say(`security.pageFault.${kind}`),
                  },
                  { title: say('security.health.details'), cell: ({ detail }) => detail },
                ]}
              />
            )}
          </div>
        )}
      </Pane>
    </Card>
  );
}

function LibrariesCard() {
  const say = useText();
  const answer = useAnswer(['assurance', 'libraries'], () =>
    ask<Libraries>({ path: '/v1/management/assurance/libraries' }),
  );
  return (
    <Card title={say('security.libraries.title')}>
      <Pane answer={answer}>
        {({ components }) =>
          components.length === 0 ? (
            <Empty what={say('security.libraries.title')} why={say('security.libraries.empty')} />
          ) : (
            <DataTable
              label={say('security.libraries.title')}
              isCompact
              rows={components}
              keyOf={({ name, version }) => `${name}@${version}`}
              columns={[
                { title: say('security.libraries.name'), cell: ({ name }) => <code>{name}</code> },
                { title: say('security.node.version'), cell: ({ version }) => version },
              ]}
            />
          )
        }
      </Pane>
    </Card>
  );
}

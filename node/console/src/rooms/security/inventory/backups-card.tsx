import {
  Card,
  DataTable,
  Empty,
  Hash,
  Pane,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Backup } from '../answers.ts';

export function useBackups() {
  return useAnswer(['assurance', 'backups'], () =>
    ask<{ readonly items: readonly Backup[] }>({ path: '/v1/management/assurance/backups' }),
  );
}

/** Backups that this program wrote of itself, the latest first. */
export function BackupsCard() {
  const say = useText();
  return (
    <Card title={say('security.backups.title')}>
      <Pane answer={useBackups()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              what={say('security.backups.title')}
              why={say('security.backups.empty')}
              next={<code>mingjing backup</code>}
            />
          ) : (
            <DataTable
              label={say('security.backups.title')}
              isCompact
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: say('security.backups.written'),
                  cell: (each) => <Time ms={each.written_at} />,
                },
                { title: say('security.backups.file'), cell: ({ file }) => <code>{file}</code> },
                {
                  title: say('security.node.height'),
                  isNumber: true,
                  cell: ({ height }) => height,
                },
                {
                  title: say('security.backups.bytes'),
                  isNumber: true,
                  cell: ({ bytes }) => bytes,
                },
                { title: 'SHA-256', cell: ({ sha256 }) => <Hash value={sha256} /> },
              ]}
            />
          )
        }
      </Pane>
    </Card>
  );
}

import {
  askAgain,
  Card,
  DataTable,
  Failed,
  Pane,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api.ts';

const SESSIONS_MS = 10_000;

interface SessionLine {
  readonly id: string;
  readonly officer: string;
  readonly role: string;
  readonly started_at: number;
  readonly last_seen_at: number;
  readonly source_address: string;
  readonly is_own: boolean;
}

/** Sessions: one's own, and of all officers for who may end them. */
export function Sessions() {
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const answer = useAnswer(
    ['sessions'],
    () => ask<{ items: SessionLine[] }>({ path: '/v1/sessions' }),
    SESSIONS_MS,
  );
  const end = async ({ id }: SessionLine) => {
    setFault(undefined);
    try {
      await ask({ path: `/v1/sessions/${id}`, method: 'DELETE' });
      await askAgain('sessions');
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <Card title={say('settings.sessions.title')}>
      {fault !== undefined && (
        <Failed error={fault} unchanged={say('settings.sessions.unchanged')} />
      )}
      <Pane answer={answer}>
        {({ items }) => (
          <DataTable
            label={say('settings.sessions.title')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              { title: say('settings.officer'), cell: ({ officer }) => officer },
              { title: say('settings.role'), cell: ({ role }) => say(`kit.role.${role}`) },
              {
                title: say('settings.sessions.started'),
                cell: (each) => <Time ms={each.started_at} />,
              },
              {
                title: say('settings.sessions.seen'),
                cell: (each) => <Time ms={each.last_seen_at} />,
              },
              { title: say('settings.sessions.source'), cell: (each) => each.source_address },
              {
                title: say('settings.sessions.act'),
                isScreenOnly: true,
                cell: (each) =>
                  each.is_own ? (
                    <span className="meta">{say('settings.sessions.own')}</span>
                  ) : (
                    <Button size="small" onClick={() => void end(each)}>
                      {say('settings.sessions.end')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Pane>
    </Card>
  );
}

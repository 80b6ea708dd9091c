import {
  Card,
  DataTable,
  durationText,
  Empty,
  Pane,
  Refused,
  State,
  type StateKind,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import type { RoleName } from '@mingjing/protocol';
import { ask } from '../../api.ts';

const ADMINISTRATORS: readonly RoleName[] = ['system-admin', 'security-admin', 'audit-admin'];

interface AccountLine {
  readonly officer: string;
  readonly role: string;
  readonly standing: string;
  readonly second_factor: string;
  readonly enrolled_at: number;
  readonly logged_in_at: number | null;
  readonly locked_for_ms: number;
  readonly credential_days_left: number;
}

/** Accounts of this node, for its administrators; others are told who may see them. */
export function Accounts({ role }: { readonly role: RoleName }) {
  const say = useText();
  return (
    <Card title={say('settings.accounts.title')}>
      {ADMINISTRATORS.includes(role) ? <AccountTable /> : <Refused roles={ADMINISTRATORS} />}
    </Card>
  );
}

function AccountTable() {
  const say = useText();
  const answer = useAnswer(['accounts'], () =>
    ask<{ items: AccountLine[] }>({ path: '/v1/accounts' }),
  );
  return (
    <Pane answer={answer}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty what={say('settings.accounts.title')} why={say('settings.accounts.none')} />
        ) : (
          <DataTable
            label={say('settings.accounts.title')}
            rows={items}
            keyOf={({ officer }) => officer}
            columns={[
              { title: say('settings.officer'), cell: ({ officer }) => officer },
              { title: say('settings.role'), cell: (each) => say(`kit.role.${each.role}`) },
              {
                title: say('settings.accounts.standing'),
                cell: (each) => <Standing line={each} />,
              },
              {
                title: say('settings.accounts.factor'),
                cell: (each) => say(`settings.accounts.by.${each.second_factor}`),
              },
              {
                title: say('settings.accounts.left'),
                isNumber: true,
                cell: (each) => each.credential_days_left,
              },
              {
                title: say('settings.accounts.lastLogin'),
                cell: ({ logged_in_at: at }) =>
                  at === null ? say('settings.accounts.never') : <Time ms={at} />,
              },
            ]}
          />
        )
      }
    </Pane>
  );
}

const KINDS: Readonly<Record<string, StateKind>> = { good: 'met' };

function Standing({ line }: { readonly line: AccountLine }) {
  const say = useText();
  const { locked_for_ms: locked, standing } = line;
  if (locked > 0) {
    const span = durationText(say, locked);
    return <State kind="failed">{say('settings.accounts.locked', { span })}</State>;
  }
  return <State kind={KINDS[standing] ?? 'due'}>{say(`settings.accounts.is.${standing}`)}</State>;
}

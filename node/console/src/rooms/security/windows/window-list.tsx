import {
  DataTable,
  Empty,
  Link,
  type OwnSession,
  Pane,
  State,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { TestWindow } from '../answers.ts';

const WINDOWS_MS = 10_000;

export function useWindows() {
  return useAnswer(
    ['windows'],
    () => ask<{ readonly items: readonly TestWindow[] }>({ path: '/v1/management/test-windows' }),
    WINDOWS_MS,
  );
}

/** Remote tests that authorities announced: they label what they cause, and silence nothing. */
export function WindowList({ session }: { readonly session: OwnSession }) {
  const say = useText();
  return (
    <>
      <p className="acts section-acts">
        {session.role === 'security-admin' && (
          <Link path="security/windows/new">{say('security.windows.announce')}</Link>
        )}
      </p>
      <Pane answer={useWindows()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              what={say('security.windows.what')}
              why={say('security.windows.empty')}
              next={say('security.windows.next')}
            />
          ) : (
            <Windows items={items} session={session} />
          )
        }
      </Pane>
    </>
  );
}

interface WindowsProps {
  readonly items: readonly TestWindow[];
  readonly session: OwnSession;
}

function Windows({ items, session }: WindowsProps) {
  const say = useText();
  return (
    <DataTable
      label={say('security.section.windows')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { title: say('security.windows.authority'), cell: ({ authority }) => authority },
        { title: say('security.windows.number'), cell: (each) => each.notice_number },
        { title: say('security.windows.from'), cell: ({ from }) => <Time ms={from} /> },
        { title: say('security.windows.to'), cell: ({ to }) => <Time ms={to} /> },
        {
          title: say('security.windows.addresses'),
          cell: ({ addresses }) => <code>{addresses.join(', ')}</code>,
        },
        { title: say('security.node.state'), cell: (each) => <WindowState window={each} /> },
        {
          title: say('security.act'),
          isScreenOnly: true,
          cell: (each) =>
            session.role === 'security-admin' &&
            !isOver(each) && (
              <Link path={`security/windows/${each.id}/end`}>{say('security.windows.end')}</Link>
            ),
        },
      ]}
    />
  );
}

/** Whether an announced test cannot be ended any more. */
export function isOver({ ended_at: ended, to }: TestWindow): boolean {
  return ended !== null || to <= Date.now();
}

function WindowState({ window }: { readonly window: TestWindow }) {
  const say = useText();
  const standing = isOver(window) ? 'over' : 'ahead';
  const name = window.open ? 'open' : standing;
  return (
    <State kind={window.open ? 'due' : 'unknown'}>{say(`security.windowState.${name}`)}</State>
  );
}

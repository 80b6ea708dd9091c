import {
  askAgain,
  Facts,
  Link,
  type OwnSession,
  Pane,
  Refused,
  Time,
  UnsignedActPage,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import { isOver, useWindows } from './window-list.tsx';

export interface EndWindowProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** Calling an announced test off, or ending it early. */
export function EndWindow({ session, id }: EndWindowProps) {
  const say = useText();
  const answer = useWindows();
  if (session.role !== 'security-admin') return <Refused roles={['security-admin']} />;
  const end = async () => {
    await ask({ path: `/v1/management/test-windows/${id}/end`, json: {} });
    await askAgain('windows');
  };
  return (
    <Pane answer={answer}>
      {({ items }) => {
        const window = items.find((each) => each.id === id);
        const isEnded = window === undefined || isOver(window);
        return (
          <UnsignedActPage
            title={say('security.windows.end')}
            changes={
              <>
                <p>{say('security.windows.endBecomes')}</p>
                {window !== undefined && (
                  <Facts
                    items={[
                      [say('security.windows.authority'), window.authority],
                      [say('security.windows.number'), window.notice_number],
                      [say('security.windows.from'), <Time key="from" ms={window.from} />],
                      [say('security.windows.to'), <Time key="to" ms={window.to} />],
                    ]}
                  />
                )}
              </>
            }
            undo={say('security.windows.endUndo')}
            expiry={say('security.windows.endExpiry')}
            refusal={isEnded ? say('security.windows.isOver') : undefined}
            label={say('security.windows.end')}
            carryOut={end}
            after={() => (
              <Waiting title={say('security.windows.ended')} names={[]}>
                <Link path="security/windows">{say('security.windows.shown')}</Link>
              </Waiting>
            )}
          />
        );
      }}
    </Pane>
  );
}

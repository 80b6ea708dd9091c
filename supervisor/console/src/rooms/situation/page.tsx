import {
  Link,
  Pane,
  type RoomProps,
  Stale,
  State,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import type { Situation } from '../../live/answers.ts';
import { useStream } from '../../live/stream.ts';
import { Statements } from './statements.tsx';

/** Is what I see true and complete? */
export default function SituationPage(_: RoomProps) {
  const say = useText();
  const stream = useStream();
  const answer = useAnswer(['situation'], () => ask<Situation>({ path: '/v1/situation' }));
  return (
    <>
      <header className="page-head">
        <h1>{say('situation.name')}</h1>
        <span className="meta">{say('situation.question')}</span>
        <span className="space" />
        <State kind={stream.isLost ? 'due' : 'met'}>
          {say(stream.isLost ? 'situation.lost' : 'situation.live')}
        </State>
        <Link path="wall">{say('situation.wall')}</Link>
      </header>
      <Pane answer={answer} heightOf={({ height }) => height}>
        {(situation) => (
          <div className="stack">
            {stream.isLost && <Stale at={stream.heardAt} height={situation.height} />}
            <Statements situation={situation} stream={stream} />
          </div>
        )}
      </Pane>
    </>
  );
}

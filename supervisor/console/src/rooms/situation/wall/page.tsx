import { Pane, type RoomProps, useAnswer, useText } from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Situation } from '../../../live/answers.ts';
import { useStream } from '../../../live/stream.ts';
import { Statements } from '../statements.tsx';

/** The situation for a wall: no control, nothing of a person, told by events alone. */
export default function WallPage(_: RoomProps) {
  const say = useText();
  const stream = useStream();
  const answer = useAnswer(['situation'], () => ask<Situation>({ path: '/v1/situation' }));
  return (
    <main className="wall" aria-label={say('wall.name')}>
      <Pane answer={answer}>
        {(situation) => <Statements situation={situation} stream={stream} isWall />}
      </Pane>
    </main>
  );
}

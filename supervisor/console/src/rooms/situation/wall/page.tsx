import {
  Card,
  Pane,
  type RoomProps,
  Stale,
  State,
  Time,
  useNow,
  useText,
} from '@mingjing/console-kit';
import { isOfSeveral } from '../../../chains/chain-list.ts';
import type { Situation } from '../../../live/answers.ts';
import { useStream } from '../../../live/stream.ts';
import { DayAxis } from '../day-axis.tsx';
import { Foot } from '../foot.tsx';
import { OrganisationMap } from '../map/organisation-map.tsx';
import { OpenAlarms } from '../open-alarms.tsx';
import { Statements } from '../statements.tsx';
import { useTold } from '../told.ts';
import { ChainsWall } from './chains-wall.tsx';

/** Of the drawing of the day, whose type is then 1.4 times as large as at a desk. */
const DAY_WIDTH = 1270;

/** One wall for all chains; `wall/one` is that of the chain of the page. */
export default function WallPage({ path }: RoomProps) {
  return isOfSeveral() && path !== 'one' ? <ChainsWall /> : <OneWall />;
}

/** The situation for a wall: no control, nothing of a person, told by events alone. */
function OneWall() {
  const say = useText();
  const stream = useStream();
  const { situation, day, alarms } = useTold();
  return (
    <main className="wall" aria-label={say('wall.name')}>
      <Pane answer={situation}>
        {(shown) => (
          <>
            <WallHead situation={shown} isLost={stream.isLost} />
            {stream.isLost && <Stale at={stream.heardAt} height={shown.height} />}
            <Statements situation={shown} stream={stream} isWall />
            <div className="map-and-alarms">
              <Card
                title={say('situation.map.title')}
                extra={<span className="meta">{say('situation.map.legend')}</span>}
              >
                <OrganisationMap situation={shown} isLost={stream.isLost} isWall />
              </Card>
              <OpenAlarms answer={alarms} isWall />
            </div>
            <Pane answer={day}>{(last) => <DayAxis day={last} width={DAY_WIDTH} />}</Pane>
            <Foot situation={shown} day={day.data} />
          </>
        )}
      </Pane>
    </main>
  );
}

interface WallHeadProps {
  readonly situation: Situation;
  readonly isLost: boolean;
}

function WallHead({ situation, isLost }: WallHeadProps) {
  const say = useText();
  const now = useNow();
  return (
    <header className="wall-head">
      <h1>{say('wall.title')}</h1>
      <span>
        {say('situation.chain')} {situation.chain_id} · {say('situation.height')}{' '}
        {situation.height.toLocaleString('en-US')}
      </span>
      <span className="space" />
      <State kind={isLost ? 'due' : 'met'}>
        {say(isLost ? 'situation.lost' : 'situation.live')}
      </State>
      <Time ms={now} />
    </header>
  );
}

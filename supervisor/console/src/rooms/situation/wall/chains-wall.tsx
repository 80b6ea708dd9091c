import { Card, Pane, State, Time, useNow, useText } from '@mingjing/console-kit';
import { WallAlarms } from '../../../chains/all-alarms.tsx';
import { ChainTiles } from '../../../chains/chain-tiles.tsx';
import { useStandings } from '../../../chains/standings.ts';
import { useStream } from '../../../live/stream.ts';

/** All chains on one wall: each with its state, and the open alarms of all in one list. */
export function ChainsWall() {
  const say = useText();
  const stream = useStream();
  const now = useNow();
  return (
    <main className="wall chains-wall" aria-label={say('wall.name')}>
      <header className="wall-head">
        <h1>{say('wall.title')}</h1>
        <span className="space" />
        <State kind={stream.isLost ? 'due' : 'met'}>
          {say(stream.isLost ? 'situation.lost' : 'situation.live')}
        </State>
        <Time ms={now} />
      </header>
      <Pane answer={useStandings()}>
        {(standings) => (
          <>
            <ChainTiles standings={standings} isWall />
            <Card title={say('several.allAlarms')} className="open-alarms">
              <WallAlarms standings={standings} />
            </Card>
          </>
        )}
      </Pane>
    </main>
  );
}

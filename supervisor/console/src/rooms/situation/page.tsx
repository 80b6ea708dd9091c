import {
  Card,
  Link,
  Pane,
  type RoomProps,
  SideDrawer,
  Stale,
  State,
  setParams,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { isOfSeveral } from '../../chains/chain-list.ts';
import { ChainTiles } from '../../chains/chain-tiles.tsx';
import { useStandings } from '../../chains/standings.ts';
import type { Situation } from '../../live/answers.ts';
import { type Stream, useStream } from '../../live/stream.ts';
import { DayAxis } from './day-axis.tsx';
import { Foot } from './foot.tsx';
import { NodeDetails } from './map/node-details.tsx';
import { OrganisationMap } from './map/organisation-map.tsx';
import { OpenAlarms } from './open-alarms.tsx';
import { Statements } from './statements.tsx';
import { type Told, useTold } from './told.ts';

/** Is what I see true and complete? */
export default function SituationPage(_: RoomProps) {
  const say = useText();
  const stream = useStream();
  const told = useTold();
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
      {isOfSeveral() && <AllChains />}
      <Pane answer={told.situation} heightOf={({ height }) => height}>
        {(situation) => <Shown situation={situation} told={told} stream={stream} />}
      </Pane>
    </>
  );
}

/** Whether another chain needs to be looked at. */
function AllChains() {
  return <Pane answer={useStandings()}>{(all) => <ChainTiles standings={all} />}</Pane>;
}

interface ShownProps {
  readonly situation: Situation;
  readonly told: Told;
  readonly stream: Stream;
}

function Shown({ situation, told, stream }: ShownProps) {
  const say = useText();
  const open = usePlace().params.get('open');
  const close = useCallback(() => setParams({ open: undefined }), []);
  return (
    <div className="stack situation">
      {stream.isLost && <Stale at={stream.heardAt} height={situation.height} />}
      <Statements situation={situation} stream={stream} />
      <div className="map-and-alarms">
        <Card
          title={say('situation.map.title')}
          extra={<span className="meta">{say('situation.map.legend')}</span>}
        >
          <OrganisationMap situation={situation} isLost={stream.isLost} />
        </Card>
        <OpenAlarms answer={told.alarms} />
      </div>
      <Pane answer={told.day}>{(day) => <DayAxis day={day} />}</Pane>
      <Foot situation={situation} day={told.day.data} />
      <SideDrawer
        title={say('situation.node.title', { node: open ?? '' })}
        isOpen={open !== null}
        onClose={close}
      >
        <NodeDetails id={open ?? ''} situation={situation} alarms={told.alarms.data?.items ?? []} />
      </SideDrawer>
    </div>
  );
}

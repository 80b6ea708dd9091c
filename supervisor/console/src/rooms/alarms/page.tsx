import {
  Card,
  Pane,
  Pick,
  type RoomProps,
  setParams,
  usePicked,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import type { FormEvent } from 'react';
import { AllAlarms } from '../../chains/all-alarms.tsx';
import { isOfSeveral } from '../../chains/chain-list.ts';
import { useStandings } from '../../chains/standings.ts';
import { SEVERITIES } from '../../words/severity.ts';
import { AlarmList } from './alarm-list.tsx';

const STATES = ['open', 'cleared'] as const;

/** Every alarm there ever was, with what it rests on. */
export default function AlarmsPage({ session }: RoomProps) {
  const say = useText();
  const { params } = usePlace();
  const state = usePicked('state', STATES);
  const severity = usePicked('severity', SEVERITIES);
  const node = params.get('node') ?? '';
  const narrow = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setParams({ node: String(form.get('node')).trim(), cursor: undefined, open: undefined });
  };
  return (
    <>
      <header className="page-head">
        <h1>{say('alarms.name')}</h1>
        <span className="meta">{say('alarms.note')}</span>
      </header>
      {isOfSeveral() && <OfAllChains />}
      <form className="filters" onSubmit={narrow} key={node}>
        <Pick
          name="state"
          label={say('alarms.filter.state')}
          values={STATES}
          textOf={(each) => say(`words.alarmState.${each}`)}
        />
        <Pick
          name="severity"
          label={say('alarms.filter.severity')}
          values={SEVERITIES}
          textOf={(each) => say(`words.severity.${each}`)}
        />
        <label htmlFor="node">
          {say('alarms.filter.node')}
          <Input id="node" name="node" defaultValue={node} maxLength={32} data-search />
        </label>
        <Button htmlType="submit">{say('alarms.filter.apply')}</Button>
      </form>
      <AlarmList
        session={session}
        query={{ state, severity, node: node === '' ? undefined : node }}
        cursor={params.get('cursor') ?? undefined}
      />
    </>
  );
}

/** What is open at any chain; the list below it is that of the chain of the page. */
function OfAllChains() {
  const say = useText();
  return (
    <Card title={say('several.allAlarms')} className="of-all-chains">
      <Pane answer={useStandings()}>{(standings) => <AllAlarms standings={standings} />}</Pane>
    </Card>
  );
}

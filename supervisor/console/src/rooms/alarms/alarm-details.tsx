import {
  Empty,
  Facts,
  findText,
  type OwnSession,
  Pane,
  State,
  saveBytes,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { ask } from '../../api.ts';
import { Disposition } from '../../disposition/disposition.tsx';
import type { Alarm, AlarmPage } from '../../live/answers.ts';
import { SEVERITY_KINDS } from '../../words/severity.ts';
import { AlarmState } from './alarm-state.tsx';
import { EvidenceFacts } from './evidence-facts.tsx';

export interface AlarmDetailsProps {
  readonly id: string;
  readonly session: OwnSession;
}

/** An alarm with what it rests on: whoever doubts it takes the evidence along. */
export function AlarmDetails({ id, session }: AlarmDetailsProps) {
  const say = useText();
  const answer = useAnswer(['alarms', 'one', id], () =>
    ask<AlarmPage>({ path: '/v1/alarms', query: { id } }),
  );
  return (
    <Pane answer={answer}>
      {({ items: [alarm] }) =>
        alarm === undefined ? (
          <Empty what={say('alarms.gone')} why={say('alarms.goneWhy')} />
        ) : (
          <div className="stack">
            <Shown alarm={alarm} />
            <section>
              <h3>{say('alarms.disposition')}</h3>
              <Disposition id={id} session={session} />
            </section>
          </div>
        )
      }
    </Pane>
  );
}

function Shown({ alarm }: { readonly alarm: Alarm }) {
  const say = useText();
  const { id, rule, severity, nodes, subject, since, evidence } = alarm;
  const meaning = findText(`words.meaning.${rule}`);
  const save = () => {
    const text = JSON.stringify(alarm, null, 2);
    saveBytes(`${id}.json`, new TextEncoder().encode(text));
  };
  return (
    <div className="stack">
      <Facts
        items={[
          [say('alarms.rule'), say(`words.rule.${rule}`)],
          [
            say('alarms.severity'),
            <State key="severity" kind={SEVERITY_KINDS[severity]}>
              {say(`words.severity.${severity}`)}
            </State>,
          ],
          [say('alarms.state'), <AlarmState key="state" alarm={alarm} />],
          [say('alarms.nodes'), nodes.join(say('kit.comma')) || say('words.nobody')],
          [say('alarms.since'), <Time key="since" ms={since} />],
          ...(subject === ''
            ? []
            : [[say('alarms.subject'), <code key="s">{subject}</code>] as const]),
        ]}
      />
      {meaning !== undefined && (
        <section>
          <h3>{say('alarms.meaning')}</h3>
          <p>{meaning}</p>
        </section>
      )}
      <section>
        <h3>{say('alarms.evidence')}</h3>
        <EvidenceFacts evidence={evidence} />
      </section>
      <p className="acts">
        <Button onClick={save}>{say('alarms.download')}</Button>
      </p>
    </div>
  );
}

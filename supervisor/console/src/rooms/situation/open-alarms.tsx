import {
  type Answer,
  Card,
  durationText,
  Empty,
  Left,
  Link,
  Pane,
  State,
  useNow,
  useText,
} from '@mingjing/console-kit';
import type { Alarm, AlarmPage } from '../../live/answers.ts';
import { byUrgency, SEVERITY_KINDS } from '../../words/severity.ts';

/** As many as the place beside the map holds; the rest is in the room of alarms. */
const SHOWN = 6;

export interface OpenAlarmsProps {
  readonly answer: Answer<AlarmPage>;
  readonly isWall?: boolean;
}

/** Open alarms, the most urgent first. */
export function OpenAlarms({ answer, isWall = false }: OpenAlarmsProps) {
  const say = useText();
  return (
    <Card
      title={say('situation.alarms.title')}
      className="open-alarms"
      extra={
        isWall ? (
          <span className="meta">{say('situation.alarms.byDeadline')}</span>
        ) : (
          <Link path="alarms">{say('situation.alarms.all')}</Link>
        )
      }
    >
      <Pane answer={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty what={say('situation.alarms.empty')} why={say('situation.alarms.why')} />
          ) : (
            <AlarmLines alarms={byUrgency(items)} isWall={isWall} />
          )
        }
      </Pane>
    </Card>
  );
}

interface LinesProps {
  readonly alarms: readonly Alarm[];
  readonly isWall: boolean;
}

function AlarmLines({ alarms, isWall }: LinesProps) {
  const say = useText();
  const now = useNow();
  const more = alarms.length - SHOWN;
  return (
    <>
      <ul className="alarm-lines">
        {alarms.slice(0, SHOWN).map(({ id, rule, severity, nodes, since, due_at: dueAt }) => (
          <li key={id} data-alarm={id}>
            <State kind={SEVERITY_KINDS[severity]}>{say(`words.severity.${severity}`)}</State>
            <span className="what">
              {isWall ? (
                say(`words.rule.${rule}`)
              ) : (
                <Link path="alarms" params={{ open: id }}>
                  {say(`words.rule.${rule}`)}
                </Link>
              )}
              <span className="meta">{nodes.join(say('kit.comma')) || say('words.nobody')}</span>
            </span>
            {typeof dueAt === 'number' ? (
              <Left dueAt={dueAt} />
            ) : (
              <span className="meta">
                {say('situation.alarms.since', { span: durationText(say, now - since) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="meta">{say('situation.alarms.more', { count: more })}</p>}
    </>
  );
}

import {
  addressOf,
  CHAIN_PARAM,
  DataTable,
  durationText,
  Empty,
  Left,
  State,
  Time,
  useNow,
  useText,
} from '@mingjing/console-kit';
import { SEVERITY_KINDS } from '../words/severity.ts';
import { alarmsOfAll } from './alarms-of-all.ts';
import { useChains } from './chain-list.ts';
import type { Standings } from './standings.ts';

interface AlarmsProps {
  readonly standings: Standings;
}

/** The list of a desk: a line opens the alarm at its chain. */
export function AllAlarms({ standings }: AlarmsProps) {
  const say = useText();
  const alarms = alarmsOfAll(useChains(), standings);
  if (alarms.length === 0) {
    return <Empty what={say('several.noAlarms')} why={say('several.noAlarmsWhy')} />;
  }
  return (
    <DataTable
      label={say('several.allAlarms')}
      rows={alarms}
      keyOf={({ chain, id }) => `${chain} ${id}`}
      onOpen={({ chain, id }) =>
        location.assign(addressOf('alarms', { [CHAIN_PARAM]: chain, open: id }))
      }
      columns={[
        { title: say('several.chain'), cell: ({ title }) => title },
        {
          title: say('several.severity'),
          cell: ({ severity }) => (
            <State kind={SEVERITY_KINDS[severity]}>{say(`words.severity.${severity}`)}</State>
          ),
        },
        { title: say('several.rule'), cell: ({ rule }) => say(`words.rule.${rule}`) },
        {
          title: say('several.nodes'),
          cell: ({ nodes }) => nodes.join(say('kit.comma')) || say('words.nobody'),
        },
        { title: say('several.since'), cell: ({ since }) => <Time ms={since} /> },
      ]}
    />
  );
}

/** As many as a wall holds. */
const SHOWN = 12;

/** The same on a wall, where nobody opens anything. */
export function WallAlarms({ standings }: AlarmsProps) {
  const say = useText();
  const now = useNow();
  const alarms = alarmsOfAll(useChains(), standings);
  if (alarms.length === 0) {
    return <Empty what={say('several.noAlarms')} why={say('several.noAlarmsWhy')} />;
  }
  const more = alarms.length - SHOWN;
  return (
    <>
      <ul className="alarm-lines">
        {alarms
          .slice(0, SHOWN)
          .map(({ chain, due_at, id, nodes, rule, severity, since, title }) => (
            <li key={`${chain} ${id}`} data-alarm={id}>
              <State kind={SEVERITY_KINDS[severity]}>{say(`words.severity.${severity}`)}</State>
              <span className="what">
                {say('several.of', { chain: title, what: say(`words.rule.${rule}`) })}
                <span className="meta">{nodes.join(say('kit.comma')) || say('words.nobody')}</span>
              </span>
              {typeof due_at === 'number' ? (
                <Left dueAt={due_at} />
              ) : (
                <span className="meta">
                  {say('several.sinceSpan', { span: durationText(say, now - since) })}
                </span>
              )}
            </li>
          ))}
      </ul>
      {more > 0 && <p className="meta">{say('several.more', { count: more })}</p>}
    </>
  );
}

import {
  durationText,
  Empty,
  Facts,
  Link,
  State,
  Time,
  useNow,
  useText,
} from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import type { Alarm, NodeState, Situation } from '../../../live/answers.ts';
import { count } from '../statement-texts.ts';
import { markOf } from './node-mark.ts';

export interface NodeDetailsProps {
  readonly id: string;
  readonly situation: Situation;
  /** Open alarms. */
  readonly alarms: readonly Alarm[];
}

/** A node as it stands against what was verified here. */
export function NodeDetails({ id, situation, alarms }: NodeDetailsProps) {
  const say = useText();
  const node = situation.nodes.find(({ node_id: each }) => each === id);
  if (node === undefined) {
    return <Empty what={say('situation.node.gone')} why={say('situation.node.goneWhy')} />;
  }
  const named = alarms.filter(({ nodes }) => nodes.includes(id));
  return (
    <div className="stack">
      <Facts items={[...ofNode(say, node), ...ofJournal(say, node, situation)]} />
      <h3>{say('situation.node.alarms')}</h3>
      {named.length === 0 && <State kind="met">{say('situation.node.none')}</State>}
      <ul className="plain">
        {named.map(({ id: alarm, rule, since }) => (
          <li key={alarm}>
            <Link path="alarms" params={{ open: alarm }}>
              {say(`words.rule.${rule}`)}
            </Link>{' '}
            <Time ms={since} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type Said = ReturnType<typeof useText>;
type Items = (readonly [string, ReactNode])[];

function ofNode(say: Said, node: NodeState): Items {
  const { kind, word } = markOf(node);
  const link = node.is_connected ? 'linked' : 'unlinked';
  return [
    [say('situation.node.organisation'), node.organisation],
    [say('situation.node.role'), say(`words.nodeRole.${node.role}`)],
    [say('situation.node.power'), node.power],
    [
      say('situation.node.standing'),
      <State key="state" kind={kind}>
        {say(word)}
      </State>,
    ],
    [say('situation.node.height'), count(node.height)],
    [say('situation.node.compared'), count(node.compared_height)],
    [say('situation.node.lag'), say('situation.node.blocks', { count: count(node.lag) })],
    [
      say('situation.node.since'),
      node.since === null ? '—' : <Since key="since" ms={node.since} />,
    ],
    [
      say('situation.node.link'),
      <State key="link" kind={node.is_connected ? 'met' : 'due'}>
        {say(`situation.map.${link}`)}
      </State>,
    ],
  ];
}

function ofJournal(say: Said, node: NodeState, { journals }: Situation): Items {
  const journal = journals.nodes.find(({ node_id: id }) => id === node.node_id);
  const asOf = journal?.as_of ?? null;
  return [
    [say('situation.node.logs'), `${node.logs_whole}/${node.logs}`],
    [say('situation.node.entries'), count(journal?.entries ?? null)],
    [say('situation.node.asOf'), asOf === null ? '—' : <Time key="asOf" ms={asOf} />],
  ];
}

function Since({ ms }: { readonly ms: number }) {
  const say = useText();
  const now = useNow();
  return (
    <>
      <Time ms={ms} />{' '}
      <span className="meta">{say('situation.ago', { span: durationText(say, now - ms) })}</span>
    </>
  );
}

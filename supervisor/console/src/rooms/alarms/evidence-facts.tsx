import { Facts, findText, Hash, Time, useText } from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import type { Evidence } from '../../live/answers.ts';
import { count } from '../../words/count.ts';

type Values = Readonly<Record<string, unknown>>;

/** Groups that are named by their place in the evidence. */
const TITLES: Readonly<Record<string, string>> = { first: 'first-head', second: 'second-head' };

/** What an alarm rests on: single values, then one group for each signed statement. */
export function EvidenceFacts({ evidence }: { readonly evidence: Evidence }) {
  const say = useText();
  const { kind: _, ...given } = evidence;
  const entries = Object.entries(given).filter(([, value]) => value !== null);
  const isGroup = ([, value]: readonly [string, unknown]) => typeof value === 'object';
  const single = Object.fromEntries(entries.filter((entry) => !isGroup(entry)));
  return (
    <div className="stack">
      {Object.keys(single).length > 0 && <Facts items={itemsOf(say, single)} />}
      {entries.filter(isGroup).map(([name, values]) => (
        <section key={name}>
          <h3>{say(`words.evidence.${TITLES[name] ?? name}`)}</h3>
          <Facts items={itemsOf(say, values as Values, name)} />
        </section>
      ))}
    </div>
  );
}

function itemsOf(say: ReturnType<typeof useText>, values: Values, group = '') {
  const nameOf = (name: string) =>
    findText(`words.evidence.${group}-${name}`) ?? findText(`words.evidence.${name}`) ?? name;
  return Object.entries(values).map(
    ([name, value]) => [nameOf(name), valueText(say, name, value)] as const,
  );
}

/** Values that are names of something, by where their texts are. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ kind: 'rules.kindOf', severity: 'words.severity' },
};

function valueText(say: ReturnType<typeof useText>, name: string, value: unknown): ReactNode {
  if (typeof value === 'number') return name === 'time' ? <Time ms={value} /> : count(value);
  if (Array.isArray(value)) return listText(value);
  const text = String(value);
  if (/^[0-9a-f]{32,}$/.test(text)) return <Hash value={text} />;
  return (
    findText(`${NAMED[name] ?? 'words.reason'}.${text}`) ??
    (name === 'reason' ? <code>{text}</code> : text || say('words.nobody'))
  );
}

/** Codes in words, and what people wrote as they wrote it. */
function listText(values: readonly unknown[]): string {
  return values.map((each) => findText(`words.reason.${each}`) ?? String(each)).join(', ') || '–';
}

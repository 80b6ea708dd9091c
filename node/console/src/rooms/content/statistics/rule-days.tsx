import {
  Card,
  DataTable,
  Empty,
  Link,
  Pane,
  setParams,
  useAnswer,
  useInLanguage,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import type { FormEvent } from 'react';
import { ask } from '../../../api.ts';
import type { RuleCounts, RuleSetAnswer, RuleStatistics } from '../answers.ts';
import { pathOf } from '../rules/rule-set-details.tsx';

const STATISTICS_MS = 15_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const EDGES = ['from', 'to'] as const;

interface RuleLine extends RuleCounts {
  readonly key: string;
  readonly day: string;
  /** Set, version and rule, as `banned@3/word`. */
  readonly rule: string;
  readonly reason: { readonly zh: string; readonly en: string } | undefined;
}

/** How often each rule refused, held and flagged, by day, with the reason that it gives. */
export function RuleDays() {
  const say = useText();
  const { params } = usePlace();
  const [from, to] = EDGES.map((name) => params.get(name) ?? '').map((day) =>
    DAY.test(day) ? day : undefined,
  );
  const answer = useAnswer(
    ['rules', 'statistics', from, to],
    () => ruleLines(from, to),
    STATISTICS_MS,
  );
  return (
    <Card title={say('content.statistics.rules')}>
      <DayForm params={params} />
      <Pane answer={answer}>
        {(lines) =>
          lines.length === 0 ? (
            <Empty
              what={say('content.statistics.rules')}
              why={say('content.statistics.noRules')}
              next={say('content.statistics.rulesNext')}
            />
          ) : (
            <RuleTable lines={lines} />
          )
        }
      </Pane>
    </Card>
  );
}

function DayForm({ params }: { readonly params: URLSearchParams }) {
  const say = useText();
  const show = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setParams(Object.fromEntries(EDGES.map((name) => [name, String(form.get(name)).trim()])));
  };
  return (
    <form className="filters" onSubmit={show} key={params.toString()}>
      {EDGES.map((name) => (
        <label key={name} htmlFor={name}>
          {say(`content.statistics.${name}`)}
          <Input
            id={name}
            name={name}
            defaultValue={params.get(name) ?? ''}
            placeholder={say('content.statistics.dayForm')}
            pattern="\d{4}-\d{2}-\d{2}"
          />
        </label>
      ))}
      <Button htmlType="submit">{say('content.statistics.show')}</Button>
    </form>
  );
}

function RuleTable({ lines }: { readonly lines: readonly RuleLine[] }) {
  const say = useText();
  const inLanguage = useInLanguage();
  return (
    <DataTable
      label={say('content.statistics.rules')}
      isCompact
      rows={lines}
      keyOf={({ key }) => key}
      columns={[
        { title: say('content.statistics.day'), cell: ({ day }) => day },
        {
          title: say('content.rules.rule'),
          cell: ({ rule }) => (
            <Link path="content/rules" params={{ open: setOf(rule) }}>
              {rule}
            </Link>
          ),
        },
        {
          title: say('kit.act.reason'),
          cell: ({ reason }) => reason !== undefined && inLanguage(reason),
        },
        { title: say('content.severity.refuse'), isNumber: true, cell: ({ refuse }) => refuse },
        { title: say('content.severity.hold'), isNumber: true, cell: ({ hold }) => hold },
        { title: say('content.severity.flag'), isNumber: true, cell: ({ flag }) => flag },
      ]}
    />
  );
}

/** The version that a rule belongs to: `banned.3` of `banned@3/word`. */
function setOf(rule: string): string {
  return (rule.split('/')[0] ?? '').replace('@', '.');
}

async function ruleLines(from?: string, to?: string): Promise<RuleLine[]> {
  const path = '/v1/screening/statistics';
  const { days } = await ask<RuleStatistics>({ path, query: { from, to } });
  const lines = days.flatMap(({ day, rules }) =>
    Object.entries(rules).map(([rule, counts]) => ({
      ...counts,
      key: `${day}/${rule}`,
      day,
      rule,
    })),
  );
  const reasons = await reasonsOf([...new Set(lines.map(({ rule }) => setOf(rule)))]);
  return lines.map((line) => ({ ...line, reason: reasons.get(line.rule) })).reverse();
}

/** Reasons by the names of rules; a version that is gone, or no officer's, has none to tell. */
async function reasonsOf(sets: readonly string[]): Promise<Map<string, RuleLine['reason']>> {
  const known = sets.filter((id) => !id.startsWith('node.'));
  const answers = await Promise.allSettled(
    known.map((id) => ask<RuleSetAnswer>({ path: pathOf(id) })),
  );
  const found = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  return new Map(
    found.flatMap(({ rule_set: set }) =>
      set.rules.map(({ id, reason }) => [`${set.id}@${set.version}/${id}`, reason] as const),
    ),
  );
}

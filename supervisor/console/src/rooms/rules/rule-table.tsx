import { type Column, DataTable, findText, useText } from '@mingjing/console-kit';
import type { BackTest, RuleLine } from './answers.ts';

export interface RuleTableProps {
  readonly rules: readonly RuleLine[];
  /** Of a version that was proposed; null: nobody tested it yet. */
  readonly test?: BackTest | null;
}

/** The rules of a version, and how often each of them found something in the history. */
export function RuleTable({ rules, test }: RuleTableProps) {
  const say = useText();
  const findings: Column<RuleLine> = {
    title: say('rules.findings'),
    isNumber: true,
    cell: ({ id }) => (test ? (test.by_rule[id] ?? 0) : say('rules.none')),
  };
  return (
    <DataTable
      label={say('rules.rules')}
      isCompact
      rows={rules}
      keyOf={({ id }) => id}
      columns={[
        { title: say('rules.rule'), cell: ({ id }) => <code>{id}</code> },
        {
          title: say('rules.kind'),
          cell: ({ kind }) => findText(`rules.kindOf.${kind}`) ?? kind,
        },
        {
          title: say('rules.severity'),
          cell: ({ severity }) => findText(`words.severity.${severity}`) ?? severity,
        },
        ...(test === undefined ? [] : [findings]),
      ]}
    />
  );
}

import { DataTable, State, type StateKind, useInLanguage, useText } from '@mingjing/console-kit';
import type { Finding } from '../answers.ts';

const KINDS: Readonly<Record<string, StateKind>> = { flag: 'unknown', hold: 'due' };

/** What a rule does with a text that meets it. */
export function Severity({ severity }: { readonly severity: string }) {
  const say = useText();
  return <State kind={KINDS[severity] ?? 'failed'}>{say(`content.severity.${severity}`)}</State>;
}

/** The rules that a text met, each with its reason and what was read. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const say = useText();
  const inLanguage = useInLanguage();
  if (findings.length === 0) return <p className="meta">{say('content.reviews.sampled')}</p>;
  return (
    <DataTable
      label={say('content.reviews.found')}
      isCompact
      rows={findings}
      keyOf={(each) => `${each.rule_set.id}/${each.rule}/${each.record}/${each.part}`}
      columns={[
        {
          title: say('content.rules.rule'),
          cell: ({ rule, rule_set: set }) => <code>{`${set.id}@${set.version}/${rule}`}</code>,
        },
        { title: say('content.rules.does'), cell: (each) => <Severity severity={each.severity} /> },
        { title: say('kit.act.reason'), cell: ({ reason }) => inLanguage(reason) },
        { title: say('content.reviews.read'), cell: ({ found = [] }) => found.join(' … ') },
      ]}
    />
  );
}

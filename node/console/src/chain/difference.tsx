import { type ChangedField, changedFields, type DryRunAnswer } from '@mingjing/client';
import { DataTable, useText } from '@mingjing/console-kit';
import { refusalText } from './act.ts';

interface Row extends ChangedField {
  readonly key: string;
  readonly entry: string;
}

/** What an action would change as things stand, field by field; or why it would be refused. */
export function Difference({ answer }: { readonly answer: DryRunAnswer }) {
  const say = useText();
  const { changes, result } = answer;
  if (result !== 'done') {
    return <p className="failed">{say('chain.diff.refused', { why: refusalText(result) })}</p>;
  }
  const rows: Row[] = changes.flatMap((change) =>
    changedFields(change).map((field, index) => ({
      ...field,
      key: `${change.kind}/${change.identifier}/${field.name}`,
      entry: index === 0 ? `${say(`chain.kind.${change.kind}`)} ${change.identifier}` : '',
    })),
  );
  if (rows.length === 0) return <p>{say('chain.diff.nothing')}</p>;
  return (
    <DataTable
      label={say('chain.diff.label')}
      isCompact
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        { title: say('chain.diff.what'), cell: ({ entry }) => entry },
        { title: say('chain.diff.field'), cell: ({ name }) => <code>{name}</code> },
        { title: say('chain.diff.before'), cell: ({ before }) => before ?? say('chain.diff.none') },
        { title: say('chain.diff.after'), cell: ({ after }) => after ?? say('chain.diff.none') },
      ]}
    />
  );
}

import { type ChangedField, changedFields, type DryRunAnswer } from '@mingjing/client';
import { DataTable, Hash, useText } from '@mingjing/console-kit';
import { refusalText } from './act.ts';
import { FieldValue, fieldName } from './field-value.tsx';

interface Row extends ChangedField {
  readonly kind: string;
  readonly identifier: string;
  /** The first field of its entry names the entry. */
  readonly isFirst: boolean;
}

/** An identifier of bytes; all others are names. */
const BYTES = /^[0-9a-f]{40,}$/;

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
      ...{ kind: change.kind, identifier: change.identifier, isFirst: index === 0 },
    })),
  );
  if (rows.length === 0) return <p>{say('chain.diff.nothing')}</p>;
  return (
    <DataTable
      label={say('chain.diff.label')}
      isCompact
      rows={rows}
      keyOf={({ identifier, kind, name }) => `${kind}/${identifier}/${name}`}
      columns={[
        { title: say('chain.diff.what'), cell: (row) => row.isFirst && <Entry row={row} /> },
        { title: say('chain.diff.field'), cell: ({ name }) => fieldName(name) },
        {
          title: say('chain.diff.before'),
          cell: (row) => <FieldValue {...row} value={row.before} />,
        },
        {
          title: say('chain.diff.after'),
          cell: (row) => <FieldValue {...row} value={row.after} />,
        },
      ]}
    />
  );
}

function Entry({ row: { identifier, kind } }: { readonly row: Row }) {
  const say = useText();
  const name = say(`chain.kind.${kind}`);
  if (!BYTES.test(identifier)) return `${name} ${identifier}`.trim();
  return (
    <>
      {name} <Hash value={identifier} />
    </>
  );
}

import { DataTable, State, setParams, usePlace, useText } from '@mingjing/console-kit';
import type { RecordedForm } from '@mingjing/proofs';
import type { Run } from '../../../inspection/answers.ts';
import { LOOKS, rowsOf } from '../../../inspection/words.ts';

export interface ItemTableProps {
  readonly form: RecordedForm;
  readonly run: Run;
  readonly section: string;
  readonly open: string | null;
}

/** The items of a section: what came of each, and the first thing that was found. */
export function ItemTable({ form, open, run, section }: ItemTableProps) {
  const say = useText();
  const { language } = usePlace();
  const rows = rowsOf(form, run, language);
  const items = form.items.filter((item) => item.section === section);
  return (
    <DataTable
      label={form.sections.find(({ id }) => id === section)?.title[language] ?? section}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('inspection.item.no'), isNumber: true, cell: ({ no }) => no },
        { title: say('inspection.item.title'), cell: ({ title }) => title[language] },
        {
          title: say('inspection.item.result'),
          cell: ({ id }) => {
            const row = rows.get(id);
            if (row === undefined)
              return <State kind="unknown">{say('inspection.item.none')}</State>;
            return <State kind={LOOKS[row.verdict]}>{row.result}</State>;
          },
        },
        {
          title: say('inspection.item.kind'),
          cell: ({ id }) => {
            const row = rows.get(id);
            if (row === undefined) return '';
            const example = row.isExample ? ` · ${say('inspection.item.example')}` : '';
            return `${row.kind}${example}`;
          },
        },
        {
          title: say('inspection.item.found'),
          cell: ({ id }) => <small>{rows.get(id)?.lines[0] ?? ''}</small>,
        },
      ]}
    />
  );
}

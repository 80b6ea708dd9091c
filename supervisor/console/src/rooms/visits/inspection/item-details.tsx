import { Link, State, usePlace, useText } from '@mingjing/console-kit';
import type { SheetRow } from '@mingjing/inspection/sheet';
import type { Inspection } from './answers.ts';
import { LOOKS } from './rows.ts';

export interface ItemDetailsProps {
  readonly id: string;
  readonly inspection: Inspection;
  readonly item: string;
  readonly row: SheetRow | undefined;
}

/** Everything that is known of an item, and what an officer may say of it. */
export function ItemDetails({ id, inspection, item: name, row }: ItemDetailsProps) {
  const say = useText();
  const { language } = usePlace();
  const item = inspection.form.items.find((each) => each.id === name);
  if (item === undefined || row === undefined) return <p>{say('visits.itemUnknown')}</p>;
  return (
    <div className="stack">
      <h3>
        {item.no} {item.title[language]}
      </h3>
      <State kind={LOOKS[row.verdict]}>
        {row.result} · {row.kind}
      </State>
      <ul className="lines">
        {row.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {item.evidence === 'S' && inspection.state === 'open' && (
        <p className="acts">
          <Link path={`visits/inspections/${id}/confirm`} params={{ item: name }}>
            {say('visits.confirm')}
          </Link>
        </p>
      )}
    </div>
  );
}

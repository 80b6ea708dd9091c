import { Facts, Link, type OwnSession, State, usePlace, useText } from '@mingjing/console-kit';
import type { RecordedForm } from '@mingjing/proofs';
import type { RoleName } from '@mingjing/protocol';
import type { Run } from '../../../inspection/answers.ts';
import { LOOKS, rowsOf } from '../../../inspection/words.ts';
import { BEGINNING } from '../roles.ts';

export interface ItemDetailsProps {
  readonly form: RecordedForm;
  readonly run: Run;
  readonly item: string;
  readonly session: OwnSession;
}

const FINDABLE = ['mostly-met', 'not-met', 'not-measured'];

/** Everything that is known of an item, and what a person can do about it. */
export function ItemDetails({ form, item: id, run, session }: ItemDetailsProps) {
  const say = useText();
  const { language } = usePlace();
  const item = form.items.find((each) => each.id === id);
  const row = rowsOf(form, run, language).get(id);
  if (item === undefined) return <p>{say('inspection.item.unknown')}</p>;
  const isFindable = row !== undefined && FINDABLE.includes(row.verdict);
  return (
    <div className="stack">
      <h3>
        {item.no} {item.title[language]}
      </h3>
      {row === undefined ? (
        <State kind="unknown">{say('inspection.item.none')}</State>
      ) : (
        <>
          <Facts
            items={[
              [
                say('inspection.item.result'),
                <State key="result" kind={LOOKS[row.verdict]}>
                  {row.result}
                </State>,
              ],
              [say('inspection.item.kind'), row.kind],
              [say('inspection.item.method'), row.method],
            ]}
          />
          <ul className="lines">
            {row.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <p className="acts">
        {item.evidence === 'S' && (
          <Link path={`inspection/form/${id}/confirm`}>{say('inspection.confirm.title')}</Link>
        )}
        {item.evidence === 'D' && <Link path="documents">{say('inspection.item.documents')}</Link>}
        {isFindable && BEGINNING.includes(session.role as RoleName) && (
          <Link path="inspection/findings/new" params={{ run: run.id, item: id }}>
            {say('inspection.findings.begin')}
          </Link>
        )}
      </p>
    </div>
  );
}

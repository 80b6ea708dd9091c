import {
  askAgain,
  Choice,
  Field,
  Link,
  type OwnSession,
  Pane,
  UnsignedActPage,
  usePlace,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { LatestRuns } from '../../../inspection/latest.ts';
import { useLatestRuns } from '../../../inspection/latest.ts';
import { rowsOf } from '../../../inspection/words.ts';

const SAW_CHARS_MAX = 400;

interface ConfirmProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** What an officer saw with his own eyes of an item that a machine measures only in part. */
export function ConfirmItem({ id }: ConfirmProps) {
  return <Pane answer={useLatestRuns()}>{(runs) => <Confirm id={id} runs={runs} />}</Pane>;
}

function Confirm({ id, runs }: { readonly id: string; readonly runs: LatestRuns }) {
  const say = useText();
  const { language } = usePlace();
  const typed = useTyped({});
  const { agrees = '', saw = '' } = typed.values;
  const { form } = runs.form;
  const item = form.items.find((each) => each.id === id);
  const lines =
    runs.latest === undefined ? [] : (rowsOf(form, runs.latest, language).get(id)?.lines ?? []);
  const confirm = async () => {
    const json = { item: id, agrees: agrees === 'yes', saw: saw.trim() };
    await ask({ path: '/v1/inspection/confirmations', json });
    await askAgain('inspection');
  };
  const isWhole = agrees !== '' && saw.trim() !== '';
  return (
    <UnsignedActPage
      title={`${say('inspection.confirm.title')} · ${item?.title[language] ?? id}`}
      changes={
        <>
          <p>{say('inspection.confirm.becomes')}</p>
          <ul className="lines">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Choice
            typed={typed}
            name="agrees"
            label={say('inspection.confirm.agrees')}
            values={['yes', 'no']}
            textOf={(value) => say(`inspection.confirm.${value}`)}
          />
          <Field
            typed={typed}
            name="saw"
            label={say('inspection.confirm.saw')}
            note={say('inspection.confirm.sawNote')}
            maxLength={SAW_CHARS_MAX}
            rows={3}
          />
        </>
      }
      undo={say('inspection.confirm.undo')}
      expiry={say('inspection.confirm.expiry')}
      pending={isWhole ? undefined : say('inspection.confirm.missing')}
      label={say('inspection.confirm.enter')}
      carryOut={confirm}
      after={() => (
        <Waiting title={say('inspection.confirm.done')} names={[]}>
          <Link path="inspection/form">{say('inspection.run.shown')}</Link>
        </Waiting>
      )}
    />
  );
}

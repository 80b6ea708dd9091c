import {
  ActCodeField,
  askAgain,
  Choice,
  Field,
  Link,
  type Typed,
  UnsignedActPage,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { Checkbox } from 'antd';
import { ask } from '../../api.ts';
import { endsByItself, orderIn } from './draft-form.ts';

const KINDS = ['freeze', 'limit', 'takedown', 'lift'];
const CODES = ['basis', 'reason'] as const;

/** Drafting an order; another officer signs it. */
export function DraftPage() {
  const say = useText();
  const typed = useTyped({});
  const { values } = typed;
  const draft = orderIn(values, Date.now());
  const enter = async () => {
    await ask({ path: '/v1/desk/interventions', json: draft as object });
    await askAgain('interventions');
  };
  const field = (name: string, note?: string, rows?: number) => (
    <Field
      typed={typed}
      name={name}
      label={say(`interventions.${name}`)}
      {...(note === undefined ? {} : { note: say(`interventions.${note}`) })}
      {...(rows === undefined ? {} : { rows, maxLength: 1300 })}
    />
  );
  return (
    <UnsignedActPage
      title={say('interventions.draft')}
      changes={
        <>
          <p>{say('interventions.draftBecomes')}</p>
          <p className="meta">{say('interventions.deadlineIs')}</p>
          <Choice
            typed={typed}
            name="kind"
            label={say('interventions.kind')}
            values={KINDS}
            textOf={(value) => say(`interventions.kindOf.${value}`)}
          />
          {field('subject', 'subjectNote')}
          {endsByItself(values['kind']) && field('until', 'minuteNote')}
          <Codes typed={typed} />
          {field('reference', 'referenceNote')}
          {field('explanation', undefined, 3)}
          <Checkbox
            checked={values['drill'] === 'true'}
            onChange={({ target }) => typed.set('drill', String(target.checked))}
          >
            {say('interventions.isDrill')}
          </Checkbox>
        </>
      }
      undo={say('interventions.draftUndo')}
      expiry={say('interventions.draftExpiry')}
      pending={typeof draft === 'string' ? say(`interventions.fault.${draft}`) : undefined}
      label={say('interventions.enter')}
      carryOut={enter}
      after={() => (
        <Waiting title={say('interventions.drafted')} names={[say('interventions.anyOfficer')]}>
          <Link path="interventions">{say('interventions.back')}</Link>
        </Waiting>
      )}
    />
  );
}

function Codes({ typed }: { readonly typed: Typed }) {
  const say = useText();
  return CODES.map((name) => (
    <ActCodeField
      key={name}
      {...{ typed, name }}
      label={say(`interventions.${name}`)}
      note={say('interventions.codeNote')}
    />
  ));
}

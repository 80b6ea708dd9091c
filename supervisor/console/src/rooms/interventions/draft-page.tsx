import {
  ActCodeField,
  askAgain,
  Choice,
  Field,
  Link,
  shanghaiMinute,
  type Typed,
  UnsignedActPage,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import { Checkbox } from 'antd';
import { ask } from '../../api.ts';

const KINDS = ['freeze', 'limit', 'takedown', 'lift'];
const CODES = ['basis', 'reason'] as const;

/** A measure that is not carried out within a day is overdue. */
const DEADLINE_MS = 24 * 60 * 60 * 1000;
const CODE_MAX = 0xffff;

/** Drafting an order; another officer signs it. */
export function DraftPage() {
  const say = useText();
  const typed = useTyped({});
  const { values } = typed;
  const draft = draftOf(values, Date.now());
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
      pending={draft === undefined ? say('interventions.missing') : undefined}
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

function endsByItself(kind: string | undefined): boolean {
  return kind === 'freeze' || kind === 'limit';
}

function draftOf(values: Values, now: number): object | undefined {
  const said = (name: string) => (values[name] ?? '').trim();
  const kind = said('kind');
  const [basis, reason] = [codeOf(said('basis')), codeOf(said('reason'))];
  const until = endsByItself(kind) ? shanghaiMinute(said('until')) : null;
  const texts = { reference: said('reference'), explanation: said('explanation') };
  const isSaid = kind !== '' && said('subject') !== '' && Object.values(texts).every(Boolean);
  if (!isSaid || basis === undefined || reason === undefined || until === undefined)
    return undefined;
  return {
    ...{ kind, subject: said('subject'), expires_at: until, basis, reason, ...texts },
    ...{ deadline: now + DEADLINE_MS, drill: values['drill'] === 'true' },
  };
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

function codeOf(text: string): number | undefined {
  const code = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return code >= 1 && code <= CODE_MAX ? code : undefined;
}

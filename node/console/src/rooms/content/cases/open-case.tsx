import {
  askAgain,
  Choice,
  Field,
  Link,
  type OwnSession,
  Refused,
  shanghaiMinute,
  shanghaiTime,
  Time,
  type Typed,
  UnsignedActPage,
  usePlace,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { CaseAnswer } from '../answers.ts';
import { mayWork, WORKERS } from './case-roles.ts';

const FOUND_BY = ['complaint', 'review', 'rule', 'authority'];
const REPORT_MS = 24 * 60 * 60 * 1000;
const RECORD = /^[0-9a-f]{72}$/;
const USER = /^[a-z][a-z0-9-]{1,31}$/;

/** Opening a case: the 24 hours of its report run from when it was found. */
export function OpenCase({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { params } = usePlace();
  const given = (name: string) => params.get(name) ?? '';
  const typed = useTyped({
    ...{ found_by: given('found_by'), reference: given('reference') },
    ...{ subjects: given('record') || given('user') },
    found_at: shanghaiTime(Date.now()).slice(0, 16),
  });
  const { values } = typed;
  const form = formOf(values);
  const foundAt = shanghaiMinute((values['found_at'] ?? '').trim());
  if (!mayWork(session)) return <Refused roles={WORKERS} />;
  const open = async () => {
    const opened = await ask<CaseAnswer>({ path: '/v1/cases', json: form });
    await askAgain('cases');
    return opened;
  };
  return (
    <UnsignedActPage
      title={say('content.cases.open')}
      changes={<CaseFields typed={typed} />}
      undo={say('content.cases.openUndo')}
      expiry={
        foundAt === undefined ? (
          say('content.cases.openExpiry')
        ) : (
          <>
            {say('content.cases.openExpiry')} <Time ms={foundAt + REPORT_MS} />
          </>
        )
      }
      pending={typeof form === 'string' ? say(`content.cases.missing.${form}`) : undefined}
      label={say('content.cases.enterOpen')}
      carryOut={open}
      after={({ id, report_due_at: dueAt }) => (
        <Waiting title={say('content.cases.opened')} names={[]}>
          <p>
            {say('content.cases.dueAt')} <Time ms={dueAt} />
          </p>
          <Link path="content/cases" params={{ open: id }}>
            {say('content.cases.shown')}
          </Link>
        </Waiting>
      )}
    />
  );
}

function CaseFields({ typed }: { readonly typed: Typed }) {
  const say = useText();
  return (
    <>
      <Choice
        typed={typed}
        name="found_by"
        label={say('content.cases.foundBy')}
        values={FOUND_BY}
        textOf={(value) => say(`content.foundBy.${value}`)}
      />
      <Field
        typed={typed}
        name="reference"
        label={say('content.cases.reference')}
        note={say('content.cases.referenceNote')}
      />
      <Field
        typed={typed}
        name="found_at"
        label={say('content.cases.foundAt')}
        note={say('content.minuteNote')}
      />
      <Field
        typed={typed}
        name="subjects"
        label={say('content.cases.subjects')}
        note={say('content.cases.subjectsNote')}
        maxLength={2000}
        rows={2}
      />
      <Field typed={typed} name="basis" label={say('kit.act.basis')} />
      <Field
        typed={typed}
        name="description"
        label={say('content.cases.description')}
        maxLength={2000}
        rows={3}
      />
    </>
  );
}

/** The form as the node takes it, or the first field that does not fit. */
function formOf(values: Values): object | string {
  const said = (name: string) => (values[name] ?? '').trim();
  const named = said('subjects').split(/\s+/).filter(Boolean);
  const [records, users] = [RECORD, USER].map((form) => named.filter((each) => form.test(each)));
  const foundAt = shanghaiMinute(said('found_at'));
  if (said('found_by') === '') return 'found_by';
  if (foundAt === undefined) return 'found_at';
  if ((records?.length ?? 0) + (users?.length ?? 0) < named.length) return 'subjects';
  const isLetter = said('found_by') === 'authority' && said('reference') !== '';
  if (named.length === 0 && !isLetter) return 'subjects';
  if (said('basis') === '') return 'basis';
  if (said('description') === '') return 'description';
  const words = { reference: said('reference'), basis: said('basis') };
  const description = said('description');
  return { found_by: said('found_by'), ...words, found_at: foundAt, description, records, users };
}

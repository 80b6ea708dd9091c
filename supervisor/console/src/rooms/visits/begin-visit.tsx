import {
  ActPage,
  askAgain,
  Field,
  Link,
  type OfficerKey,
  type OwnSession,
  shanghaiMinute,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { stated } from '../../desk/stated.ts';

/** Beginning a visit: the first officer signs notice, organisation and end. */
export function BeginVisit({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const typed = useTyped({});
  const form = formOf(typed.values);
  const begin = async (key: OfficerKey) => {
    const { ends_at: endsAt, notice_number: notice, organisation } = form as VisitForm;
    const facts = [
      ['notice', notice],
      ['organisation', organisation],
      ['ends_at', String(endsAt)],
    ] as const;
    const signature = await stated(key, session.officer, 'visit-begin', facts);
    await ask({ path: '/v1/desk/visits', json: { ...form, signature } });
    await askAgain('visits');
  };
  return (
    <ActPage
      title={say('visits.begin')}
      changes={
        <>
          <p>{say('visits.beginBecomes')}</p>
          <Field typed={typed} name="notice" label={say('visits.notice')} maxLength={64} />
          <Field
            typed={typed}
            name="organisation"
            label={say('visits.organisation')}
            maxLength={32}
          />
          <Field
            typed={typed}
            name="until"
            label={say('visits.endsAt')}
            note={say('visits.minuteNote')}
          />
        </>
      }
      undo={say('visits.beginUndo')}
      expiry={say('visits.beginExpiry')}
      pending={form === undefined ? say('visits.missing') : undefined}
      signLabel={say('visits.sign')}
      carryOut={begin}
      after={() => (
        <Waiting title={say('visits.begun')} names={[say('visits.anyOfficer')]}>
          <Link path="visits">{say('visits.back')}</Link>
        </Waiting>
      )}
    />
  );
}

interface VisitForm {
  readonly notice_number: string;
  readonly organisation: string;
  readonly ends_at: number;
}

function formOf(values: Values): VisitForm | undefined {
  const said = (name: string) => (values[name] ?? '').trim();
  const endsAt = shanghaiMinute(said('until'));
  const [notice, organisation] = [said('notice'), said('organisation')];
  const isWhole = notice !== '' && organisation !== '' && endsAt !== undefined;
  return isWhole ? { notice_number: notice, organisation, ends_at: endsAt } : undefined;
}

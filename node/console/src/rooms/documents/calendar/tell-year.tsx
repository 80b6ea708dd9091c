import {
  askAgain,
  Field,
  Link,
  type OwnSession,
  Refused,
  UnsignedActPage,
  usePlace,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import { REGISTRARS } from '../roles.ts';
import { USUAL_HOLIDAYS, yearOf } from './year-form.ts';

/** Telling a year as the State Council announced it, in place of what was projected. */
export function TellYear({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const { language, params } = usePlace();
  const typed = useTyped({ year: params.get('year') ?? '' });
  const year = yearOf(typed.values);
  if (!REGISTRARS.includes(session.role)) return <Refused roles={REGISTRARS} />;
  const tell = async () => {
    await ask({ path: '/v1/management/calendar/years', json: year as object });
    for (const name of ['calendar', 'filing', 'complaints']) await askAgain(name);
  };
  const named = (index: number) => USUAL_HOLIDAYS[index]?.[language === 'en' ? 1 : 0] ?? '';
  return (
    <UnsignedActPage
      title={say('documents.calendar.tell')}
      changes={
        <>
          <p>{say('documents.calendar.becomes')}</p>
          <Field typed={typed} name="year" label={say('documents.calendar.year')} maxLength={4} />
          <Field typed={typed} name="source.zh" label={say('documents.calendar.sourceZh')} />
          <Field typed={typed} name="source.en" label={say('documents.calendar.sourceEn')} />
          {USUAL_HOLIDAYS.map(([zh], index) => (
            <fieldset key={zh} className="subject">
              <legend>{named(index)}</legend>
              {(['from', 'to'] as const).map((end) => (
                <Field
                  key={end}
                  typed={typed}
                  name={`${end}.${index}`}
                  label={say(`documents.calendar.${end}Of`, { holiday: named(index) })}
                  maxLength={10}
                />
              ))}
            </fieldset>
          ))}
          <Field
            typed={typed}
            name="workingDays"
            label={say('documents.calendar.workingDays')}
            note={say('documents.calendar.workingNote')}
            maxLength={400}
            rows={2}
          />
        </>
      }
      undo={say('documents.calendar.undo')}
      expiry={say('documents.calendar.expiry')}
      pending={typeof year === 'string' ? say(`documents.calendar.lacks.${year}`) : undefined}
      label={say('documents.calendar.send')}
      carryOut={tell}
      after={() => (
        <Waiting title={say('documents.calendar.told')} names={[]}>
          <Link path="documents/calendar">{say('documents.calendar.back')}</Link>
        </Waiting>
      )}
    />
  );
}

import {
  askAgain,
  Field,
  Link,
  type OwnSession,
  Pane,
  Refused,
  UnsignedActPage,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Settings } from '../answers.ts';
import { SettingFacts, useSettings } from './statistics-page.tsx';

/** Changing which categories need a reviewer, how many samples are drawn, how long it takes. */
export function ReviewSettings({ session }: { readonly session: OwnSession }) {
  const answer = useSettings();
  if (session.role !== 'security-admin') return <Refused roles={['security-admin']} />;
  return <Pane answer={answer}>{(settings) => <Change settings={settings} />}</Pane>;
}

function Change({ settings }: { readonly settings: Settings }) {
  const say = useText();
  const typed = useTyped({
    categories: settings.reviewed_categories.join(' '),
    every: String(settings.sample_every),
    hours: String(settings.review_hours),
  });
  const changed = settingsOf(typed.values);
  const change = async () => {
    await ask({ path: '/v1/screening/settings', json: changed, method: 'PUT' });
    await askAgain('rules');
  };
  return (
    <UnsignedActPage
      title={say('content.settings.change')}
      changes={
        <>
          <h3>{say('content.settings.now')}</h3>
          <SettingFacts settings={settings} />
          <h3>{say('content.settings.then')}</h3>
          <Field
            typed={typed}
            name="categories"
            label={say('content.settings.categories')}
            note={say('content.settings.categoriesNote')}
            maxLength={2000}
          />
          <Field
            typed={typed}
            name="every"
            label={say('content.settings.sample')}
            note={say('content.settings.sampleNote')}
          />
          <Field
            typed={typed}
            name="hours"
            label={say('content.settings.hours')}
            note={say('content.settings.hoursNote')}
          />
        </>
      }
      undo={say('content.settings.undo')}
      expiry={say('content.settings.expiry')}
      pending={changed === undefined ? say('content.settings.missing') : undefined}
      label={say('content.settings.enter')}
      carryOut={change}
      after={() => (
        <Waiting title={say('content.settings.changed')} names={[]}>
          <Link path="content/statistics">{say('content.settings.shown')}</Link>
        </Waiting>
      )}
    />
  );
}

/** The settings that were typed; undefined while a number is none. */
function settingsOf(values: Values): Settings | undefined {
  const numbers = (text = '') =>
    text
      .split(/[\s,,]+/)
      .filter(Boolean)
      .map(Number);
  const categories = numbers(values['categories']);
  const [every, hours] = [values['every'], values['hours']].map((text) => numbers(text)[0]);
  const all = [...categories, every ?? Number.NaN, hours ?? Number.NaN];
  if (!all.every((each) => Number.isInteger(each) && each >= 0)) return undefined;
  return { reviewed_categories: categories, sample_every: every ?? 0, review_hours: hours ?? 0 };
}

import {
  askAgain,
  Link,
  type OwnSession,
  Pane,
  Refused,
  setParams,
  shanghaiDay,
  type Typed,
  UnsignedActPage,
  usePlace,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { Checkbox, Input } from 'antd';
import { ask } from '../../../api.ts';
import { type PostLine, usePeople } from '../answers.ts';
import { REGISTRARS } from '../roles.ts';

const PERSONAL = ['name', 'phone', 'email'] as const;

/** Registering somebody who is appointed: to which posts, reachable how. */
export function RegisterPage({ session }: { readonly session: OwnSession }) {
  const answer = usePeople();
  if (!REGISTRARS.includes(session.role)) return <Refused roles={REGISTRARS} />;
  return <Pane answer={answer}>{({ posts }) => <Register posts={posts} />}</Pane>;
}

function Register({ posts }: { readonly posts: readonly PostLine[] }) {
  const say = useText();
  const { params } = usePlace();
  // What is personal stands in no address.
  const typed = useTyped({});
  const chosen = (params.get('posts') ?? '').split(',').filter(Boolean);
  const day = params.get('from') ?? '';
  const isWhole = typed.values['name'] && chosen.length > 0 && shanghaiDay(day) !== undefined;
  return (
    <UnsignedActPage
      title={say('documents.register.title')}
      changes={<RegisterFields posts={posts} chosen={chosen} typed={typed} />}
      undo={say('documents.register.undo')}
      expiry={say('documents.register.expiry')}
      pending={isWhole ? undefined : say('documents.register.lacks')}
      label={say('documents.register.send')}
      carryOut={async () => {
        const { email, name, phone } = typed.values;
        const officer = params.get('officer');
        const form = { name, posts: chosen, officer: officer || null, appointed_on: day };
        const rest = { phone: phone || null, email: email || null, until: null, letter: null };
        await ask({ path: '/v1/management/people', json: { ...form, ...rest } });
        await askAgain('people');
      }}
      after={() => (
        <Waiting title={say('documents.register.done')} names={[]}>
          <Link path="documents/people">{say('documents.register.back')}</Link>
        </Waiting>
      )}
    />
  );
}

interface RegisterFieldsProps {
  readonly posts: readonly PostLine[];
  readonly chosen: readonly string[];
  readonly typed: Typed;
}

function RegisterFields({ posts, chosen, typed }: RegisterFieldsProps) {
  const say = useText();
  const { language, params } = usePlace();
  return (
    <>
      {PERSONAL.map((name) => (
        <div className="field" key={name}>
          <label htmlFor={name}>{say(`documents.register.${name}`)}</label>
          <Input
            id={name}
            autoComplete="off"
            value={typed.values[name] ?? ''}
            onChange={({ target }) => typed.set(name, target.value)}
          />
        </div>
      ))}
      {(['officer', 'from'] as const).map((name) => (
        <div className="field" key={name}>
          <label htmlFor={name}>{say(`documents.register.${name}`)}</label>
          <Input
            id={name}
            value={params.get(name) ?? ''}
            placeholder={name === 'from' ? '2026-12-01' : ''}
            onChange={({ target }) => setParams({ [name]: target.value.trim() })}
          />
        </div>
      ))}
      <h3>{say('documents.posts')}</h3>
      <Checkbox.Group
        value={[...chosen]}
        onChange={(values) => setParams({ posts: values.join(',') })}
        options={posts.map(({ post, title }) => ({ value: post, label: title[language] }))}
      />
    </>
  );
}

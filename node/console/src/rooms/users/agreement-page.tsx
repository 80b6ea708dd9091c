import { agreementMessage } from '@mingjing/client';
import {
  ActPage,
  askAgain,
  Facts,
  Link,
  type OfficerKey,
  type OwnSession,
  Pane,
  Refused,
  useText,
  useTyped,
} from '@mingjing/console-kit';
import { Input } from 'antd';
import { ask } from '../../api.ts';
import { carryOut } from '../../chain/act.ts';
import { Done } from '../../chain/done.tsx';
import { useOwnAgreement } from './answers.ts';

const ROLES = ['security-admin'] as const;

/** The next version of the agreement: its text is kept here, its hash goes on the chain. */
export function AgreementPage({ session }: { readonly session: OwnSession }) {
  const answer = useOwnAgreement(session.officer);
  if (session.role !== 'security-admin') return <Refused roles={ROLES} />;
  return (
    <Pane answer={answer}>
      {({ agreement }) => <Publish version={agreement?.versions.at(-1)?.version ?? 0} />}
    </Pane>
  );
}

/** `version` is the latest there is; 0: none. */
function Publish({ version }: { readonly version: number }) {
  const say = useText();
  const typed = useTyped({ text: '' });
  const { text = '' } = typed.values;
  const publish = async (key: OfficerKey) => {
    await ask({ path: '/v1/agreement-texts', json: { text } });
    const bytes = new TextEncoder().encode(text);
    const done = await carryOut(key, agreementMessage(version + 1, bytes));
    await askAgain('users');
    return done;
  };
  return (
    <ActPage
      title={say('users.agreement.publish')}
      changes={
        <>
          <Facts
            items={[
              [say('users.agreement.now'), version === 0 ? say('users.agreement.none') : version],
              [say('users.agreement.then'), version + 1],
            ]}
          />
          <p className="said">{say('users.agreement.effect')}</p>
          <Input.TextArea
            className="text-area"
            aria-label={say('users.agreement.text')}
            rows={8}
            value={text}
            onChange={({ target }) => typed.set('text', target.value)}
          />
        </>
      }
      undo={say('users.agreement.undo')}
      expiry={say('users.agreement.expiry')}
      pending={text.trim() === '' ? say('users.agreement.empty') : undefined}
      signLabel={say('users.agreement.sign')}
      carryOut={publish}
      after={(done) => (
        <Done title={say('users.agreement.done')} done={done} names={[]}>
          <Link path="users">{say('users.backToList')}</Link>
        </Done>
      )}
    />
  );
}

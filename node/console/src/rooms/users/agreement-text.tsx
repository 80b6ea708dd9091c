import { Card, Hash, Link, Pane, useAnswer, useText } from '@mingjing/console-kit';
import { ask } from '../../api.ts';

/** A text of the agreement as users were shown it, named by its hash. */
export function AgreementText({ hash }: { readonly hash: string }) {
  const say = useText();
  const answer = useAnswer(['users', 'text', hash], () =>
    ask<{ text: string }>({ path: `/v1/agreement-texts/${encodeURIComponent(hash)}` }),
  );
  return (
    <Card title={say('users.agreement.title')} extra={<Hash value={hash} />}>
      <div className="stack">
        <Pane answer={answer}>{({ text }) => <pre className="content">{text}</pre>}</Pane>
        <p className="acts">
          <Link path="users">{say('users.backToList')}</Link>
        </p>
      </div>
    </Card>
  );
}

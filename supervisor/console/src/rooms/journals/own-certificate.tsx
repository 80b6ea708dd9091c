import { Card, Pane, ProofBadge, useAnswer, useText } from '@mingjing/console-kit';
import { ownCertificate } from './answers.ts';
import { Judged } from './certificate-check.tsx';

/** The certificate of this node's own logs: whoever watches others keeps a journal, too. */
export function OwnCertificate() {
  const say = useText();
  const answer = useAnswer(['own-certificate'], ownCertificate);
  return (
    <Card
      title={say('journals.own')}
      extra={answer.data !== undefined && <ProofBadge proof={answer.data.proof} />}
    >
      <Pane answer={answer}>{(judged) => <Judged judged={judged} />}</Pane>
    </Card>
  );
}

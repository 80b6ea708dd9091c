import { Card, judgedRetention, Pane, ProofBadge, useAnswer, useText } from '@mingjing/console-kit';
import { ask, askBytes } from '../../api.ts';
import { Judged } from './certificate-check.tsx';

/** The certificate of this node's own logs: whoever watches others keeps a journal, too. */
export function OwnCertificate() {
  const say = useText();
  const answer = useAnswer(['own-certificate'], async () => {
    const { chain } = await ask<{ chain: { genesis_hash: string } }>({ path: '/v1/chain' });
    return judgedRetention(await askBytes('/v1/journal/retention-certificate'), chain.genesis_hash);
  });
  return (
    <Card
      title={say('journals.own')}
      extra={answer.data !== undefined && <ProofBadge proof={answer.data.proof} />}
    >
      <Pane answer={answer}>{(judged) => <Judged judged={judged} />}</Pane>
    </Card>
  );
}

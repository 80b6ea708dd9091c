import { Card, Pane, ProofBadge, RetainedLogs, useAnswer, useText } from '@mingjing/console-kit';
import { judgedCertificate } from '../../chain/retention.ts';

const CERTIFICATE_MS = 10 * 60_000;

/** The retention certificate: for every log since when it is kept, and what stands behind that. */
export function Retention() {
  const say = useText();
  const answer = useAnswer(['retention'], judgedCertificate, CERTIFICATE_MS);
  return (
    <Card
      title={say('kit.retention.title')}
      extra={answer.data !== undefined && <ProofBadge proof={answer.data.proof} />}
    >
      <Pane answer={answer}>
        {({ facts }) =>
          facts === undefined ? (
            <p className="failed">{say('kit.retention.refused')}</p>
          ) : (
            <RetainedLogs facts={facts} />
          )
        }
      </Pane>
    </Card>
  );
}

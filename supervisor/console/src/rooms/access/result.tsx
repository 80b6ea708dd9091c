import {
  Facts,
  Link,
  Pane,
  State,
  saveBytes,
  Time,
  useAskedAnswer,
  useText,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { type Purpose, readJson } from '../../desk/reading.ts';
import { ORDERS, type OrderDetail } from './answers.ts';

export interface ResultProps {
  readonly order: OrderDetail;
  readonly purpose: Purpose;
}

/** What came of an order: the number of its entry first. */
export function Result({ order, purpose }: ResultProps) {
  const say = useText();
  const { custodians, id, officers, result, stage } = order;
  if (result !== null) return <Opened order={order} purpose={purpose} />;
  if (stage === 'ready') {
    return (
      <>
        <State kind="due">{say('access.canBeOpened')}</State>
        <p>
          <Link path={`access/${id}/open`}>{say('access.open')}</Link>
        </p>
      </>
    );
  }
  const counts = {
    ...{ officers: officers?.held ?? 0, officersNeeded: officers?.needed ?? 0 },
    ...{ custodians: custodians?.held ?? 0, custodiansNeeded: custodians?.needed ?? 0 },
  };
  return (
    <>
      <State kind="unknown">{say('access.notOpened')}</State>
      {officers !== null && <p className="meta">{say('access.missing', counts)}</p>}
    </>
  );
}

function Opened({ order, purpose }: ResultProps) {
  const say = useText();
  const { id, result } = order;
  if (result === null) return null;
  const isGarbage = result.verdict === 'garbage';
  return (
    <>
      <Facts
        items={[
          [say('access.entry'), result.entry ?? say('access.none')],
          [
            say('access.verdict'),
            <State key="verdict" kind={isGarbage ? 'failed' : 'met'}>
              {say(`access.verdictOf.${result.verdict}`)}
            </State>,
          ],
          [say('access.openedAt'), <Time key="at" ms={result.opened_at} />],
          [say('access.openedBy'), result.officers.join(say('kit.comma'))],
        ]}
      />
      {isGarbage ? (
        <Evidence order={id} purpose={purpose} />
      ) : (
        <Link path={`access/${id}/open`}>{say('access.readAgain')}</Link>
      )}
    </>
  );
}

/** What convicts whoever sealed it; each download is a read of its own. */
function Evidence({ order, purpose }: { readonly order: string; readonly purpose: Purpose }) {
  const say = useText();
  const [isAsked, setAsked] = useState(false);
  if (isAsked) return <AskedEvidence order={order} purpose={purpose} />;
  return (
    <>
      <p>{say('access.garbage')}</p>
      <Button onClick={() => setAsked(true)}>{say('access.evidence')}</Button>
    </>
  );
}

function AskedEvidence({ order, purpose }: { readonly order: string; readonly purpose: Purpose }) {
  const say = useText();
  const path = `${ORDERS}/${order}/evidence`;
  const answer = useAskedAnswer(['access', 'evidence', order], () =>
    readJson<{ readonly evidence: object | null }>(purpose, { path }),
  );
  return (
    <Pane answer={answer}>
      {({ evidence }) =>
        evidence === null ? (
          <p>{say('access.noEvidence')}</p>
        ) : (
          <Button
            onClick={() => {
              const text = JSON.stringify(evidence, null, 2);
              saveBytes(`evidence-${order.slice(0, 16)}.json`, new TextEncoder().encode(text));
            }}
          >
            {say('access.download')}
          </Button>
        )
      }
    </Pane>
  );
}

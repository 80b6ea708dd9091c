import {
  Card,
  durationText,
  Facts,
  Link,
  Pane,
  Partial,
  State,
  Time,
  useAnswer,
  useNow,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { ask, node } from '../api.ts';
import type { PageProps } from '../frame/pages.ts';
import type { OperatorAnswer } from '../operator.ts';
import { LatestRecords } from './latest-records.tsx';
import { ReceiptField } from './receipt-field.tsx';
import { SearchField } from './search-field.tsx';

const STATUS_MS = 15_000;

/** Who runs this, can I check it, where do I complain? */
export function HomePage({ operator }: PageProps) {
  const say = useText();
  const offers = operator.data?.offers ?? [];
  return (
    <>
      <header className="page-head">
        <h1>{say('portal.home.heading')}</h1>
        <span className="meta">{say('portal.home.question')}</span>
      </header>
      <SearchField />
      <div className="columns first">
        <div className="stack">
          <LatestRecords />
        </div>
        <div className="stack">
          <Card title={say('portal.home.operator')}>
            <Pane answer={operator}>{(answer) => <Operator operator={answer} />}</Pane>
            {offers.includes('duty') && <Duty />}
            {offers.includes('complaints') && (
              <p>
                <Link path="complain" className="button">
                  {say('portal.home.complain')}
                </Link>
              </p>
            )}
          </Card>
          <Card title={say('portal.home.receipt')}>
            <ReceiptField />
          </Card>
          <Card title={say('portal.home.chain')}>
            <Chain />
          </Card>
        </div>
      </div>
    </>
  );
}

function Operator({ operator }: { readonly operator: OperatorAnswer }) {
  const say = useText();
  const { language } = usePlace();
  const unstated = <State kind="unknown">{say('portal.foot.unstated')}</State>;
  return (
    <Facts
      items={[
        [say('portal.foot.operator'), operator.name?.[language] ?? unstated],
        [say('portal.foot.filing'), operator.filing_number ?? unstated],
        [say('portal.foot.telephone'), operator.complaint_telephone ?? unstated],
      ]}
    />
  );
}

interface DutyAnswer {
  readonly covered: boolean;
  readonly until: number | null;
  readonly phone: string | null;
}

function Duty() {
  const say = useText();
  const duty = useAnswer(['duty'], () => ask<DutyAnswer>({ path: '/v1/duty/now' }));
  return (
    <Pane answer={duty}>
      {({ covered, phone, until }) => (
        <p className="duty">
          <State kind={covered ? 'met' : 'failed'}>
            {say(covered ? 'portal.home.onDuty' : 'portal.home.noDuty', { phone: phone ?? '' })}
          </State>{' '}
          {until !== null && (
            <span className="meta">
              {say('portal.home.until')} <Time ms={until} />
            </span>
          )}
        </p>
      )}
    </Pane>
  );
}

function Chain() {
  const say = useText();
  const now = useNow();
  const status = useAnswer(['status'], () => node().status(), STATUS_MS);
  const validators = useAnswer(['validators'], () => node().validators(), STATUS_MS);
  return (
    <Pane answer={status} heightOf={({ height }) => height}>
      {({ height, node_id: nodeId, time }) => (
        <>
          <Facts
            items={[
              [say('portal.home.height'), height],
              [
                say('portal.home.block'),
                say('portal.home.ago', { span: durationText(say, Math.max(0, now - time)) }),
              ],
              [say('portal.home.node'), nodeId],
            ]}
          />
          <Pane answer={validators}>
            {({ validators: all }) => (
              <Partial missing={all.filter(({ connected }) => connected === false).map(nodeOf)} />
            )}
          </Pane>
        </>
      )}
    </Pane>
  );
}

function nodeOf({ node_id: id }: { readonly node_id: string }): string {
  return id;
}

import type { AgreementsAnswer, OrdersAnswer } from '@mingjing/client';
import {
  actCodeText,
  Card,
  Empty,
  findText,
  go,
  Hash,
  Link,
  Pane,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { ask, node } from '../api.ts';
import type { PageProps } from '../frame/pages.ts';

const LIMIT = 20;

interface Notice {
  readonly id: string;
  readonly title: { readonly 'zh-CN': string; readonly en: string };
  readonly text: { readonly 'zh-CN': string; readonly en: string };
  readonly published_at: number;
}
interface NoticesAnswer {
  readonly items: readonly Notice[];
  readonly next_cursor: string | null;
}

/** What the operator tells everybody, which rules hold, what was removed by which order. */
export default function NoticesPage({ operator }: PageProps) {
  const say = useText();
  const { params } = usePlace();
  const cursor = params.get('cursor') ?? undefined;
  const notices = useAnswer(['notices', cursor], () =>
    ask<NoticesAnswer>({ path: '/v1/notices', query: { limit: LIMIT, cursor } }),
  );
  const agreements = useAnswer(['agreements'], () => node().agreements());
  const hasOrders = operator.data?.offers.includes('orders') ?? false;
  return (
    <>
      <header className="page-head">
        <h1>{say('portal.notices.name')}</h1>
      </header>
      <div className="columns">
        <div className="stack">
          <Pane answer={notices}>{(answer) => <Notices answer={answer} />}</Pane>
        </div>
        <div className="stack">
          <Card title={say('portal.notices.counts')}>
            <Counts hasOrders={hasOrders} />
          </Card>
          <Card title={say('portal.notices.agreements')}>
            <Pane answer={agreements}>{(answer) => <Agreements answer={answer} />}</Pane>
          </Card>
          {hasOrders && (
            <Card title={say('portal.notices.removals')}>
              <Removals />
            </Card>
          )}
        </div>
      </div>
    </>
  );
}

function Notices({ answer }: { readonly answer: NoticesAnswer }) {
  const say = useText();
  const { language, params } = usePlace();
  const { items, next_cursor: next } = answer;
  return (
    <>
      {items.length === 0 && (
        <Empty what={say('portal.notices.name')} why={say('portal.notices.none')} />
      )}
      {items.map(({ id, published_at: at, text, title }) => (
        <Card key={id} title={title[language]} extra={<Time ms={at} />}>
          <p className="prose">{text[language]}</p>
        </Card>
      ))}
      <p className="acts screen-only">
        {params.has('cursor') && <Link path="notices">{say('portal.notices.latest')}</Link>}
        {next !== null && (
          <button
            type="button"
            className="text-button"
            onClick={() => go('notices', { cursor: next })}
          >
            {say('portal.notices.older')}
          </button>
        )}
      </p>
    </>
  );
}

/** Of each organisation the version that holds, by the hash of its text. */
function Agreements({ answer }: { readonly answer: AgreementsAnswer }) {
  const say = useText();
  if (answer.agreements.length === 0) return <p>{say('portal.notices.noAgreements')}</p>;
  return (
    <ul className="plain">
      {answer.agreements.map(({ in_force: inForce, organisation, versions }) => {
        const held = versions.find(({ version }) => version === inForce);
        return (
          <li key={organisation}>
            <b>{organisation}</b>{' '}
            {held === undefined ? (
              say('portal.notices.notInForce')
            ) : (
              <>
                {say('portal.notices.version', { version: held.version })}{' '}
                <Time ms={held.effective_at} /> <Hash value={held.text_hash} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Removals() {
  const say = useText();
  const orders = useAnswer(['removals'], () => node().orders({ kind: 'takedown', limit: LIMIT }));
  return (
    <Pane answer={orders}>
      {({ orders: found }) =>
        found.length === 0 ? (
          <p>{say('portal.notices.noRemovals')}</p>
        ) : (
          <ul className="plain">
            {found.map((order) => (
              <Removal key={order.id} order={order} />
            ))}
          </ul>
        )
      }
    </Pane>
  );
}

function Removal({ order }: { readonly order: OrdersAnswer['orders'][number] }) {
  const say = useText();
  const { basis, drill, id, ordered_at: at, organisation, reason, state } = order;
  const said = { basis: actCodeText('basis', basis), reason: actCodeText('reason', reason) };
  return (
    <li>
      <Hash value={id} /> {findText(`portal.order.${state}`) ?? state}
      {drill && ` · ${say('portal.order.drill')}`}
      <br />
      <span className="meta">
        {say('portal.notices.order', { organisation, ...said })} · <Time ms={at} />
      </span>
    </li>
  );
}

function Counts({ hasOrders }: { readonly hasOrders: boolean }) {
  const say = useText();
  const status = useAnswer(['status-counts'], () =>
    ask<{ readonly height: number; readonly records?: number }>({ path: '/v1/status' }),
  );
  const orders = useAnswer(['orders-counted', String(hasOrders)], async () =>
    hasOrders ? countOf(await node().orders({ limit: COUNTED_MAX })) : undefined,
  );
  return (
    <Pane answer={status}>
      {({ height, records }) => (
        <dl className="figures">
          <Figure name={say('portal.notices.records')} value={records} />
          <Figure name={say('portal.notices.blocks')} value={height} />
          {hasOrders && <Figure name={say('portal.notices.orders')} value={orders.data} />}
        </dl>
      )}
    </Pane>
  );
}

/** Orders of one answer; where there are more, the count says so. */
const COUNTED_MAX = 100;

function countOf({ next_before: next, orders }: OrdersAnswer): string {
  return next === null ? String(orders.length) : `${orders.length}+`;
}

function Figure({
  name,
  value,
}: {
  readonly name: string;
  readonly value: number | string | undefined;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figure">{value === undefined ? '…' : value}</dd>
    </div>
  );
}

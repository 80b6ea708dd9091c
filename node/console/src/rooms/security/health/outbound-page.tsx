import {
  Card,
  DataTable,
  Empty,
  Pane,
  Pick,
  State,
  Time,
  useAnswer,
  usePicked,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Destination, Outbound } from '../answers.ts';

const OUTBOUND_MS = 10_000;
const STATES = ['refused', 'let'];

/** Where this program may connect to, and every destination that it ever asked for. */
export function OutboundPage() {
  const say = useText();
  const answer = useAnswer(
    ['assurance', 'outbound'],
    () => ask<Outbound>({ path: '/v1/management/assurance/outbound' }),
    OUTBOUND_MS,
  );
  return (
    <Pane answer={answer}>
      {(outbound) => (
        <div className="stack">
          {!outbound.guarded && (
            <p className="bar due" data-state="partial">
              {say('security.outbound.unguarded')}
            </p>
          )}
          <Card title={say('security.outbound.asked')} extra={<Refusals outbound={outbound} />}>
            <Asked destinations={outbound.destinations} />
          </Card>
          <Card title={say('security.outbound.allowed')}>
            <Allowed allowed={outbound.allowed} />
          </Card>
        </div>
      )}
    </Pane>
  );
}

function Refusals({ outbound }: { readonly outbound: Outbound }) {
  const say = useText();
  const { destinations, refused_destinations: refused } = outbound;
  return (
    <State kind={refused === 0 ? 'met' : 'failed'}>
      {say('security.outbound.refusals', { refused, all: destinations.length })}
    </State>
  );
}

function Asked({ destinations }: { readonly destinations: readonly Destination[] }) {
  const say = useText();
  const picked = usePicked('state', STATES);
  const shown = destinations.filter(
    ({ refused }) => picked === undefined || refused === (picked === 'refused'),
  );
  return (
    <>
      <div className="filters">
        <Pick
          name="state"
          label={say('security.node.state')}
          values={STATES}
          textOf={(value) => say(`security.outbound.${value}`)}
        />
      </div>
      {shown.length === 0 ? (
        <Empty what={say('security.outbound.asked')} why={say('security.outbound.none')} />
      ) : (
        <DataTable
          label={say('security.outbound.asked')}
          isCompact
          rows={shown}
          keyOf={({ host, port, protocol }) => `${protocol}/${host}/${port}`}
          columns={[
            {
              title: say('security.outbound.destination'),
              cell: ({ host, port }) => <code>{`${host}:${port}`}</code>,
            },
            {
              title: say('security.node.state'),
              cell: ({ refused }) => (
                <State kind={refused ? 'failed' : 'met'}>
                  {say(refused ? 'security.outbound.refused' : 'security.outbound.let')}
                </State>
              ),
            },
            {
              title: say('security.outbound.purpose'),
              cell: ({ purpose }) => purpose ?? say('security.none'),
            },
            { title: say('security.outbound.count'), isNumber: true, cell: ({ count }) => count },
            { title: say('security.outbound.first'), cell: ({ first }) => <Time ms={first} /> },
            { title: say('security.outbound.last'), cell: ({ last }) => <Time ms={last} /> },
          ]}
        />
      )}
    </>
  );
}

function Allowed({ allowed }: { readonly allowed: Outbound['allowed'] }) {
  const say = useText();
  if (allowed.length === 0) {
    return <Empty what={say('security.outbound.allowed')} why={say('security.outbound.nowhere')} />;
  }
  return (
    <DataTable
      label={say('security.outbound.allowed')}
      isCompact
      rows={allowed}
      keyOf={({ host, port }) => `${host}/${port}`}
      columns={[
        {
          title: say('security.outbound.destination'),
          cell: ({ host, port }) => <code>{`${host}:${port}`}</code>,
        },
        { title: say('security.outbound.purpose'), cell: ({ purpose }) => purpose },
      ]}
    />
  );
}

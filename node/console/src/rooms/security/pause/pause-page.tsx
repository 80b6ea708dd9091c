import {
  Card,
  DataTable,
  Empty,
  Hash,
  Link,
  type OwnSession,
  Pane,
  State,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { node } from '../../../api.ts';
import { ProposalStatus } from '../../../chain/proposal-status.tsx';
import type { Centre } from '../answers.ts';
import { useCentre } from '../health/centre.ts';

const PROPOSALS_MS = 5000;
/** Proposals that are looked through for those about a pause. */
const LOOKED_THROUGH = 100;

/** Whether the chain serves, and what was proposed about that. */
export function PausePage({ session }: { readonly session: OwnSession }) {
  const say = useText();
  return (
    <div className="stack">
      <Card title={say('security.pause.what')}>
        <Pane answer={useCentre()}>
          {({ service }) => <Service service={service} session={session} />}
        </Pane>
      </Card>
      <Card title={say('security.pause.proposals')}>
        <Proposals />
      </Card>
    </div>
  );
}

interface ServiceProps {
  readonly service: Centre['service'];
  readonly session: OwnSession;
}

function Service({ service: { paused, since_height: since }, session }: ServiceProps) {
  const say = useText();
  return (
    <div className="stack">
      <p>
        <State kind={paused ? 'due' : 'met'}>
          {say(paused ? 'security.pause.paused' : 'security.pause.running')}
          {since !== null && ` · ${say('security.pause.since', { height: since })}`}
        </State>
      </p>
      <p className="meta">{say('security.pause.meaning')}</p>
      {session.role === 'system-admin' && (
        <p className="acts">
          <Link path="security/pause/new" params={{ to: paused ? 'resume' : 'pause' }}>
            {say(paused ? 'security.pause.proposeEnd' : 'security.pause.propose')}
          </Link>
        </p>
      )}
    </div>
  );
}

function Proposals() {
  const say = useText();
  const answer = useAnswer(
    ['proposals', 'pause'],
    async () => {
      const { proposals } = await node().proposals({ limit: LOOKED_THROUGH });
      return proposals.filter(({ action }) => action === 'setPause');
    },
    PROPOSALS_MS,
  );
  return (
    <Pane answer={answer}>
      {(proposals) =>
        proposals.length === 0 ? (
          <Empty
            what={say('security.pause.proposals')}
            why={say('security.pause.none')}
            next={say('security.pause.next')}
          />
        ) : (
          <DataTable
            label={say('security.pause.proposals')}
            isCompact
            rows={proposals}
            keyOf={({ id }) => id}
            columns={[
              {
                title: say('security.pause.which'),
                cell: ({ id }) => (
                  <Link path={`approvals/${id}`}>
                    <Hash value={id} />
                  </Link>
                ),
              },
              { title: say('security.pause.by'), cell: ({ proposer }) => proposer },
              {
                title: say('security.node.state'),
                cell: (each) => <ProposalStatus proposal={each} />,
              },
              {
                title: say('security.pause.ballots'),
                isNumber: true,
                cell: ({ approvals, refusals }) => `${approvals} : ${refusals}`,
              },
              {
                title: say('security.pause.until'),
                cell: ({ effect_at: effect, expires_at: end }) => <Time ms={effect ?? end} />,
              },
            ]}
          />
        )
      }
    </Pane>
  );
}

import type { ProposalDetailAnswer } from '@mingjing/client';
import {
  Card,
  DataTable,
  durationText,
  Empty,
  go,
  Link,
  Pane,
  State,
  useAnswer,
  useNow,
  useText,
} from '@mingjing/console-kit';
import { proposalsWaitingFor } from '../../chain/proposals.ts';

const PROPOSALS_MS = 10_000;
/** Less than that is due soon. */
const SOON_MS = 24 * 60 * 60 * 1000;

/** What waits for this person, the earliest first, each with its countdown. */
export function WaitingForMe({ officer }: { readonly officer: string }) {
  const say = useText();
  const answer = useAnswer(
    ['proposals', 'waiting', officer],
    () => proposalsWaitingFor(officer),
    PROPOSALS_MS,
  );
  return (
    <Card title={say('today.waiting.title')}>
      <Pane answer={answer}>
        {(proposals) =>
          proposals.length === 0 ? (
            <Empty
              what={say('today.waiting.what')}
              why={say('today.waiting.none')}
              next={<Link path="approvals">{say('today.waiting.all')}</Link>}
            />
          ) : (
            <Proposals proposals={proposals} />
          )
        }
      </Pane>
    </Card>
  );
}

function Proposals({ proposals }: { readonly proposals: readonly ProposalDetailAnswer[] }) {
  const say = useText();
  const now = useNow();
  const rows = [...proposals].sort((a, b) => a.expires_at - b.expires_at);
  const open = ({ id }: ProposalDetailAnswer) => go(`approvals/${id}`);
  return (
    <DataTable
      label={say('today.waiting.title')}
      rows={rows}
      keyOf={({ id }) => id}
      onOpen={open}
      columns={[
        {
          title: say('today.waiting.action'),
          cell: ({ action }) => say(`chain.action.${action}`),
        },
        { title: say('today.waiting.by'), cell: ({ proposer }) => proposer },
        {
          title: say('today.waiting.left'),
          cell: ({ expires_at: end }) => (
            <State kind={end - now < SOON_MS ? 'due' : 'unknown'}>
              {durationText(say, end - now)}
            </State>
          ),
        },
        {
          title: say('today.waiting.act'),
          isScreenOnly: true,
          cell: ({ id }) => <Link path={`approvals/${id}/vote`}>{say('today.waiting.vote')}</Link>,
        },
      ]}
    />
  );
}

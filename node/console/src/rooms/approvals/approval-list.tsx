import type { ProposalAnswer } from '@mingjing/client';
import {
  DataTable,
  Empty,
  go,
  Hash,
  Link,
  type OwnSession,
  Pane,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Select } from 'antd';
import { useCallback } from 'react';
import { node } from '../../api.ts';
import { ProposalStatus } from '../../chain/proposal-status.tsx';
import { Policies } from './policies.tsx';
import { ProposalDetails } from './proposal-details.tsx';

const PROPOSALS_MS = 5000;
const STATUSES = ['open', 'approved', 'effected', 'rejected', 'expired', 'failed', 'withdrawn'];

export interface ApprovalListProps {
  readonly session: OwnSession;
  /** The proposal whose details are open; empty: none. */
  readonly openId: string;
}

/** What was proposed and how it stands, and below it who must approve what. */
export function ApprovalList({ session, openId }: ApprovalListProps) {
  const say = useText();
  const { params } = usePlace();
  const status = STATUSES.find((name) => name === params.get('status'));
  const filter = status === undefined ? {} : { status };
  const answer = useAnswer(
    ['proposals', 'list', status],
    () => node().proposals(filter),
    PROPOSALS_MS,
  );
  const close = useCallback(() => go('approvals', filter), [filter]);
  return (
    <>
      <header className="page-head">
        <h1>{say('approvals.heading')}</h1>
        <span className="space" />
        {session.role === 'system-admin' && (
          <Link path="approvals/new">{say('approvals.propose.open')}</Link>
        )}
      </header>
      <div className="filters">
        <label htmlFor="status">
          {say('approvals.status')}
          <Select
            id="status"
            aria-label={say('approvals.status')}
            value={status ?? ''}
            popupMatchSelectWidth={false}
            onChange={(value: string) => setParams({ status: value })}
            options={['', ...STATUSES].map((value) => ({
              value,
              label: value === '' ? say('approvals.all') : say(`chain.status.${value}`),
            }))}
          />
        </label>
      </div>
      <div className="stack">
        <Pane answer={answer}>
          {({ proposals }) =>
            proposals.length === 0 ? (
              <NoProposals session={session} />
            ) : (
              <Proposals proposals={proposals} openId={openId} />
            )
          }
        </Pane>
        <Policies />
      </div>
      <SideDrawer title={say('approvals.details')} isOpen={openId !== ''} onClose={close}>
        <ProposalDetails session={session} id={openId} />
      </SideDrawer>
    </>
  );
}

function NoProposals({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const isAdmin = session.role === 'system-admin';
  return (
    <Empty
      what={say('approvals.empty.what')}
      why={say('approvals.empty.why')}
      next={
        isAdmin ? (
          <Link path="approvals/new">{say('approvals.propose.open')}</Link>
        ) : (
          say('approvals.empty.next')
        )
      }
    />
  );
}

interface ProposalsProps {
  readonly proposals: readonly ProposalAnswer[];
  readonly openId: string;
}

function Proposals({ proposals, openId }: ProposalsProps) {
  const say = useText();
  const { params } = usePlace();
  const open = ({ id }: ProposalAnswer) =>
    go(`approvals/${id}`, { status: params.get('status') ?? undefined });
  return (
    <DataTable
      label={say('approvals.heading')}
      rows={proposals}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === openId}
      onOpen={open}
      columns={[
        { title: say('approvals.proposal'), cell: ({ id }) => <Hash value={id} /> },
        { title: say('approvals.action'), cell: ({ action }) => say(`chain.action.${action}`) },
        { title: say('approvals.by'), cell: ({ proposer }) => proposer },
        { title: say('approvals.status'), cell: (each) => <ProposalStatus proposal={each} /> },
        {
          title: say('approvals.ballots'),
          isNumber: true,
          cell: ({ approvals, refusals }) => `${approvals} : ${refusals}`,
        },
        {
          title: say('approvals.until'),
          cell: ({ effect_at: effect, expires_at: end }) => <Time ms={effect ?? end} />,
        },
      ]}
    />
  );
}

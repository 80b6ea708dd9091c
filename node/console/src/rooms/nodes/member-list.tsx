import type { MembersAnswer, NodeMember, ValidatorsAnswer } from '@mingjing/client';
import {
  Card,
  DataTable,
  Empty,
  Facts,
  Failed,
  go,
  Hash,
  Link,
  Loading,
  type OwnSession,
  Pane,
  SideDrawer,
  State,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { node } from '../../api.ts';
import { TOPOLOGY_READERS, useTopology } from '../../chain/topology/topology.ts';
import { TopologyPicture } from '../../chain/topology/topology-picture.tsx';

const MEMBERS_MS = 5000;

/** Members as the chain names them, with what this node sees of them now. */
interface Seen {
  readonly members: MembersAnswer;
  readonly validators: ValidatorsAnswer;
}

export interface MemberListProps {
  readonly session: OwnSession;
  /** The node whose details are open; empty: none. */
  readonly openId: string;
}

export function MemberList({ session, openId }: MemberListProps) {
  const say = useText();
  const close = useCallback(() => go('nodes'), []);
  const answer = useAnswer<Seen>(
    ['members'],
    async () => {
      const [members, validators] = await Promise.all([node().members(), node().validators()]);
      return { members, validators };
    },
    MEMBERS_MS,
  );
  return (
    <>
      <header className="page-head">
        <h1>{say('nodes.heading')}</h1>
        <span className="space" />
        {session.role === 'system-admin' && (
          <Link path="nodes/admit">{say('nodes.admit.open')}</Link>
        )}
      </header>
      <Pane answer={answer} heightOf={({ members }) => members.height}>
        {(seen) => (
          <div className="stack">
            {TOPOLOGY_READERS.includes(session.role) && <Picture />}
            <Nodes seen={seen} openId={openId} />
            <Organisations members={seen.members} />
            <Releases members={seen.members} />
            <SideDrawer title={openId} isOpen={openId !== ''} onClose={close}>
              <NodeDetails seen={seen} id={openId} />
            </SideDrawer>
          </div>
        )}
      </Pane>
    </>
  );
}

/** What the table below says, as a drawing with the lines between; it says when it was read. */
function Picture() {
  const say = useText();
  const { data: topology, error, refetch } = useTopology();
  return (
    <Card title={say('chain.topology.title')} extra={<ReadAt ms={topology?.time} />}>
      {topology !== undefined && (
        <TopologyPicture topology={topology} placeOf={(id) => ({ path: `nodes/${id}` })} />
      )}
      {topology === undefined && error === null && <Loading />}
      {topology === undefined && error !== null && (
        <Failed error={error} retry={() => void refetch()} />
      )}
    </Card>
  );
}

function ReadAt({ ms }: { readonly ms: number | undefined }) {
  const say = useText();
  if (ms === undefined) return null;
  return (
    <span className="meta">
      {say('chain.topology.seen')} <Time ms={ms} />
    </span>
  );
}

interface NodesProps {
  readonly seen: Seen;
  readonly openId: string;
}

function Nodes({ seen, openId }: NodesProps) {
  const say = useText();
  const { members, validators } = seen;
  const { regions } = members;
  const rule =
    regions.length === 0
      ? say('nodes.anyRegion')
      : say('nodes.regions', { regions: regions.join(say('kit.comma')) });
  return (
    <Card title={say('nodes.nodes')} extra={<span className="meta">{rule}</span>}>
      <DataTable
        label={say('nodes.nodes')}
        rows={members.nodes}
        keyOf={({ id }) => id}
        isOpen={({ id }) => id === openId}
        onOpen={({ id }) => go(`nodes/${id}`)}
        columns={[
          { title: say('nodes.node'), cell: ({ id }) => id },
          { title: say('nodes.organisation'), cell: ({ organisation }) => organisation },
          { title: say('nodes.role'), cell: ({ role }) => say(`chain.nodeRole.${role}`) },
          { title: say('nodes.power'), isNumber: true, cell: ({ power }) => power },
          { title: say('nodes.region'), cell: ({ region }) => region || say('nodes.notStated') },
          {
            title: say('nodes.state'),
            cell: (each) => <NodeState member={each} validators={validators} />,
          },
        ]}
      />
    </Card>
  );
}

interface NodeStateProps {
  readonly member: NodeMember;
  readonly validators: ValidatorsAnswer;
}

/** What is known of a node: what the chain says of it comes before what is seen from here. */
function NodeState({ member, validators }: NodeStateProps) {
  const say = useText();
  const { id, is_absent: isAbsent, revoked_height: revoked } = member;
  if (revoked !== null)
    return <State kind="unknown">{say('nodes.revoked', { height: revoked })}</State>;
  if (isAbsent) return <State kind="due">{say('nodes.absent')}</State>;
  const seen = validators.validators.find(({ node_id: nodeId }) => nodeId === id)?.connected;
  if (seen === undefined) return <State kind="unknown">{say('nodes.unseen')}</State>;
  return (
    <State kind={seen ? 'met' : 'failed'}>{say(seen ? 'nodes.connected' : 'nodes.away')}</State>
  );
}

function NodeDetails({ seen, id }: { readonly seen: Seen; readonly id: string }) {
  const say = useText();
  const member = seen.members.nodes.find((each) => each.id === id);
  if (member === undefined) {
    return <Empty what={say('nodes.node')} why={say('nodes.unknown', { id })} />;
  }
  const seat = seen.validators.validators.find(({ node_id: nodeId }) => nodeId === id);
  return (
    <Facts
      items={[
        [say('nodes.organisation'), member.organisation],
        [say('nodes.role'), say(`chain.nodeRole.${member.role}`)],
        [say('nodes.region'), member.region || say('nodes.notStated')],
        [
          say('nodes.state'),
          <NodeState key="state" member={member} validators={seen.validators} />,
        ],
        [
          say('nodes.power'),
          seat === undefined ? say('nodes.noSeat') : `${seat.power}/${totalPower(seen)}`,
        ],
        ...(seat === undefined
          ? []
          : [[say('nodes.voteKey'), <Hash key="key" value={seat.vote_key} />] as const]),
      ]}
    />
  );
}

function totalPower({ validators: { validators } }: Seen): number {
  return validators.reduce((sum, { power }) => sum + power, 0);
}

function Organisations({ members }: { readonly members: MembersAnswer }) {
  const say = useText();
  const officers = (id: string) =>
    members.officers.filter((each) => each.organisation === id && each.revoked_height === null);
  return (
    <Card title={say('nodes.organisations')}>
      <DataTable
        label={say('nodes.organisations')}
        isCompact
        rows={members.organisations}
        keyOf={({ id }) => id}
        columns={[
          { title: say('nodes.organisation'), cell: ({ id }) => id },
          { title: say('nodes.region'), cell: ({ region }) => region || say('nodes.notStated') },
          {
            title: say('nodes.nodeCount'),
            isNumber: true,
            cell: ({ id }) => members.nodes.filter((each) => each.organisation === id).length,
          },
          {
            title: say('nodes.officers'),
            cell: ({ id }) =>
              officers(id)
                .map((each) =>
                  say('nodes.officer', { id: each.id, role: say(`kit.role.${each.role}`) }),
                )
                .join(say('kit.comma')),
          },
        ]}
      />
    </Card>
  );
}

function Releases({ members }: { readonly members: MembersAnswer }) {
  const say = useText();
  const { releases } = members;
  return (
    <Card title={say('nodes.releases.title')}>
      {releases.length === 0 ? (
        <Empty
          what={say('nodes.releases.what')}
          why={say('nodes.releases.none')}
          next={say('nodes.releases.next')}
        />
      ) : (
        <DataTable
          label={say('nodes.releases.title')}
          isCompact
          rows={releases}
          keyOf={({ version }) => version}
          columns={[
            { title: say('nodes.releases.version'), cell: ({ version }) => version },
            {
              title: say('nodes.releases.manifest'),
              cell: ({ manifest_hash: hash }) => <Hash value={hash} />,
            },
            {
              title: say('nodes.releases.assessment'),
              cell: ({ assessment }) => <Hash value={assessment} />,
            },
            { title: say('nodes.releases.height'), isNumber: true, cell: ({ height }) => height },
            {
              title: say('nodes.state'),
              cell: ({ withdrawn }) => (
                <State kind={withdrawn ? 'failed' : 'met'}>
                  {say(withdrawn ? 'nodes.releases.withdrawn' : 'nodes.releases.declared')}
                </State>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}

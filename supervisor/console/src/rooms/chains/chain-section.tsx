import { Card, DataTable, Empty, Facts, Hash, Pane, useText } from '@mingjing/console-kit';
import { isOfSeveral } from '../../chains/chain-list.ts';
import { ChainTable } from '../../chains/chain-table.tsx';
import { count } from '../../words/count.ts';
import type { ChainAnswer } from './answers.ts';
import { useChain } from './chain-answer.ts';

/** The chain itself: its first block, its parameters, its organisations and authorities. */
export function ChainSection() {
  const answer = useChain();
  return (
    <Pane answer={answer} heightOf={({ chain }) => chain.height}>
      {(members) => (
        <div className="stack">
          {isOfSeveral() && <ChainTable />}
          <ChainFacts chain={members.chain} />
          <div className="columns">
            <Organisations members={members} />
            <Authorities members={members} />
          </div>
        </div>
      )}
    </Pane>
  );
}

function ChainFacts({ chain }: Pick<ChainAnswer, 'chain'>) {
  const say = useText();
  const parameters = Object.entries(chain.parameters).map(
    ([name, value]) => [name, count(value)] as const,
  );
  return (
    <Card title={say('chains.chain')}>
      <Facts
        items={[
          [say('chains.id'), <code key="id">{chain.chain_id}</code>],
          [say('chains.genesis'), <Hash key="genesis" value={chain.genesis_hash} />],
          [say('chains.height'), count(chain.height)],
          [say('chains.followedBy'), chain.followed_by],
        ]}
      />
      <details className="parameters">
        <summary>{say('chains.parameters')}</summary>
        <Facts items={parameters} />
      </details>
    </Card>
  );
}

interface MembersProps {
  readonly members: ChainAnswer;
}

function Organisations({ members }: MembersProps) {
  const say = useText();
  const { organisations, nodes, officers } = members;
  const inForce = (of: string) => (each: { organisation: string; revoked_height: number | null }) =>
    each.organisation === of && each.revoked_height === null;
  return (
    <Card title={say('chains.organisations')}>
      <DataTable
        label={say('chains.organisations')}
        rows={organisations}
        keyOf={({ id }) => id}
        columns={[
          { title: say('chains.organisation'), cell: ({ id }) => id },
          { title: say('chains.region'), cell: ({ region }) => region || '—' },
          {
            title: say('chains.nodes'),
            isNumber: true,
            cell: ({ id }) => nodes.filter(inForce(id)).length,
          },
          {
            title: say('chains.officers'),
            isNumber: true,
            cell: ({ id }) => officers.filter(inForce(id)).length,
          },
        ]}
      />
    </Card>
  );
}

function Authorities({ members: { authorities } }: MembersProps) {
  const say = useText();
  return (
    <Card title={say('chains.authorities')}>
      {authorities.length === 0 ? (
        <Empty what={say('chains.authorities')} why={say('chains.noAuthority')} />
      ) : (
        <DataTable
          label={say('chains.authorities')}
          rows={authorities}
          keyOf={({ id }) => id}
          columns={[
            { title: say('chains.authority'), cell: ({ id }) => id },
            { title: say('chains.jurisdiction'), cell: ({ jurisdiction }) => jurisdiction },
          ]}
        />
      )}
    </Card>
  );
}

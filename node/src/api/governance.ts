import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { dryRun, policyOf } from '@mingjing/execution';
import {
  type Action,
  ActionNumber,
  actionFromJson,
  type GovernanceProposal,
  ProposalStatus,
} from '@mingjing/protocol';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { ApiContext } from './context.ts';
import { dryRunView, policyView, proposalDetail, proposalView } from './governance-view.ts';
import { hexId, idBytes } from './hex.ts';

/** Proposals on one page. */
const PAGE_MAX = 100;
/** A proposal with its key proofs is far smaller. */
const ACTION_BYTES_MAX = 64 * 1024;

const statusNames = Object.keys(ProposalStatus) as (keyof typeof ProposalStatus)[];

/** Who must approve what, what was proposed, who voted how, and what an action would change. */
export function governanceRoutes({ host }: ApiContext): AnyRoute[] {
  const { chain } = host.replica;
  return [policiesRoute(chain), proposalsRoute(chain), proposalRoute(chain), dryRunRoute(chain)];
}

type Chain = ApiContext['host']['replica']['chain'];
const read = { method: 'GET', policy: 'public' } as const;

function policiesRoute(chain: Chain): AnyRoute {
  const names = Object.keys(ActionNumber) as (keyof Action)[];
  return defineRoute({
    ...read,
    path: '/v1/governance/policies',
    act: { source: 'access', event: 'policies-read' },
    summary: 'For each action: who must approve it, and how long it waits then',
    handler: () => {
      const { registry } = chain.state;
      const policies = names.map((name) => policyView(registry, policyOf(registry, name)));
      return { json: { policies } };
    },
  });
}

function proposalsRoute(chain: Chain): AnyRoute {
  return defineRoute({
    ...read,
    path: '/v1/governance/proposals',
    act: { source: 'access', event: 'proposals-listed' },
    summary: 'Proposals, latest first',
    schema: {
      query: Type.Object({
        status: Type.Optional(Type.Union(statusNames.map((name) => Type.Literal(name)))),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX })),
        before: Type.Optional(hexId(32)),
      }),
    },
    handler({ query }) {
      const found = listed(chain.state.registry.all('proposal'), query);
      const proposals = found.slice(0, query.limit ?? PAGE_MAX).map(proposalView);
      const hasMore = found.length > proposals.length;
      return { json: { proposals, next_before: hasMore ? (proposals.at(-1)?.id ?? null) : null } };
    },
  });
}

function proposalRoute(chain: Chain): AnyRoute {
  return defineRoute({
    ...read,
    path: '/v1/governance/proposals/:id',
    act: { source: 'access', event: 'proposal-read' },
    summary: 'A proposal, its ballots, who has still to vote, and what it would change now',
    schema: { params: Type.Object({ id: hexId(32) }) },
    handler({ params, act }) {
      act.object = params.id;
      const proposal = chain.state.registry.get('proposal', idBytes(params.id));
      if (proposal === undefined) throw new Problem(404, 'proposal-unknown');
      const detail = proposalDetail(chain.state, proposal);
      return { json: { ...detail, dry_run: tried(chain, proposal.action) } };
    },
  });
}

function dryRunRoute(chain: Chain): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/governance/dry-run',
    policy: 'public',
    act: { source: 'access', event: 'action-tried' },
    summary: 'What an action would change now; nothing is proposed',
    binaryBody: true,
    bodyBytesMax: ACTION_BYTES_MAX,
    handler({ bytes }) {
      const action = actionFromJson(new TextDecoder().decode(bytes));
      if (!action.ok) throw new Problem(400, `action-${action.reason}`);
      return { json: tried(chain, action.value) };
    },
  });
}

function tried({ state }: Chain, action: Action) {
  const time = Math.max(Date.now(), state.time + 1);
  return dryRunView(dryRun(state, action, { time, verify }));
}

function listed(
  all: readonly GovernanceProposal[],
  { status, before }: { status?: keyof typeof ProposalStatus; before?: string },
): GovernanceProposal[] {
  const ordered = all
    .filter((proposal) => status === undefined || proposal.status === ProposalStatus[status])
    .sort((a, b) => b.submittedHeight - a.submittedHeight || (idOf(a) < idOf(b) ? -1 : 1));
  if (before === undefined) return ordered;
  return ordered.slice(ordered.findIndex((proposal) => idOf(proposal) === before) + 1);
}

function idOf({ id }: GovernanceProposal): string {
  return bytesToHex(id);
}

import { type AnyRoute, defineRoute, type Texts } from '@mingjing/service';
import type { NodeWatch } from '../centre/node-watch.ts';
import type { SeenNode } from '../centre/seen-node.ts';
import type { AssuranceContext } from '../context.ts';
import { linksOf, type NetworkNumbers, networkNumbers } from './topology.ts';

/** Paragraphs of the page, in their order, by their keys in the catalogue. */
const PARAGRAPHS = ['what', 'who', 'how', 'safety', 'supervision', 'currency', 'data'] as const;

/** The network as it is now, and a page that explains it by the same numbers. */
export function topologyRoutes(
  { host, now }: AssuranceContext,
  watch: NodeWatch,
  texts: Texts,
): AnyRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/v1/management/topology',
      policy: 'bound',
      act: { source: 'access', event: 'topology-read' },
      summary: 'Nodes, organisations and links from live data, and one page that explains them',
      handler({ act }) {
        const { chain } = host.replica;
        const nodes = watch.nodes();
        const numbers = networkNumbers({
          ...{ height: chain.height, nodes, validators: chain.state.validators },
        });
        act.counts = [nodes.length];
        return {
          json: {
            time: now(),
            chain_id: chain.chainId,
            numbers: numbersView(numbers),
            nodes: nodes.map(nodeView),
            validators: chain.state.validators.validators.map(({ nodeId }) => nodeId),
            links: linksOf(nodes).map(({ toldBy, ...link }) => ({ ...link, told_by: toldBy })),
            explanation: PARAGRAPHS.map((name) => ({
              ...{ name, text: texts.both(`assurance.topology.${name}`, { ...numbers }) },
            })),
          },
        };
      },
    }),
  ];
}

function numbersView(numbers: NetworkNumbers) {
  const { organisations, nodes, validators, supervision, height, power, quorum } = numbers;
  const { tolerated, connected } = numbers;
  return {
    ...{ organisations, nodes, validators, supervision, height, power, quorum, tolerated },
    connected,
  };
}

function nodeView({ id, organisation, role, region, isSelf, isConnected }: SeenNode) {
  return { id, organisation, role, region, is_self: isSelf, is_connected: isConnected };
}

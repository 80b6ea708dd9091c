import { Empty, NetworkMap, type NetworkMapProps, Partial, useText } from '@mingjing/console-kit';
import { drawnLink, drawnNode, type Topology } from './topology.ts';

export interface TopologyPictureProps extends Pick<NetworkMapProps, 'placeOf'> {
  readonly topology: Topology;
}

/** The network as this node sees it now: nodes by organisation, lines as both ends tell of them. */
export function TopologyPicture({ topology, placeOf }: TopologyPictureProps) {
  const say = useText();
  const { links, nodes, numbers } = topology;
  if (nodes.length === 0) {
    return <Empty what={say('chain.topology.title')} why={say('chain.topology.none')} />;
  }
  const label = say('chain.topology.label', {
    ...{ nodes: numbers.nodes, connected: numbers.connected, links: links.length },
  });
  return (
    <div className="stack">
      <Partial missing={silent(topology)} />
      <NetworkMap
        label={label}
        nodes={membersFirst(topology).map((node) => drawnNode(node, say))}
        links={links.map(drawnLink)}
        placeOf={placeOf}
      />
    </div>
  );
}

/** Organisations that run the chain, then authorities that watch it. */
function membersFirst({ nodes }: Topology) {
  const isMember = ({ role }: Topology['nodes'][number]) => role !== 'supervision';
  return [...nodes.filter(isMember), ...nodes.filter((node) => !isMember(node))];
}

/** Nodes that are away: what they are connected with is not known here. */
function silent({ nodes }: Topology): string[] {
  return nodes.filter((node) => !node.is_self && !node.is_connected).map(({ id }) => id);
}

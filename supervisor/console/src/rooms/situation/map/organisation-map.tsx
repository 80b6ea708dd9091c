import { Empty, Link, NodeGlyph, useText } from '@mingjing/console-kit';
import type { Situation } from '../../../live/answers.ts';
import { layoutOf, type PlacedNode, type PlacedOrganisation, WIDTH } from './layout.ts';
import { markOf } from './node-mark.ts';

export interface MapProps {
  readonly situation: Situation;
  /** On a wall nothing is opened. */
  readonly isWall?: boolean;
  /** Nothing is heard at present. */
  readonly isLost: boolean;
}

/** All nodes by organisation: shape is role, ring is journal, line is link, colour is state. */
export function OrganisationMap({ situation, isWall = false, isLost }: MapProps) {
  const say = useText();
  const { nodes, node_id: own } = situation;
  if (nodes.length === 0) {
    return <Empty what={say('situation.map.empty')} why={say('situation.map.why')} />;
  }
  const { height, centre, organisations } = layoutOf(nodes);
  const label = say('situation.map.label', { count: organisations.length });
  return (
    <figure className={isLost ? 'map lost' : 'map'} aria-label={label}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure is named, its links are, too */}
      <svg viewBox={`0 0 ${WIDTH} ${height}`}>
        {organisations.map((each) => (
          <Links key={each.organisation} placed={each} centre={centre} />
        ))}
        {organisations.map((each) => (
          <Organisation key={each.organisation} placed={each} isWall={isWall} />
        ))}
        <g transform={`translate(${centre.x} ${centre.y})`} className="own">
          <NodeGlyph shape="supervision" kind="met" />
          <text y="44" textAnchor="middle" className="name">
            {own}
          </text>
          <text y="60" textAnchor="middle" className="word">
            {say('situation.map.here')}
          </text>
        </g>
      </svg>
    </figure>
  );
}

interface LinksProps {
  readonly placed: PlacedOrganisation;
  readonly centre: { readonly x: number; readonly y: number };
}

/** One line for each node: solid while it is connected. */
function Links({ placed: { link, nodes }, centre }: LinksProps) {
  const spread = 8;
  return nodes.map(({ node }, index) => (
    <line
      key={node.node_id}
      className={node.is_connected ? 'link live' : 'link'}
      x1={link.x}
      y1={link.y + (index - (nodes.length - 1) / 2) * spread}
      x2={centre.x}
      y2={centre.y}
    />
  ));
}

interface OrganisationProps {
  readonly placed: PlacedOrganisation;
  readonly isWall: boolean;
}

function Organisation({ placed, isWall }: OrganisationProps) {
  const { organisation, x, y, width, height, nodes } = placed;
  return (
    <g>
      <rect className="box" x={x + 0.5} y={y + 0.5} width={width - 1} height={height - 1} rx="6" />
      <text className="title" x={x + 12} y={y + 19}>
        {organisation}
      </text>
      {nodes.map((each) => (
        <MapNode key={each.node.node_id} placed={each} isWall={isWall} />
      ))}
    </g>
  );
}

interface MapNodeProps {
  readonly placed: PlacedNode;
  readonly isWall: boolean;
}

function MapNode({ placed: { node, x, y }, isWall }: MapNodeProps) {
  const say = useText();
  const { kind, word } = markOf(node);
  const drawn = (
    <g transform={`translate(${x} ${y})`} className={`node ${kind}`} data-node={node.node_id}>
      <NodeGlyph shape={node.role} kind={kind} ring={node.logs_whole / Math.max(1, node.logs)} />
      <text x="28" y="-2" className="name">
        {node.node_id}
      </text>
      <text x="28" y="15" className="word">
        {say(word)}
      </text>
    </g>
  );
  if (isWall) return drawn;
  return (
    <Link path="situation" params={{ open: node.node_id }}>
      {drawn}
    </Link>
  );
}

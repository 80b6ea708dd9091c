import { Link } from '../../place/link.tsx';
import type { Params } from '../../place/place.ts';
import { useText } from '../../text/texts.ts';
import {
  type DrawnLink,
  type DrawnNode,
  NETWORK_WIDTH,
  type NodePlace,
  networkLayout,
  type OrganisationBox,
} from './network-layout.ts';
import { NodeGlyph, type NodeShape } from './node-glyph.tsx';

const SHAPES: readonly NodeShape[] = ['validator', 'full', 'supervision'];

export interface NetworkMapProps {
  readonly label: string;
  readonly nodes: readonly DrawnNode[];
  readonly links: readonly DrawnLink[];
  /** Where a node opens. */
  placeOf(id: string): { readonly path: string; readonly params?: Params };
}

/** Nodes by organisation and the connections between them: shape is role, colour is state. */
export function NetworkMap({ label, nodes, links, placeOf }: NetworkMapProps) {
  const { height, boxes, lines } = networkLayout(nodes, links);
  return (
    <figure className="map network" aria-label={label}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure is named, its links are, too */}
      <svg viewBox={`0 0 ${NETWORK_WIDTH} ${height}`}>
        {lines.map(({ d, link: { from, isMutual, to } }) => (
          <path key={`${from} ${to}`} className={isMutual ? 'link live' : 'link told'} d={d} />
        ))}
        {boxes.map((box) => (
          <Organisation key={box.organisation} box={box} placeOf={placeOf} />
        ))}
      </svg>
      <Legend links={links} />
    </figure>
  );
}

interface OrganisationProps extends Pick<NetworkMapProps, 'placeOf'> {
  readonly box: OrganisationBox;
}

function Organisation({ box, placeOf }: OrganisationProps) {
  const { organisation, x, y, width, height, nodes } = box;
  return (
    <g>
      <rect className="box" x={x + 0.5} y={y + 0.5} width={width - 1} height={height - 1} rx="6" />
      <text className="title" x={x + 14} y={y + 22}>
        {organisation}
      </text>
      {nodes.map((place) => (
        <Link key={place.node.id} {...placeOf(place.node.id)}>
          <DrawnPlace place={place} />
        </Link>
      ))}
    </g>
  );
}

function DrawnPlace({ place: { node, port, x, y } }: { readonly place: NodePlace }) {
  const { id, kind, region, shape, word } = node;
  return (
    <g className={`node ${kind}`} data-node={id}>
      <circle className="port" cx={port.x} cy={port.y} r="3" />
      <g transform={`translate(${x} ${y})`}>
        <NodeGlyph shape={shape} kind={kind} />
        <text x="30" y="-3" className="name">
          {id}
        </text>
        <text x="30" y="14" className="word">
          {word}
          <tspan className="beside">{region === '' ? '' : ` · ${region}`}</tspan>
        </text>
      </g>
    </g>
  );
}

/** What shapes and lines mean, and how many lines there are of each kind. */
function Legend({ links }: Pick<NetworkMapProps, 'links'>) {
  const say = useText();
  const mutual = links.filter(({ isMutual }) => isMutual).length;
  return (
    <figcaption className="legend">
      {SHAPES.map((shape) => (
        <span key={shape}>
          <svg viewBox="-20 -20 40 40" width="18" height="18" aria-hidden="true">
            <NodeGlyph shape={shape} />
          </svg>
          {say(`kit.network.${shape}`)}
        </span>
      ))}
      <span>
        <svg viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
          <path className="link live" d="M0 5h28" />
        </svg>
        {say('kit.network.mutual', { count: mutual })}
      </span>
      <span>
        <svg viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
          <path className="link told" d="M0 5h28" />
        </svg>
        {say('kit.network.told', { count: links.length - mutual })}
      </span>
    </figcaption>
  );
}

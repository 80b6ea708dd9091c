import { shortHash, useText } from '@mingjing/console-kit';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { nameOf, type Trace, type TraceNode } from '../answers.ts';
import {
  type Layout,
  layoutOf,
  NODE_HEIGHT,
  NODE_WIDTH,
  neighbour,
  type PlacedNode,
} from './layout.ts';

const LONG = 22;

export interface GraphProps {
  readonly trace: Trace;
  readonly openId: string | null;
  onOpen(id: string): void;
}

/** The trace as a drawing that is walked by arrows and opened by Enter or a click. */
export function Graph({ onOpen, openId, trace }: GraphProps) {
  const say = useText();
  const svg = useRef<SVGSVGElement>(null);
  const layout = useMemo(() => layoutOf(trace.nodes, trace.edges), [trace]);
  const walk = (event: KeyboardEvent, from: PlacedNode) => {
    if (event.key === 'Enter' || event.key === ' ') onOpen(from.node.id);
    const next = neighbour(layout.nodes, from, event.key);
    const isOurs = next !== undefined || event.key === 'Enter' || event.key === ' ';
    if (isOurs) event.preventDefault();
    if (next === undefined) return;
    svg.current?.querySelector<SVGGElement>(`[data-node="${CSS.escape(next.node.id)}"]`)?.focus();
  };
  const { edges, height, nodes, width } = layout;
  return (
    <section className="trace-frame" aria-label={say('search.trace.graph')}>
      <svg ref={svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        <title>{say('search.trace.graph')}</title>
        <Edges edges={edges} />
        {nodes.map((placed, index) => {
          const { node, x, y } = placed;
          return (
            // biome-ignore lint/a11y/useSemanticElements: a node of a drawing cannot be a button
            <g
              key={node.id}
              data-node={node.id}
              transform={`translate(${x} ${y})`}
              className="trace-node"
              role="button"
              tabIndex={index === 0 ? 0 : -1}
              aria-label={`${say(`search.node.${node.type}`)} ${labelOf(node)}`}
              onClick={() => onOpen(node.id)}
              onKeyDown={(event) => walk(event, placed)}
            >
              <rect
                width={NODE_WIDTH}
                height={NODE_HEIGHT}
                rx={4}
                className={node.id === openId ? 'trace-box open' : 'trace-box'}
              />
              <text x={8} y={16} className="trace-kind">
                {say(`search.node.${node.type}`)}
                {node.is_cut ? ' …' : ''}
              </text>
              <text x={8} y={32} className="trace-name">
                {labelOf(node)}
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}

function Edges({ edges }: Pick<Layout, 'edges'>) {
  const say = useText();
  return edges.map(({ edge, path }) => {
    const what = say(`search.edge.${edge.type}`);
    return (
      <path
        key={`${edge.from} ${edge.type} ${edge.to}`}
        d={path}
        className={edge.proof === 'stated' ? 'trace-edge stated' : 'trace-edge'}
      >
        <title>{`${what} · ${say(`search.shownBy.${edge.proof}`)}`}</title>
      </path>
    );
  });
}

/** What stands in a node: a short form of its name. */
function labelOf({ facts, id, type }: TraceNode): string {
  const name = nameOf(id);
  if (type === 'entry') return `${facts['node']} ${facts['event']}`.slice(0, LONG + 4);
  return name.length > LONG ? shortHash(name) : name;
}

import type { TraceEdge, TraceNode } from '../answers.ts';

/** Kinds of nodes from left to right: from who answers to what was written of it. */
const COLUMNS = [
  ...['organisation', 'user', 'order', 'record', 'content', 'text', 'entry', 'session'],
] as const;
export const NODE_WIDTH = 168;
export const NODE_HEIGHT = 40;
const GAP_X = 56;
const GAP_Y = 16;
const MARGIN = 16;

export interface PlacedNode {
  readonly node: TraceNode;
  readonly column: number;
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly { readonly edge: TraceEdge; readonly path: string }[];
}

/** Places nodes in columns by kind, in the order in which they were found. */
export function layoutOf(nodes: readonly TraceNode[], edges: readonly TraceEdge[]): Layout {
  const used = COLUMNS.filter((type) => nodes.some((node) => node.type === type));
  const placed = used.flatMap((type, column) =>
    nodes
      .filter((node) => node.type === type)
      .map((node, row) => ({
        ...{ node, column, row },
        x: MARGIN + column * (NODE_WIDTH + GAP_X),
        y: MARGIN + row * (NODE_HEIGHT + GAP_Y),
      })),
  );
  const byId = new Map(placed.map((each) => [each.node.id, each]));
  const rows = Math.max(1, ...placed.map(({ row }) => row + 1));
  return {
    width: 2 * MARGIN + used.length * (NODE_WIDTH + GAP_X) - GAP_X,
    height: 2 * MARGIN + rows * (NODE_HEIGHT + GAP_Y) - GAP_Y,
    nodes: placed,
    edges: edges.flatMap((edge) => {
      const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
      return from && to ? [{ edge, path: pathBetween(from, to) }] : [];
    }),
  };
}

/** Where an arrow key leads from a node; undefined: nowhere. */
export function neighbour(
  nodes: readonly PlacedNode[],
  { column, row }: PlacedNode,
  key: string,
): PlacedNode | undefined {
  const at = (wanted: number) => nodes.filter((node) => node.column === wanted);
  if (key === 'ArrowDown') return at(column).find((node) => node.row === row + 1);
  if (key === 'ArrowUp') return at(column).find((node) => node.row === row - 1);
  const side = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const next = side === 0 ? [] : at(column + side);
  return next.find((node) => node.row === row) ?? next.at(-1);
}

function pathBetween(from: PlacedNode, to: PlacedNode): string {
  const isRight = to.x >= from.x;
  const [x1, x2] = isRight ? [from.x + NODE_WIDTH, to.x] : [from.x, to.x + NODE_WIDTH];
  const [y1, y2] = [from.y + NODE_HEIGHT / 2, to.y + NODE_HEIGHT / 2];
  if (from.column === to.column) {
    const [right, bend] = [from.x + NODE_WIDTH, from.x + NODE_WIDTH + GAP_X / 2];
    return `M${right} ${y1} C${bend} ${y1} ${bend} ${y2} ${right} ${y2}`;
  }
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

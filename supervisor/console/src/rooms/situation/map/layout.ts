import type { NodeState } from '../../../live/answers.ts';

/** The drawing's own measure; it is scaled to where it is shown. */
export const WIDTH = 760;
const BOX_WIDTH = 248;
const HEAD_HEIGHT = 28;
const ROW_HEIGHT = 64;
const GAP = 16;
/** Nodes of one organisation beside each other. */
const ACROSS = 2;
const CELL_WIDTH = BOX_WIDTH / ACROSS;
/** A drawing of two boxes is no strip. */
const HEIGHT_MIN = 224;

export interface PlacedNode {
  readonly node: NodeState;
  readonly x: number;
  readonly y: number;
}

export interface PlacedOrganisation {
  readonly organisation: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where its link to the centre begins. */
  readonly link: { readonly x: number; readonly y: number };
  readonly nodes: readonly PlacedNode[];
}

export interface Layout {
  readonly height: number;
  readonly centre: { readonly x: number; readonly y: number };
  readonly organisations: readonly PlacedOrganisation[];
}

/** Organisations in two columns by their names, this node between them. */
export function layoutOf(nodes: readonly NodeState[]): Layout {
  const groups = [...Map.groupBy(nodes, ({ organisation }) => organisation)];
  const half = Math.ceil(groups.length / 2);
  const columns = [groups.slice(0, half), groups.slice(half)];
  const heights = columns.map((column) =>
    column.reduce((sum, [, own]) => sum + heightOf(own) + GAP, -GAP),
  );
  const height = Math.max(HEIGHT_MIN, ...heights);
  const organisations = columns.flatMap((column, side) => {
    const x = side === 0 ? 0 : WIDTH - BOX_WIDTH;
    let y = (height - (heights[side] ?? 0)) / 2;
    return column.map(([organisation, own]) => {
      const box = { organisation, x, y, width: BOX_WIDTH, height: heightOf(own) };
      y += box.height + GAP;
      const link = { x: side === 0 ? BOX_WIDTH : x, y: box.y + box.height / 2 };
      return { ...box, link, nodes: placed(own, box) };
    });
  });
  return { height, centre: { x: WIDTH / 2, y: height / 2 }, organisations };
}

function heightOf(nodes: readonly NodeState[]): number {
  return HEAD_HEIGHT + Math.ceil(nodes.length / ACROSS) * ROW_HEIGHT;
}

function placed(
  nodes: readonly NodeState[],
  box: { readonly x: number; readonly y: number },
): PlacedNode[] {
  return nodes.map((node, index) => ({
    node,
    x: box.x + 28 + (index % ACROSS) * CELL_WIDTH,
    y: box.y + HEAD_HEIGHT + ROW_HEIGHT / 2 - 6 + Math.floor(index / ACROSS) * ROW_HEIGHT,
  }));
}

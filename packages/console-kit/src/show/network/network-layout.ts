import type { StateKind } from '../icon.tsx';
import type { NodeShape } from './node-glyph.tsx';

/** The drawing's own measure; it is scaled to where it is shown. */
export const NETWORK_WIDTH = 960;
const BOX_WIDTH = 316;
const HEAD_HEIGHT = 32;
const ROW_HEIGHT = 52;
const GAP = 16;
/** How far a line between nodes of one side bends into the middle, at least and for each row. */
const BEND = 36;
const BEND_FOR_DISTANCE = 0.42;
const BEND_MAX = 150;

/** A node as it is drawn. */
export interface DrawnNode {
  readonly id: string;
  readonly organisation: string;
  readonly shape: NodeShape;
  readonly kind: StateKind;
  /** The state in a word, and what else stands beside the node. */
  readonly word: string;
  readonly region: string;
}

/** A connection, and whether both of its ends say so. */
export interface DrawnLink {
  readonly from: string;
  readonly to: string;
  readonly isMutual: boolean;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface NodePlace extends Point {
  readonly node: DrawnNode;
  /** Where its lines begin: at the edge of its box that looks to the middle. */
  readonly port: Point;
}

export interface OrganisationBox extends Point {
  readonly organisation: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly NodePlace[];
}

export interface LinkLine {
  readonly link: DrawnLink;
  /** Path of the line. */
  readonly d: string;
}

export interface NetworkLayout {
  readonly height: number;
  readonly boxes: readonly OrganisationBox[];
  readonly lines: readonly LinkLine[];
}

/**
 * Organisations in two columns in the order in which their first nodes come, one row for each node,
 * and all lines in the middle between them: none crosses a box. A link that names no drawn node has
 * no line.
 */
export function networkLayout(
  nodes: readonly DrawnNode[],
  links: readonly DrawnLink[],
): NetworkLayout {
  const groups = [...Map.groupBy(nodes, ({ organisation }) => organisation)];
  const columns = splitEvenly(groups);
  const heights = columns.map((column) =>
    column.reduce((sum, [, own]) => sum + heightOf(own.length) + GAP, -GAP),
  );
  const height = Math.max(0, ...heights);
  const boxes = columns.flatMap((column, side) => {
    let y = (height - (heights[side] ?? 0)) / 2;
    return column.map(([organisation, own]) => {
      const box = boxOf(organisation, own, { side, y });
      y += box.height + GAP;
      return box;
    });
  });
  const ports = new Map(boxes.flatMap((box) => box.nodes.map(({ node, port }) => [node.id, port])));
  const lines = links.flatMap((link) => {
    const [from, to] = [ports.get(link.from), ports.get(link.to)];
    return from === undefined || to === undefined ? [] : [{ link, d: lineOf(from, to) }];
  });
  return { height, boxes, lines };
}

type Group = readonly [organisation: string, nodes: readonly DrawnNode[]];

/** The first groups to the left until they have half of the height. */
function splitEvenly(groups: readonly Group[]): readonly (readonly Group[])[] {
  const whole = groups.reduce((sum, [, own]) => sum + heightOf(own.length), 0);
  let sum = 0;
  const left = groups.filter(([, own], index) => {
    const isLeft = index === 0 || sum + heightOf(own.length) / 2 < whole / 2;
    sum += heightOf(own.length);
    return isLeft;
  });
  return [left, groups.slice(left.length)];
}

function heightOf(nodes: number): number {
  return HEAD_HEIGHT + nodes * ROW_HEIGHT + 4;
}

function boxOf(
  organisation: string,
  nodes: readonly DrawnNode[],
  { side, y }: { readonly side: number; readonly y: number },
): OrganisationBox {
  const x = side === 0 ? 0 : NETWORK_WIDTH - BOX_WIDTH;
  const places = nodes.map((node, index) => {
    const middle = y + HEAD_HEIGHT + (index + 0.5) * ROW_HEIGHT;
    const port = { x: side === 0 ? BOX_WIDTH : x, y: middle };
    return { node, x: x + 32, y: middle, port };
  });
  return { organisation, x, y, width: BOX_WIDTH, height: heightOf(nodes.length), nodes: places };
}

/** Straight between the sides; between two nodes of one side, an arc into the middle. */
function lineOf(from: Point, to: Point): string {
  if (from.x !== to.x) return `M${from.x} ${from.y}L${to.x} ${to.y}`;
  const reach = Math.min(BEND_MAX, BEND + Math.abs(from.y - to.y) * BEND_FOR_DISTANCE);
  const x = from.x < NETWORK_WIDTH / 2 ? from.x + reach : from.x - reach;
  return `M${from.x} ${from.y}C${x} ${from.y} ${x} ${to.y} ${to.x} ${to.y}`;
}

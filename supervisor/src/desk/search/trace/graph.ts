import {
  PROOF_OF_EDGE,
  type TraceEdge,
  type TraceEdgeType,
  type TraceNode,
  type TraceNodeType,
} from '@mingjing/proofs';

/** Nodes of one trace: what a page can show, and what its proofs cost. */
const NODES_MAX = 150;
/** Nodes that one node is followed to, of each kind. */
export const WIDTH_MAX = 20;
export const DEPTH_MAX = 4;

export type NewNode = Pick<TraceNode, 'type' | 'facts'> & { readonly name: string };

export function traceId(type: TraceNodeType, name: string): string {
  return `${type}:${name}`;
}

/** The nodes and edges of a trace as they are found, each once, within their bounds. */
export class TraceGraph {
  readonly #nodes = new Map<string, TraceNode>();
  readonly #edges = new Map<string, TraceEdge>();

  /** The node's id; undefined when there is no room for another one. */
  add({ facts, name, type }: NewNode): string | undefined {
    const id = traceId(type, name);
    if (this.#nodes.has(id)) return id;
    if (this.#nodes.size >= NODES_MAX) return undefined;
    this.#nodes.set(id, { id, type, facts, is_cut: false });
    return id;
  }

  /** Connects two nodes; what leads to one that has no room is said of the other. */
  connect(from: string | undefined, type: TraceEdgeType, to: string | undefined): void {
    if (from === undefined || to === undefined) {
      const known = from ?? to;
      if (known !== undefined) this.cut(known);
      return;
    }
    this.#edges.set(`${from} ${type} ${to}`, { from, to, type, proof: PROOF_OF_EDGE[type] });
  }

  /** More is connected with a node than is shown. */
  cut(id: string): void {
    const node = this.#nodes.get(id);
    if (node !== undefined) this.#nodes.set(id, { ...node, is_cut: true });
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  get size(): number {
    return this.#nodes.size;
  }

  get isCut(): boolean {
    return this.nodes.some((node) => node.is_cut);
  }

  get nodes(): readonly TraceNode[] {
    return [...this.#nodes.values()];
  }

  get edges(): readonly TraceEdge[] {
    return [...this.#edges.values()];
  }
}

import { type Checked, isName, passed, refused } from '@mingjing/protocol';
import {
  PROOF_OF_EDGE,
  TRACE_EDGE_TYPES,
  TRACE_NODE_TYPES,
  type TraceReason,
  type TraceStatement,
} from './facts.ts';

const STATEMENT_BYTES_MAX = 1024 * 1024;
/** Nodes and edges that a trace can have: what a page can draw, several times. */
export const TRACE_NODES_MAX = 512;
export const TRACE_EDGES_MAX = 4096;
const NAME_CHARS_MAX = 256;
const HASH = /^[0-9a-f]{64}$/;

type Json = Readonly<Record<string, unknown>>;

/** Parses what a node states: JSON of exactly that shape, each node and edge once. */
export function parseTraceStatement(bytes: Uint8Array): Checked<TraceStatement, TraceReason> {
  if (bytes.length > STATEMENT_BYTES_MAX) return refused('too-large');
  const value = jsonOf(bytes);
  if (value === undefined) return refused('not-json');
  if (!isObject(value) || value['format'] !== 'mingjing-trace') return refused('bad-shape');
  if (value['version'] !== 1) return refused('unknown-version');
  const { asked, edges, height, issued_at: issuedAt, node_id: nodeId, nodes } = value;
  const isNamed = typeof nodeId === 'string' && isName(nodeId);
  if (!isNamed || !isCount(issuedAt) || !isCount(height) || !isPlain(asked)) {
    return refused('bad-shape');
  }
  const isBound = typeof value['evidence'] === 'string' && HASH.test(value['evidence']);
  if (typeof value['is_cut'] !== 'boolean' || !isBound) return refused('bad-shape');
  if (!Array.isArray(nodes) || !Array.isArray(edges)) return refused('bad-shape');
  if (nodes.length > TRACE_NODES_MAX || edges.length > TRACE_EDGES_MAX) return refused('too-many');
  if (!nodes.every(isNode) || !edges.every(isEdge)) return refused('bad-shape');
  const isRepeated = hasTwice(nodes.map(({ id }) => id)) || hasTwice(edges.map(nameOfEdge));
  return isRepeated ? refused('repeated') : passed(value as unknown as TraceStatement);
}

function isNode(value: unknown): value is { readonly id: string } {
  if (!isObject(value)) return false;
  const { facts, id, is_cut: isCut, type } = value;
  const isKnown = TRACE_NODE_TYPES.some((each) => each === type);
  if (!isKnown || typeof id !== 'string' || id.length > NAME_CHARS_MAX) return false;
  return id.startsWith(`${type}:`) && typeof isCut === 'boolean' && isPlain(facts);
}

function isEdge(value: unknown): value is Record<'from' | 'to' | 'type', string> {
  if (!isObject(value)) return false;
  const { from, proof, to, type } = value;
  const known = TRACE_EDGE_TYPES.find((each) => each === type);
  if (known === undefined || PROOF_OF_EDGE[known] !== proof) return false;
  return typeof from === 'string' && typeof to === 'string';
}

function nameOfEdge({ from, to, type }: Record<'from' | 'to' | 'type', string>): string {
  return JSON.stringify([from, type, to]);
}

function hasTwice(names: readonly string[]): boolean {
  return new Set(names).size < names.length;
}

/** Facts and questions are of texts and numbers alone. */
function isPlain(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).every((each) => each === null || /^(string|number)$/.test(typeof each))
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Neither UTF-8 nor JSON: which of the two makes no difference to the reader.
    return undefined;
  }
}

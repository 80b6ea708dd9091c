import { bytesToHex, sha256, type VerifySignature, verifyPortable } from '@mingjing/crypto';
import {
  KeyPurpose,
  passed,
  type TraceBundle,
  traceBundleCodec,
  traceSigningBytes,
} from '@mingjing/protocol';
import { keyOf } from '../retention/retained-log.ts';
import { type ProvedState, verifyStateProof } from '../state/state-proof.ts';
import { isEdgeShown, isNodeShown, nameOf } from './connections.ts';
import { checkEntries, checkReceipts, type TraceEvidence } from './evidence.ts';
import { refusedTrace, type TraceFacts, type TraceRefusal, type TraceStatement } from './facts.ts';
import { parseTraceStatement } from './statement.ts';

/** Tag of a trace's first field; see `trace.proto`. */
const STATEMENT_TAG = 0x72;
/** Receipts and entries of as many nodes as a trace has, with the state proof beside them. */
const TRACE_BYTES_MAX = 64 * 1024 * 1024;
const TRANSACTION_DIGITS = 64;

/** Whether a file is to be judged as a trace, by how its canonical form begins. */
export function isTraceBundle(bytes: Uint8Array): boolean {
  return bytes[0] === STATEMENT_TAG;
}

export interface VerifyTraceOptions {
  /** 32 bytes from a source the caller trusts; without it any chain may be shown. */
  readonly trustedGenesisHash?: Uint8Array | undefined;
  /** Strict Ed25519; the portable verifier when left out. */
  readonly verify?: VerifySignature | undefined;
}

/**
 * Checks a trace from its bytes alone (docs/spec/trace.md): form, statement, the signer's entry on
 * the chain, signature, every receipt and journal entry, and that they show every node and edge;
 * what shows nothing is refused, too. What the node left out it cannot show: a trace is no proof of
 * completeness. Never throws for what came from outside.
 */
export function verifyTraceBundle(
  bytes: Uint8Array,
  { trustedGenesisHash, verify = verifyPortable }: VerifyTraceOptions = {},
): { ok: true; value: TraceFacts } | TraceRefusal {
  const file = traceBundleCodec.parse(bytes, TRACE_BYTES_MAX);
  if (!file.ok) return refusedTrace('file', file.reason);
  const read = parseTraceStatement(file.value.statement);
  if (!read.ok) return refusedTrace('statement', read.reason);
  const statement = read.value;
  if (!file.value.state) return refusedTrace('state-root', 'missing');
  const proved = verifyStateProof(file.value.state, { trustedGenesisHash, verify });
  if (!proved.ok) return refusedTrace(proved.part, proved.reason, proved.index);
  const state = proved.value;
  const signer = checkSigner(file.value, statement, state, verify);
  if (!signer.ok) return signer;
  const options = { state, trustedGenesisHash: state.genesisHash, verify };
  const transactions = checkReceipts(file.value.receipts, options);
  if (!transactions.ok) return transactions;
  const entries = checkEntries(file.value.entries, options);
  if (!entries.ok) return entries;
  const evidence = { state, transactions: transactions.value, entries: entries.value };
  const fault = connectionFault(statement, evidence) ?? extraFault(statement, evidence);
  if (fault !== undefined) return fault;
  if (bytesToHex(traceEvidenceHash(file.value)) !== statement.evidence) {
    return refusedTrace('evidence', 'hash-differs');
  }
  const stated = statement.edges.filter(({ proof }) => proof === 'stated').length;
  return passed({
    ...{ chainId: state.chainId, genesisHash: state.genesisHash, statement },
    isGenesisTrusted: trustedGenesisHash !== undefined,
    organisation: signer.value,
    ...{ stated, shown: statement.edges.length - stated },
  });
}

/**
 * SHA-256 of the canonical bundle without statement and signature: also what nobody can verify in
 * it, such as a cosignature of a witness that is not named, stays as it was signed.
 */
export function traceEvidenceHash(
  evidence: Pick<TraceBundle, 'state' | 'receipts' | 'entries'>,
): Uint8Array {
  const { entries, receipts, state } = evidence;
  const [statement, signature] = [new Uint8Array(0), new Uint8Array(0)];
  return sha256(traceBundleCodec.encode({ statement, signature, state, receipts, entries }));
}

/** The organisation whose node signed. */
function checkSigner(
  file: TraceBundle,
  { node_id: nodeId }: TraceStatement,
  state: ProvedState,
  verify: VerifySignature,
): { ok: true; value: string } | TraceRefusal {
  const node = state.get('node', nodeId);
  if (node === 'unproved') return refusedTrace('node', 'not-proved');
  if (node === undefined) return refusedTrace('node', 'unknown-node');
  const signing = traceSigningBytes(state.chainId, file.statement);
  if (!verify(keyOf(node, KeyPurpose.statement), signing, file.signature)) {
    return refusedTrace('signature', 'bad-signature');
  }
  return passed(node.organisation);
}

function connectionFault(
  { edges, nodes }: TraceStatement,
  evidence: TraceEvidence,
): TraceRefusal | undefined {
  const unshown = nodes.findIndex((node) => !isNodeShown(evidence, node));
  if (unshown >= 0) return refusedTrace('trace-node', 'not-shown', unshown);
  const ids = new Set(nodes.map(({ id }) => id));
  for (const [index, edge] of edges.entries()) {
    if (!ids.has(edge.from) || !ids.has(edge.to)) {
      return refusedTrace('trace-edge', 'missing', index);
    }
    if (!isEdgeShown(evidence, edge)) return refusedTrace('trace-edge', 'not-shown', index);
  }
  return undefined;
}

/** What is in the bundle and belongs to no node of the trace. */
function extraFault(
  { nodes }: TraceStatement,
  { entries, transactions }: TraceEvidence,
): TraceRefusal | undefined {
  const named = (type: string) =>
    nodes.filter((node) => node.type === type).map(({ id }) => nameOf(id));
  const ids = new Set(named('record').map((id) => id.slice(0, TRANSACTION_DIGITS)));
  const receipt = [...transactions.values()].findIndex(
    ({ facts }) => !ids.has(bytesToHex(facts.transactionId)),
  );
  if (receipt >= 0) return refusedTrace('receipt', 'extra', receipt);
  const known = new Set(named('entry'));
  const entry = [...entries.keys()].findIndex((name) => !known.has(name));
  return entry >= 0 ? refusedTrace('entry', 'extra', entry) : undefined;
}

import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import type { Host } from '@mingjing/host';
import {
  type TraceFacts,
  type TraceStatement,
  traceEvidenceHash,
  verifyTraceBundle,
} from '@mingjing/proofs';
import { genesisCodec, genesisHash, traceBundleCodec, traceSigningBytes } from '@mingjing/protocol';
import { buildStateProof } from '@mingjing/replica';
import type { TraceAsk, Tracer } from './tracer.ts';

/** Why there is no trace: no block or key yet, or what is stored here does not show it. */
export type TraceFailure = 'trace-no-block' | 'trace-no-statement-key' | 'trace-not-shown';

export interface IssuedTrace {
  readonly bundle: Uint8Array;
  readonly facts: TraceFacts;
}

/**
 * Signs what was found and verifies the bundle as a stranger would: what leaves this node, or is
 * shown on its pages, was checked from its bytes alone.
 */
export async function issueTrace(
  { genesis, nodeId, replica, statements, store }: Host,
  { evidence, graph }: Tracer,
  ask: TraceAsk,
  now: number,
): Promise<IssuedTrace | TraceFailure> {
  const { chain } = replica;
  evidence.state(['node', nodeId]);
  const receipts: Uint8Array[] = [];
  for (const id of evidence.transactions.values()) {
    const receipt = await replica.receipt(id);
    if (receipt === undefined) return 'trace-not-shown';
    receipts.push(receipt);
  }
  const entries = [...evidence.entries.values()];
  const { height } = chain;
  const state = await buildStateProof(chain, store, evidence.names);
  if (state === undefined) return 'trace-no-block';
  if (statements.keyId() === undefined) return 'trace-no-statement-key';
  const said: TraceStatement = {
    ...{ format: 'mingjing-trace', version: 1, node_id: nodeId, issued_at: now },
    ...{ height, asked: askedOf(ask), is_cut: graph.isCut },
    evidence: bytesToHex(traceEvidenceHash({ state, receipts, entries })),
    ...{ nodes: graph.nodes, edges: graph.edges },
  };
  const statement = Buffer.from(JSON.stringify(said));
  const signature = statements.sign(traceSigningBytes(chain.chainId, statement));
  const bundle = traceBundleCodec.encode({ statement, signature, state, receipts, entries });
  const trustedGenesisHash = genesisHash(genesisCodec.encode(genesis));
  const verdict = verifyTraceBundle(bundle, { trustedGenesisHash, verify });
  return verdict.ok ? { bundle, facts: verdict.value } : 'trace-not-shown';
}

function askedOf({ depth, from, name, start, to }: TraceAsk): Record<string, string | number> {
  return {
    ...{ start, name, depth },
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

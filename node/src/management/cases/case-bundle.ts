import type { Host } from '@mingjing/host';
import { caseBundleCodec, caseSigningBytes } from '@mingjing/protocol';
import { buildStateProof } from '@mingjing/replica';
import type { Document } from '@mingjing/storage';
import type { CaseFile, Evidence } from './case.ts';
import { readCase } from './case-view.ts';
import type { EvidenceKeeper } from './evidence-keeper.ts';

/**
 * Why there is no bundle: no block yet, or the chain names a statement key that is not here; or
 * evidence was taken down and is not sealed to the authority yet.
 */
export type BundleRefusal = 'no-block' | 'no-statement-key' | 'evidence-taken-down';

/**
 * A case with its evidence, signed by this node, to be checked with nothing but a genesis. What was
 * taken down is in it as its sealed copy, and what was removed is told in the case alone.
 */
export async function caseBundle(
  { nodeId, replica, statements, store }: Host,
  keeper: EvidenceKeeper,
  found: Document<CaseFile>,
  now: number,
): Promise<Uint8Array | BundleRefusal> {
  const [files, listed]: [Uint8Array[], object[]] = [[], []];
  for (const evidence of found.value.evidence) {
    const bytes = await keeper.read(found.id, evidence);
    if (bytes === 'taken-down') return 'evidence-taken-down';
    if (bytes === 'removed') continue;
    files.push(bytes);
    listed.push(listedFile(evidence));
  }
  const said = {
    ...{ format: 'mingjing-case', version: 1, node_id: nodeId, issued_at: now },
    case: readCase(found, now),
    files: listed,
  };
  const statement = Buffer.from(JSON.stringify(said));
  const state = await buildStateProof(replica.chain, store, [['node', nodeId]]);
  if (state === undefined) return 'no-block';
  if (statements.keyId() === undefined) return 'no-statement-key';
  const signature = statements.sign(caseSigningBytes(replica.chain.chainId, statement));
  return caseBundleCodec.encode({ statement, signature, state, files });
}

function listedFile({ copy, name, sha256, sizeBytes }: Evidence): object {
  if (copy === null) return { name, sha256, size_bytes: sizeBytes };
  return { name: `${name}.sealed`, sha256: copy.sha256, size_bytes: copy.sizeBytes };
}

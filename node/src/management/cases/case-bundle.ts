import type { Host } from '@mingjing/host';
import { caseBundleCodec, caseSigningBytes } from '@mingjing/protocol';
import { buildStateProof } from '@mingjing/replica';
import type { Document } from '@mingjing/storage';
import type { CaseFile } from './case.ts';
import { readCase } from './case-view.ts';
import type { EvidenceBox } from './evidence-box.ts';

/** Why there is no bundle: no block yet, or the chain names a statement key that is not here. */
export type BundleRefusal = 'no-block' | 'no-statement-key';

/** A case with its evidence, signed by this node, to be checked with nothing but a genesis. */
export async function caseBundle(
  { nodeId, replica, statements, store }: Host,
  box: EvidenceBox,
  found: Document<CaseFile>,
  now: number,
): Promise<Uint8Array | BundleRefusal> {
  const { evidence } = found.value;
  const files: Uint8Array[] = [];
  for (const { id, sizeBytes } of evidence) files.push(await box.open(found.id, id, sizeBytes));
  const said = {
    ...{ format: 'mingjing-case', version: 1, node_id: nodeId, issued_at: now },
    case: readCase(found, now),
    files: evidence.map(({ name, sha256, sizeBytes }) => ({ name, sha256, size_bytes: sizeBytes })),
  };
  const statement = Buffer.from(JSON.stringify(said));
  const state = await buildStateProof(replica.chain, store, [['node', nodeId]]);
  if (state === undefined) return 'no-block';
  if (statements.keyId() === undefined) return 'no-statement-key';
  const signature = statements.sign(caseSigningBytes(replica.chain.chainId, statement));
  return caseBundleCodec.encode({ statement, signature, state, files });
}

import { signingBytes } from '@mingjing/crypto';
import { codec } from './codec.ts';
import { Tag } from './ids.ts';
import type { StateProof } from './retention.ts';

/** A case with its evidence, as it leaves the house; see `case.proto`. */
export interface CaseBundle {
  /** JSON in UTF-8. */
  statement: Uint8Array;
  signature: Uint8Array;
  state: StateProof | null;
  /** In the order in which the statement lists them. */
  files: Uint8Array[];
}

export const caseBundleCodec = codec<CaseBundle>('CaseBundle');

/** What a node signs for a case: over the bytes of its statement. */
export function caseSigningBytes(chainId: string, statement: Uint8Array): Uint8Array {
  return signingBytes(Tag.caseBundle, chainId, statement);
}

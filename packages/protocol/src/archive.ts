import { signingBytes } from '@mingjing/crypto';
import { Tag } from './ids.ts';

/** What a node signs for an object that it archived: over the bytes of its statement. */
export function archiveSigningBytes(chainId: string, statement: Uint8Array): Uint8Array {
  return signingBytes(Tag.archiveManifest, chainId, statement);
}

import { signingBytes } from '@mingjing/crypto';
import { codec } from './codec.ts';
import { Tag } from './ids.ts';
import type { StateProof } from './retention.ts';

/** A journal entry that shows a connection; see `trace.proto`. */
export interface TraceEntry {
  origin: string;
  stub: Uint8Array;
  body: Uint8Array;
  proof: Uint8Array;
}

/** A trace with what shows it, as it leaves the house; see `trace.proto`. */
export interface TraceBundle {
  /** JSON in UTF-8. */
  statement: Uint8Array;
  signature: Uint8Array;
  state: StateProof | null;
  receipts: Uint8Array[];
  entries: TraceEntry[];
}

export const traceBundleCodec = codec<TraceBundle>('TraceBundle');

/** What a node signs for a trace: over the bytes of its statement. */
export function traceSigningBytes(chainId: string, statement: Uint8Array): Uint8Array {
  return signingBytes(Tag.traceBundle, chainId, statement);
}

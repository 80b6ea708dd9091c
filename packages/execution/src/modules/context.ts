import type { VerifySignature } from '@mingjing/crypto';
import type { KeyEntry, RecordEnvelope, RecordItem } from '@mingjing/protocol';
import type { RegistryDraft } from '../state/registry.ts';

/** What a module sees of the block and of the transaction it executes. */
export interface Context {
  readonly chainId: string;
  readonly height: number;
  /** Block time, ms. */
  readonly time: number;
  readonly registry: RegistryDraft;
  /** Strict Ed25519, for signatures inside a message. */
  readonly verify: VerifySignature;
  readonly transactionId: Uint8Array;
  readonly signer: KeyEntry;
  readonly signerKeyId: Uint8Array;
  /** Appends a record leaf; its id is transaction id and index. */
  appendRecord(index: number, record: RecordItem): void;
  /**
   * The publication of a record in an earlier block; undefined when there is none. Blocks are the
   * same everywhere, so the answer is, too.
   */
  recordAuthor(recordId: Uint8Array): PublishedRecord | undefined;
  /** The same, and of a later version by its own id, too. */
  recordVersion(recordId: Uint8Array): PublishedRecord | undefined;
}

/** A record as an earlier block published it. */
export interface PublishedRecord {
  /** Key id that signed. */
  readonly signer: Uint8Array;
  /** Of its attachments. */
  readonly commitments: readonly Uint8Array[];
  /** Of a private record. */
  readonly envelope?: RecordEnvelope | undefined;
  /** A later version: nothing is changed or ordered by its id, and it may be read by it. */
  readonly isLater?: boolean | undefined;
}

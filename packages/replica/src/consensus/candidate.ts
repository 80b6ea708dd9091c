import type { Header, ParsedTransaction, SignedProposal } from '@mingjing/protocol';
import type { ExecutedBlock } from '../chain/judge.ts';

/** A block that was proposed at this height, from its first bytes to its verdict. */
export interface Candidate {
  /** Block id in hexadecimal, as the consensus core names it. */
  readonly value: string;
  readonly header: Header;
  readonly headerBytes: Uint8Array;
  readonly parentCertificate: Uint8Array;
  readonly hashes: readonly Uint8Array[];
  /** Bodies by hash key, as far as they came. */
  readonly bodies: Map<string, ParsedTransaction>;
  /** Who sent it: asked for what is missing. */
  readonly source: string | undefined;
  /** Proposals that carried it, by round. */
  readonly proposals: Map<number, SignedProposal>;
  /** Set once judged; `invalid` keeps no block. */
  executed: ExecutedBlock | undefined;
  verdict: 'valid' | 'invalid' | undefined;
  /** Why it is invalid. */
  refusal: string | undefined;
  /** Resolves when its attachments are durable here. */
  attachmentsKept: Promise<void> | undefined;
  /** Set while a request for missing bodies is under way. */
  isAsking: boolean;
}

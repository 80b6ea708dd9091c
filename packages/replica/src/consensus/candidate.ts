import { bytesToHex } from '@mingjing/crypto';
import type { Header, ParsedTransaction, SignedProposal } from '@mingjing/protocol';
import type { ExecutedBlock } from '../chain/judge.ts';
import { bytesKey } from '../chain/limits.ts';
import type { AttachmentItem, Store } from '../ports.ts';

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
  /** Commitments that were given to the store, as keys. */
  readonly kept: Set<string>;
  /** Resolves when these are durable. */
  attachmentsKept: Promise<void> | undefined;
  /** Set while missing bodies are asked for. */
  isAsking: boolean;
  /** Peers with a request for them under way. */
  readonly asked: Set<string>;
}

/** What a candidate is made from; the rest comes with time. */
export type CandidateParts = Pick<
  Candidate,
  'value' | 'header' | 'headerBytes' | 'parentCertificate' | 'hashes' | 'source'
>;

/** A candidate of which nothing but its first bytes is known. */
export function newCandidate(parts: CandidateParts): Candidate {
  return {
    ...parts,
    bodies: new Map(),
    proposals: new Map(),
    executed: undefined,
    verdict: undefined,
    refusal: undefined,
    kept: new Set(),
    attachmentsKept: undefined,
    isAsking: false,
    asked: new Set(),
  };
}

/** A candidate that this node executed before anybody proposed it here. */
export function executedCandidate(executed: ExecutedBlock): Candidate {
  const { header, headerBytes, block, transactions } = executed;
  const candidate = newCandidate({
    value: bytesToHex(executed.id),
    header,
    headerBytes,
    parentCertificate: block.parentCertificate,
    hashes: transactions.map(({ hash }) => hash),
    source: undefined,
  });
  for (const body of transactions) candidate.bodies.set(body.hashKey, body);
  candidate.executed = executed;
  candidate.verdict = 'valid';
  return candidate;
}

/** Gives attachments of its bodies to the store; `attachmentsKept` tells when they are durable. */
export function keepAttachments(
  candidate: Candidate,
  items: readonly AttachmentItem[],
  store: Store,
): void {
  const { kept } = candidate;
  const fresh = items.filter(({ commitment }) => {
    const before = kept.size;
    return kept.add(bytesKey(commitment)).size > before;
  });
  if (fresh.length === 0) return;
  const before = candidate.attachmentsKept ?? Promise.resolve();
  const writing = store.putAttachments(fresh);
  candidate.attachmentsKept = Promise.all([before, writing]).then(() => undefined);
  // The error itself surfaces where the promise is awaited, before a precommit or a commit.
  candidate.attachmentsKept.catch(() => undefined);
}

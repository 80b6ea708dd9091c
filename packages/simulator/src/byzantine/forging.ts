import { bytesToHex, equalBytes } from '@mingjing/crypto';
import {
  blockId,
  type Header,
  headerCodec,
  type ProposalStatement,
  proposalSignable,
  proposalStatementCodec,
  type SignedProposal,
  type SignedVote,
  signedStatement,
  Tag,
  type VoteStatement,
  voteSignable,
  voteStatementCodec,
} from '@mingjing/protocol';
import type { Traitor } from './behaviour.ts';

/** Entries that a traitor remembers of one kind: some heights of everything. */
const REMEMBERED_MAX = 512;

/** Votes and proposals of others travel through a node, too: whether this one is its own. */
export class OwnSignatures {
  readonly #traitor: Traitor;
  readonly #known = new WeakMap<object, boolean>();

  constructor(traitor: Traitor) {
    this.#traitor = traitor;
  }

  isOwnVote(vote: SignedVote): boolean {
    return this.#isOwn(vote, Tag.vote);
  }

  isOwnProposal(proposal: SignedProposal): boolean {
    return this.#isOwn(proposal, Tag.proposal);
  }

  // Ed25519 gives one signature for one message and key, and so does a keyed hash.
  #isOwn(signed: SignedVote | SignedProposal, tag: string): boolean {
    let isOwn = this.#known.get(signed);
    if (isOwn === undefined) {
      const { chainId } = this.#traitor;
      const message = signedStatement(tag, chainId, signed.statement);
      isOwn = equalBytes(this.#traitor.sign(message), signed.signature);
      this.#known.set(signed, isOwn);
    }
    return isOwn;
  }
}

/** What a vote says. */
export function said(vote: SignedVote): VoteStatement {
  const { type, height, round, blockId: id } = voteStatementCodec.decode(vote.statement);
  return { type, height, round, blockId: id };
}

/** What a proposal says. */
export function proposed(proposal: SignedProposal): ProposalStatement {
  const {
    height,
    round,
    validRound,
    blockId: id,
  } = proposalStatementCodec.decode(proposal.statement);
  return { height, round, validRound, blockId: id };
}

/** A vote of the traitor for something else than its node said. */
export function voteOf(
  { chainId, sign }: Traitor,
  validator: number,
  statement: VoteStatement,
): SignedVote {
  const { statement: bytes, signing } = voteSignable(chainId, statement);
  return { statement: bytes, validator, signature: sign(signing) };
}

/** What of a proposal and its block is to be different. */
export interface Forgery {
  readonly statement?: Partial<ProposalStatement>;
  readonly header?: Partial<Header>;
  readonly parentCertificate?: Uint8Array;
  readonly transactionHashes?: Uint8Array[];
}

/** The traitor's proposal with another block, signed. A polka for the old block does not fit. */
export function reproposed(
  { chainId, sign }: Traitor,
  proposal: SignedProposal,
  forgery: Forgery,
): SignedProposal {
  const header = headerCodec.encode({ ...headerCodec.decode(proposal.header), ...forgery.header });
  const { height, round } = proposed(proposal);
  const statement = { height, round, validRound: 0, ...forgery.statement };
  const signable = proposalSignable(chainId, { ...statement, blockId: blockId(chainId, header) });
  return {
    statement: signable.statement,
    signature: sign(signable.signing),
    header,
    parentCertificate: forgery.parentCertificate ?? proposal.parentCertificate,
    transactionHashes: forgery.transactionHashes ?? proposal.transactionHashes,
    polka: new Uint8Array(0),
  };
}

/** A map that forgets its oldest entries. */
export class Remembered<V> {
  readonly #entries = new Map<string, V>();

  get(key: Uint8Array | string): V | undefined {
    return this.#entries.get(nameOf(key));
  }

  set(key: Uint8Array | string, value: V): void {
    this.#entries.set(nameOf(key), value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > REMEMBERED_MAX && oldest !== undefined) this.#entries.delete(oldest);
  }

  values(): V[] {
    return [...this.#entries.values()];
  }
}

function nameOf(key: Uint8Array | string): string {
  return typeof key === 'string' ? key : bytesToHex(key);
}

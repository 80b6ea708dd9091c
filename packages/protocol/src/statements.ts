import { signingBytes } from '@mingjing/crypto';
import {
  type ProposalStatement,
  proposalStatementCodec,
  type Tip,
  tipCodec,
  type VoteStatement,
  voteStatementCodec,
} from './block.ts';
import { Tag } from './ids.ts';
import {
  type CopyStatement,
  copyStatementCodec,
  type VerificationAnswer,
  verificationAnswerCodec,
} from './messages.ts';
import { type OrderReceipt, orderReceiptCodec } from './moderation.ts';

/** Canonical statement bytes and what is signed over them. */
export interface Signable {
  readonly statement: Uint8Array;
  readonly signing: Uint8Array;
}

/** What a validator signs for a vote; the same bytes for all that say the same. */
export function voteSignable(chainId: string, vote: VoteStatement): Signable {
  return signable(Tag.vote, chainId, voteStatementCodec.encode(vote));
}

/** What a proposer signs. */
export function proposalSignable(chainId: string, proposal: ProposalStatement): Signable {
  return signable(Tag.proposal, chainId, proposalStatementCodec.encode(proposal));
}

/** What a node signs about its latest block. */
export function tipSignable(chainId: string, tip: Tip): Signable {
  return signable(Tag.tip, chainId, tipCodec.encode(tip));
}

/** What a node signs about a log of another that it holds, verified and whole up to a size. */
export function copySignable(chainId: string, copy: CopyStatement): Signable {
  return signable(Tag.copy, chainId, copyStatementCodec.encode(copy));
}

/** What a node signs about an order that it carried out. */
export function orderReceiptSignable(chainId: string, receipt: OrderReceipt): Signable {
  return signable(Tag.orderReceipt, chainId, orderReceiptCodec.encode(receipt));
}

/** What a verifier signs; bound to the chain's name, since genesis itself carries such answers. */
export function verificationSignable(answer: VerificationAnswer): Signable {
  return signable(Tag.verification, '', verificationAnswerCodec.encode(answer));
}

/** Signing bytes for statement bytes that came from elsewhere. */
export function signedStatement(tag: string, chainId: string, statement: Uint8Array): Uint8Array {
  return signingBytes(tag, chainId, statement);
}

function signable(tag: string, chainId: string, statement: Uint8Array): Signable {
  return { statement, signing: signingBytes(tag, chainId, statement) };
}

import { bytesToHex, equalBytes, hexToBytes } from '@mingjing/crypto';
import { verifyCertificate } from '@mingjing/proofs';
import {
  blockId,
  type Certificate,
  CertificateType,
  type Checked,
  certificateCodec,
  certificateHash,
  headerCodec,
  type Parameters,
  type ProposalStatement,
  passed,
  proposalStatementCodec,
  proposerOf,
  ROUND_MAX,
  refused,
  type SignedProposal,
  signedStatement,
  Tag,
  type ValidatorSet,
  validatorAt,
} from '@mingjing/protocol';
import { leafHash, rootOf } from '@mingjing/tlog';
import { verifyWith } from '../chain/verify-with.ts';
import type { Verifier } from '../ports.ts';
import { type Candidate, newCandidate } from './candidate.ts';

/**
 * Bytes of a proposal: hashes of the largest block, a header, and two certificates of the largest
 * set. Bounds what is kept before anything of it was verified.
 */
export const PROPOSAL_BYTES_MAX = 1024 * 1024;

export type ProposalRefusal =
  | 'proposal-malformed'
  | 'proposal-too-large'
  | 'parent-certificate-differs'
  | 'other-height'
  | 'proposer-signature'
  | 'block-id-differs'
  | 'transactions-root-differs'
  | 'too-many-transactions'
  | 'polka-invalid';

export interface OpenedProposal {
  readonly statement: ProposalStatement;
  /** -1 when the value is new. */
  readonly validRound: number;
  readonly proposer: number;
  readonly polka: Certificate | undefined;
}

export interface ProposalContext {
  readonly chainId: string;
  readonly height: number;
  readonly validators: ValidatorSet;
  readonly parameters: Parameters;
  readonly verifier: Verifier;
}

/** Height that a proposal speaks of, from its own words alone; undefined when malformed. */
export function proposalHeight(proposal: SignedProposal): number | undefined {
  const statement = proposalStatementCodec.parse(proposal.statement);
  return statement.ok ? statement.value.height : undefined;
}

/** Bytes that a proposal holds in memory. */
export function proposalBytes(proposal: SignedProposal): number {
  const { statement, signature, header, parentCertificate, transactionHashes, polka } = proposal;
  const parts = [statement, signature, header, parentCertificate, polka, ...transactionHashes];
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** Checks the proposer's signature and all that needs no bodies. */
export function openProposal(
  context: ProposalContext,
  proposal: SignedProposal,
): Checked<OpenedProposal, ProposalRefusal> {
  const parsed = proposalStatementCodec.parse(proposal.statement);
  if (!parsed.ok) return refused('proposal-malformed');
  if (proposalBytes(proposal) > PROPOSAL_BYTES_MAX) return refused('proposal-too-large');
  const statement = parsed.value;
  if (statement.height !== context.height) return refused('other-height');
  if (statement.round > ROUND_MAX) return refused('proposal-malformed');
  const proposer = proposerOf(context.validators, context.height, statement.round);
  const publicKey = validatorAt(context.validators, proposer)?.voteKey ?? new Uint8Array(0);
  const message = signedStatement(Tag.proposal, context.chainId, proposal.statement);
  const { signature } = proposal;
  if (!context.verifier.verify({ publicKey, message, signature })) {
    return refused('proposer-signature');
  }
  const id = blockId(context.chainId, proposal.header);
  if (!equalBytes(id, statement.blockId)) return refused('block-id-differs');
  const hashes = proposal.transactionHashes;
  if (hashes.length > context.parameters.transactionsMax) return refused('too-many-transactions');
  const validRound = statement.validRound - 1;
  const polka = openPolka(context, proposal.polka, validRound, id);
  if (!polka.ok) return polka;
  return passed({ statement, validRound, proposer, polka: polka.value });
}

/**
 * A candidate from a proposal whose signature holds. Its header must fit its hashes and the parent
 * certificate: the value names the header alone, and what else came with it must not make the
 * same value bad when another brings it whole.
 */
export function candidateOf(
  context: ProposalContext,
  proposal: SignedProposal,
  source: string | undefined,
): Checked<Candidate, ProposalRefusal> {
  const header = headerCodec.parse(proposal.header);
  if (!header.ok) return refused('proposal-malformed');
  if (proposal.transactionHashes.some(({ length }) => length !== 32)) {
    return refused('proposal-malformed');
  }
  const root = rootOf(proposal.transactionHashes.map((hash) => leafHash(hash)));
  if (!equalBytes(root, header.value.transactionsRoot)) {
    return refused('transactions-root-differs');
  }
  const parentHash = certificateHash(context.chainId, proposal.parentCertificate);
  if (!equalBytes(parentHash, header.value.parentCertificateHash)) {
    return refused('parent-certificate-differs');
  }
  const candidate = newCandidate({
    value: bytesToHex(blockId(context.chainId, proposal.header)),
    header: header.value,
    headerBytes: proposal.header,
    parentCertificate: proposal.parentCertificate,
    hashes: proposal.transactionHashes,
    source,
  });
  return passed(candidate);
}

function openPolka(
  context: ProposalContext,
  bytes: Uint8Array,
  validRound: number,
  id: Uint8Array,
): Checked<Certificate | undefined, ProposalRefusal> {
  // Without a polka the proposal still stands: the votes may have come by themselves.
  if (validRound < 0 || bytes.length === 0) return passed(undefined);
  const parsed = certificateCodec.parse(bytes);
  if (!parsed.ok) return refused('polka-invalid');
  const polka = parsed.value;
  const fits =
    polka.type === CertificateType.polka &&
    polka.height === context.height &&
    polka.round === validRound &&
    equalBytes(polka.blockId, id);
  if (!fits) return refused('polka-invalid');
  const { chainId, validators: set } = context;
  const verify = verifyWith(context.verifier);
  const verdict = verifyCertificate({ chainId, set, certificate: polka, verify });
  return verdict.ok ? passed(polka) : refused('polka-invalid');
}

/** Bytes of a value that the core names in hexadecimal. */
export function valueBytes(value: string | null): Uint8Array {
  if (value === null) return new Uint8Array(0);
  return hexToBytes(value) ?? new Uint8Array(0);
}

import { assert, equalBytes, SIGNATURE_BYTES, type VerifySignature } from '@mingjing/crypto';
import {
  type Certificate,
  CertificateType,
  type Checked,
  type CommitCertificate,
  certificateCodec,
  commitCertificateCodec,
  isQuorum,
  passed,
  ROUND_MAX,
  refused,
  totalPower,
  type ValidatorSet,
  VoteType,
  voteSignable,
} from '@mingjing/protocol';

// A certificate is a quorum of one vote: what each signature covers is the statement
//
//   0x02 | 4 "vote" | len chain id | chain id | VoteStatement { type, height, round, block id }
//
// and the position in the validator set says whose key it must hold under.

/** Why a certificate is refused. Everything cheap is judged before the first signature. */
export type CertificateRefusal =
  | 'not-canonical'
  | 'wrong-type'
  | 'bad-height'
  | 'bad-round'
  | 'bad-block-id'
  | 'other-height'
  | 'other-block'
  | 'unknown-validator'
  | 'not-ascending'
  | 'bad-signature-length'
  | 'no-quorum'
  | 'signature-invalid';

/** What a certificate shows: this power of the set voted for this block. */
export interface CertificateFacts {
  readonly height: number;
  readonly round: number;
  readonly blockId: Uint8Array;
  /** Voting power of the signers, and of the whole set. */
  readonly power: number;
  readonly total: number;
  /** Positions in the set, ascending. */
  readonly signers: readonly number[];
}

/** A certificate to check: against the set that decides its height, nothing else. */
export interface CertificateClaim<T> {
  readonly chainId: string;
  readonly set: ValidatorSet;
  /** Untrusted bytes, or what a codec made of them. */
  readonly certificate: Uint8Array | T;
  /** Strict Ed25519; synchronous, one call per signature. */
  readonly verify: VerifySignature;
  /** When given, the certificate must be for this height. */
  readonly height?: number;
  /** When given, the certificate must be for this block. */
  readonly blockId?: Uint8Array;
}

/**
 * Checks a commit certificate: canonical, for a block (never nil), signed by distinct known
 * validators in ascending order whose power is more than two thirds, every signature valid
 * (design, section 6; arXiv 1807.04938, line 49). Never throws for what came from outside.
 */
export function verifyCommitCertificate(
  claim: CertificateClaim<CommitCertificate>,
): Checked<CertificateFacts, CertificateRefusal> {
  const { certificate } = claim;
  if (!(certificate instanceof Uint8Array)) return judge(claim, certificate, VoteType.precommit);
  const parsed = commitCertificateCodec.parse(certificate);
  if (!parsed.ok) return refused('not-canonical');
  return judge(claim, parsed.value, VoteType.precommit);
}

/** The same for a certificate as it travels: a quorum of prevotes or of precommits, by its type. */
export function verifyCertificate(
  claim: CertificateClaim<Certificate>,
): Checked<CertificateFacts, CertificateRefusal> {
  const { certificate } = claim;
  if (!(certificate instanceof Uint8Array)) return judgeTyped(claim, certificate);
  const parsed = certificateCodec.parse(certificate);
  return parsed.ok ? judgeTyped(claim, parsed.value) : refused('not-canonical');
}

function judgeTyped(
  claim: CertificateClaim<Certificate>,
  certificate: Certificate,
): Checked<CertificateFacts, CertificateRefusal> {
  switch (certificate.type) {
    case CertificateType.polka:
      return judge(claim, certificate, VoteType.prevote);
    case CertificateType.commit:
      return judge(claim, certificate, VoteType.precommit);
    default:
      return refused('wrong-type');
  }
}

function judge(
  claim: CertificateClaim<unknown>,
  certificate: CommitCertificate,
  type: number,
): Checked<CertificateFacts, CertificateRefusal> {
  const { chainId, set, verify } = claim;
  const { height, round, blockId } = certificate;
  const fault = boundsFault(claim, certificate);
  if (fault !== undefined) return refused(fault);
  const signers = signersOf(set, certificate);
  if (!signers.ok) return signers;
  const total = totalPower(set);
  const { power, positions } = signers.value;
  if (!isQuorum(power, total)) return refused('no-quorum');
  const { signing } = voteSignable(chainId, { type, height, round, blockId });
  for (const { validator, signature } of certificate.signatures) {
    const signer = set.validators[validator];
    assert(signer !== undefined, 'positions were checked against the set');
    if (!verify(signer.voteKey, signing, signature)) return refused('signature-invalid');
  }
  return passed({ height, round, blockId, power, total, signers: positions });
}

function boundsFault(
  claim: CertificateClaim<unknown>,
  { height, round, blockId }: CommitCertificate,
): CertificateRefusal | undefined {
  if (height < 1) return 'bad-height';
  if (round > ROUND_MAX) return 'bad-round';
  // An empty block id is nil: a quorum of nil votes decides nothing and certifies nothing.
  if (blockId.length !== 32) return 'bad-block-id';
  if (claim.height !== undefined && claim.height !== height) return 'other-height';
  if (claim.blockId !== undefined && !equalBytes(claim.blockId, blockId)) return 'other-block';
  return undefined;
}

// Ascending positions cannot repeat, so no validator's power counts twice.
function signersOf(
  set: ValidatorSet,
  { signatures }: CommitCertificate,
): Checked<{ power: number; positions: number[] }, CertificateRefusal> {
  const positions: number[] = [];
  let power = 0;
  let previous = -1;
  for (const { validator, signature } of signatures) {
    const signer = set.validators[validator];
    if (signer === undefined) return refused('unknown-validator');
    if (validator <= previous) return refused('not-ascending');
    if (signature.length !== SIGNATURE_BYTES) return refused('bad-signature-length');
    previous = validator;
    power += signer.power;
    positions.push(validator);
  }
  return passed({ power, positions });
}

import type { Vote } from '@mingjing/consensus';
import { bytesToHex } from '@mingjing/crypto';
import {
  type Certificate,
  CertificateType,
  type Checked,
  passed,
  ROUND_MAX,
  refused,
  type SignedVote,
  signedStatement,
  Tag,
  type ValidatorSet,
  type VoteStatement,
  VoteType,
  validatorAt,
  voteSignable,
  voteStatementCodec,
} from '@mingjing/protocol';
import type { Verifier } from '../ports.ts';
import { valueBytes } from './proposal-intake.ts';

/** Signatures kept of one height: some rounds of every validator; a flood beyond is not kept. */
const SIGNATURES_MAX = 64 * 128;

export type VoteRefusal = 'vote-malformed' | 'voter-unknown' | 'vote-signature' | 'vote-known';

/** Votes of one height as they travel: signatures for what the consensus core counts. */
export class VoteBook {
  readonly #chainId: string;
  readonly #validators: ValidatorSet;
  readonly #verifier: Verifier;
  readonly #signatures = new Map<string, SignedVote>();

  constructor(chainId: string, validators: ValidatorSet, verifier: Verifier) {
    this.#chainId = chainId;
    this.#validators = validators;
    this.#verifier = verifier;
  }

  /** Verifies a peer's vote of this height, once. */
  open(signed: SignedVote, statement: VoteStatement): Checked<Vote, VoteRefusal> {
    const vote = voteOf(statement, signed.validator);
    if (vote === undefined) return refused('vote-malformed');
    if (this.#signatures.has(keyOf(vote))) return refused('vote-known');
    const validator = validatorAt(this.#validators, signed.validator);
    if (validator === undefined) return refused('voter-unknown');
    const message = signedStatement(Tag.vote, this.#chainId, signed.statement);
    const { signature } = signed;
    const isGenuine = this.#verifier.verify({ publicKey: validator.voteKey, message, signature });
    if (!isGenuine) return refused('vote-signature');
    this.keep(vote, signed);
    return passed(vote);
  }

  /** Keeps the signature of a vote that is known to be genuine. */
  keep(vote: Vote, signed: SignedVote): void {
    if (this.#signatures.size < SIGNATURES_MAX) this.#signatures.set(keyOf(vote), signed);
  }

  /** The signed form of a vote, if its signature is here. */
  signed(vote: Vote): SignedVote | undefined {
    return this.#signatures.get(keyOf(vote));
  }

  /** Certificate of votes that are a quorum in the core's count; undefined if a signature lacks. */
  certificate(
    height: number,
    found: {
      kind: 'polka' | 'commit';
      round: number;
      value: string;
      validators: readonly number[];
    },
  ): Certificate | undefined {
    const type = found.kind === 'polka' ? 'prevote' : 'precommit';
    const { round, value } = found;
    const signatures = [];
    for (const validator of [...found.validators].sort((a, b) => a - b)) {
      const signed = this.signed({ type, height, round, value, validator });
      if (signed === undefined) return undefined;
      signatures.push({ validator, signature: signed.signature });
    }
    return {
      type: CertificateType[found.kind],
      height,
      round,
      blockId: valueBytes(value),
      signatures,
    };
  }

  /** Takes over the signatures of a verified certificate. */
  adopt(certificate: Certificate): void {
    const isPolka = certificate.type === CertificateType.polka;
    const { statement } = voteSignable(this.#chainId, {
      type: isPolka ? VoteType.prevote : VoteType.precommit,
      height: certificate.height,
      round: certificate.round,
      blockId: certificate.blockId,
    });
    for (const { validator, signature } of certificate.signatures) {
      const vote: Vote = {
        type: isPolka ? 'prevote' : 'precommit',
        height: certificate.height,
        round: certificate.round,
        value: bytesToHex(certificate.blockId),
        validator,
      };
      if (!this.#signatures.has(keyOf(vote))) this.keep(vote, { statement, validator, signature });
    }
  }
}

/** Statement of a peer's vote; undefined when malformed. */
export function voteStatement(signed: SignedVote): VoteStatement | undefined {
  const parsed = voteStatementCodec.parse(signed.statement);
  return parsed.ok ? parsed.value : undefined;
}

/** A vote of the core as a statement to sign. */
export function statementOf(vote: Vote): VoteStatement {
  return {
    type: VoteType[vote.type],
    height: vote.height,
    round: vote.round,
    blockId: valueBytes(vote.value),
  };
}

function voteOf(statement: VoteStatement, validator: number): Vote | undefined {
  const { type, height, round, blockId } = statement;
  if (type !== VoteType.prevote && type !== VoteType.precommit) return undefined;
  if (blockId.length !== 0 && blockId.length !== 32) return undefined;
  if (round > ROUND_MAX) return undefined;
  return {
    type: type === VoteType.prevote ? 'prevote' : 'precommit',
    height,
    round,
    value: blockId.length === 0 ? null : bytesToHex(blockId),
    validator,
  };
}

function keyOf({ type, round, value, validator }: Vote): string {
  return `${type}/${round}/${validator}/${value ?? ''}`;
}

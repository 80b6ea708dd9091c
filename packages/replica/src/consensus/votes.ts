import { MAX_ROUNDS_AHEAD, type Vote } from '@mingjing/consensus';
import { bytesToHex } from '@mingjing/crypto';
import {
  type Certificate,
  CertificateType,
  type Checked,
  isQuorum,
  passed,
  ROUND_MAX,
  refused,
  type SignedVote,
  signedStatement,
  Tag,
  totalPower,
  type ValidatorSet,
  type VoteStatement,
  VoteType,
  validatorAt,
  voteSignable,
  voteStatementCodec,
} from '@mingjing/protocol';
import type { Verifier } from '../ports.ts';
import { valueBytes } from './proposal-intake.ts';

/** Values kept of one validator, round and type: the first, and one that contradicts it. */
const VALUES_MAX = 2;

export type VoteRefusal = 'vote-malformed' | 'voter-unknown' | 'vote-signature' | 'vote-known';

interface FarVotes {
  readonly round: number;
  readonly votes: Map<string, SignedVote>;
}

/**
 * Votes of one height as they travel: signatures for what the consensus core counts, and bounded
 * as it is. Of rounds within its reach all, of rounds beyond one for each validator; a hostile
 * validator takes room from nobody else.
 */
export class VoteBook {
  readonly #chainId: string;
  readonly #validators: ValidatorSet;
  readonly #verifier: Verifier;
  readonly #near = new Map<string, Map<string, SignedVote>>();
  readonly #far = new Map<number, FarVotes>();

  constructor(chainId: string, validators: ValidatorSet, verifier: Verifier) {
    this.#chainId = chainId;
    this.#validators = validators;
    this.#verifier = verifier;
  }

  /** Signatures kept. */
  get size(): number {
    const kept = [...this.#near.values(), ...[...this.#far.values()].map(({ votes }) => votes)];
    return kept.reduce((sum, { size }) => sum + size, 0);
  }

  /** Verifies a peer's vote of this height, once. `round` is the one this node is in. */
  open(signed: SignedVote, statement: VoteStatement, round: number): Checked<Vote, VoteRefusal> {
    const vote = voteOf(statement, signed.validator);
    if (vote === undefined) return refused('vote-malformed');
    if (this.signed(vote) !== undefined) return refused('vote-known');
    const validator = validatorAt(this.#validators, signed.validator);
    if (validator === undefined) return refused('voter-unknown');
    const message = signedStatement(Tag.vote, this.#chainId, signed.statement);
    const { signature } = signed;
    const isGenuine = this.#verifier.verify({ publicKey: validator.voteKey, message, signature });
    if (!isGenuine) return refused('vote-signature');
    if (vote.round > round + MAX_ROUNDS_AHEAD) this.#keepFar(vote, signed);
    else if (this.#slot(vote).size < VALUES_MAX) this.keep(vote, signed);
    return passed(vote);
  }

  /** Keeps the signature of a vote that the core counts already. */
  keep(vote: Vote, signed: SignedVote): void {
    this.#slot(vote).set(valueKey(vote), signed);
  }

  /** The signed form of a vote, if its signature is here. */
  signed(vote: Vote): SignedVote | undefined {
    const near = this.#near.get(slotKey(vote))?.get(valueKey(vote));
    if (near !== undefined) return near;
    const far = this.#far.get(vote.validator);
    return far?.round === vote.round ? far.votes.get(farKey(vote)) : undefined;
  }

  /** Whether a quorum precommitted nil in a round: then nothing is decided in it. */
  hasNilQuorum(round: number): boolean {
    const { validators } = this.#validators;
    const power = validators.reduce((sum, { power }, validator) => {
      const vote: Vote = { type: 'precommit', height: 0, round, value: null, validator };
      return this.signed(vote) === undefined ? sum : sum + power;
    }, 0);
    return isQuorum(power, totalPower(this.#validators));
  }

  #slot(vote: Vote): Map<string, SignedVote> {
    const key = slotKey(vote);
    let slot = this.#near.get(key);
    if (slot === undefined) {
      slot = new Map();
      this.#near.set(key, slot);
    }
    return slot;
  }

  // As the core keeps them: a validator's highest round, one vote per type.
  #keepFar(vote: Vote, signed: SignedVote): void {
    const last = this.#far.get(vote.validator);
    if (last !== undefined && last.round > vote.round) return;
    const far = last?.round === vote.round ? last : { round: vote.round, votes: new Map() };
    const ofType = [...far.votes.keys()].filter((key) => key.startsWith(vote.type));
    if (ofType.length < VALUES_MAX) far.votes.set(farKey(vote), signed);
    this.#far.set(vote.validator, far);
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

  /** Takes over the signatures of a verified certificate; one per round and type at most. */
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
      if (this.signed(vote) === undefined) this.keep(vote, { statement, validator, signature });
    }
  }
}

/** Read where a vote is sorted and again where it is taken: parsed once. */
const statements = new WeakMap<SignedVote, VoteStatement | undefined>();

/** Statement of a peer's vote; undefined when malformed. */
export function voteStatement(signed: SignedVote): VoteStatement | undefined {
  if (statements.has(signed)) return statements.get(signed);
  const parsed = voteStatementCodec.parse(signed.statement);
  const statement = parsed.ok ? parsed.value : undefined;
  statements.set(signed, statement);
  return statement;
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

function slotKey({ type, round, validator }: Vote): string {
  return `${type}/${round}/${validator}`;
}

function valueKey({ value }: Vote): string {
  return value ?? '';
}

function farKey(vote: Vote): string {
  return `${vote.type}/${valueKey(vote)}`;
}

/** Id of a block, hexadecimal. Compared for equality only, so any string will do. */
export type ValueId = string;

/** Position of a validator in the validator set of this height, from 0. */
export type ValidatorIndex = number;

/**
 * Voting powers by position: non-negative integers, at least one positive, and small enough that
 * three times their sum is a safe integer.
 */
export interface ValidatorSet {
  readonly powers: readonly number[];
}

/** What stays the same during one height. */
export interface HeightConfig {
  readonly height: number;
  readonly validators: ValidatorSet;
  /** Our own position, or `undefined` for a node that only follows. */
  readonly self: ValidatorIndex | undefined;
  /** The proposer of a round (from 0). Pure, and defined for every round up to `MAX_ROUND`. */
  readonly proposer: (round: number) => ValidatorIndex;
}

export type VoteType = 'prevote' | 'precommit';

export type TimeoutType = 'propose' | 'prevote' | 'precommit';

/** One vote; a `null` value is a vote for nil. */
export interface Vote {
  readonly type: VoteType;
  readonly height: number;
  readonly round: number;
  readonly value: ValueId | null;
  readonly validator: ValidatorIndex;
}

/** A proposal; `validRound` is -1 for a new value, else the round of the polka it rests on. */
export interface Proposal {
  readonly height: number;
  readonly round: number;
  readonly value: ValueId;
  readonly validRound: number;
  readonly proposer: ValidatorIndex;
}

/**
 * What the host found about the block of a proposal. `untimely` is a valid block whose time lies
 * outside the clock bound: a new proposal of it gets a nil prevote from us, but when the others
 * carry it, it is locked and decided like any valid block (as it is when proposed again).
 */
export type Validity = 'valid' | 'invalid' | 'untimely';

/** Validators whose votes of one type and round for one value exceed two thirds of the power. */
export interface Certificate {
  readonly kind: 'polka' | 'commit';
  readonly round: number;
  readonly value: ValueId;
  readonly validators: readonly ValidatorIndex[];
}

/** Two different votes (or proposals) of one validator for the same height, round and type. */
export interface Equivocation<T extends Vote | Proposal> {
  readonly first: T;
  readonly second: T;
}

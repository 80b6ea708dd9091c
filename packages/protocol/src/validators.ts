import { assert } from '@mingjing/crypto';
import type { Validator, ValidatorSet } from './block.ts';
import { VALIDATORS_MAX } from './limits.ts';

/** Sum of voting power; an integer. */
export function totalPower(set: ValidatorSet): number {
  return set.validators.reduce((sum, validator) => sum + validator.power, 0);
}

/** More than two thirds, in integers. */
export function isQuorum(power: number, total: number): boolean {
  return power * 3 > total * 2;
}

/** More than one third: at least one of them is correct. */
export function isOneCorrect(power: number, total: number): boolean {
  return power * 3 > total;
}

/** Voting power per organisation. */
export function powerByOrganisation(set: ValidatorSet): Map<string, number> {
  const powers = new Map<string, number>();
  for (const { organisation, power } of set.validators) {
    powers.set(organisation, (powers.get(organisation) ?? 0) + power);
  }
  return powers;
}

export type ValidatorSetFault = 'empty' | 'too-many' | 'power-out-of-range' | 'organisation-third';

/**
 * One organisation is one fault: a set in which one holds a third or more of the voting power is
 * refused (design, section 3), which also means never fewer than four organisations.
 */
export function validatorSetFault(set: ValidatorSet): ValidatorSetFault | undefined {
  if (set.validators.length === 0) return 'empty';
  if (set.validators.length > VALIDATORS_MAX) return 'too-many';
  for (const { power } of set.validators) {
    if (!Number.isSafeInteger(power) || power < 1 || power > 1_000_000) return 'power-out-of-range';
  }
  const total = totalPower(set);
  for (const power of powerByOrganisation(set).values()) {
    if (power * 3 >= total) return 'organisation-third';
  }
  return undefined;
}

/**
 * Proposer of a height and round: the set in turn. Rotation is by plain position, so equal turns
 * for everyone; power does not buy turns, since a turn pays nothing.
 */
export function proposerOf(set: ValidatorSet, height: number, round: number): number {
  assert(set.validators.length > 0, 'a validator set is never empty');
  return (height + round) % set.validators.length;
}

/** Position of a node in the set, or undefined. */
export function positionOf(set: ValidatorSet, nodeId: string): number | undefined {
  const position = set.validators.findIndex((validator) => validator.nodeId === nodeId);
  return position < 0 ? undefined : position;
}

/** The validator at a position, or undefined when there is none. */
export function validatorAt(set: ValidatorSet, position: number): Validator | undefined {
  return set.validators[position];
}

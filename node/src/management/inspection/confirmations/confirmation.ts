import type { Confirmation } from '@mingjing/inspection';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { officerId, orNull, said, time } from '../../stored-shapes.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What somebody saw of premises or heard at a telephone is looked at again after a month. */
export const CONFIRMATION_DAYS = 30;
const SAW_CHARS_MAX = 400;

export const itemId = Type.String({ pattern: '^[a-z][a-z0-9-]{1,63}$' });

export const confirmationForm = Type.Object(
  {
    item: itemId,
    /** Whether what he saw agrees with what is measured. */
    agrees: Type.Boolean(),
    saw: said(SAW_CHARS_MAX),
  },
  { additionalProperties: false },
);

const kept = Type.Object({
  agrees: Type.Boolean(),
  saw: Type.String(),
  officer: officerId,
  at: time,
  withdrawnAt: orNull(time),
});
/** What a named officer saw of an item; the latest of an item holds. */
export type KeptConfirmation = Static<typeof kept>;

export function confirmationsOn(shelf: Shelf): Collection<KeptConfirmation> {
  return new Collection<KeptConfirmation>(shelf, {
    name: 'inspection-confirmations',
    isValid: (value): value is KeptConfirmation => Value.Check(kept, value),
  });
}

/** How a confirmation stands at a time. */
export function confirmationState(
  { at, withdrawnAt }: KeptConfirmation,
  now: number,
): 'good' | 'withdrawn' | 'over' {
  if (withdrawnAt !== null) return 'withdrawn';
  return now < expiresAt(at) ? 'good' : 'over';
}

export function expiresAt(at: number): number {
  return at + CONFIRMATION_DAYS * DAY_MS;
}

/** What it is worth to a run at a time; undefined: nothing any more. */
export function confirmationFor(
  confirmation: KeptConfirmation | undefined,
  now: number,
): Confirmation | undefined {
  if (confirmation === undefined || confirmationState(confirmation, now) !== 'good') {
    return undefined;
  }
  const { agrees, at, officer, saw } = confirmation;
  return { officer, at, agrees, saw };
}

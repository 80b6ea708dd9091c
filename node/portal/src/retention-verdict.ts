// From the bytes of a retention certificate to what the page says about it.
import {
  type RetainedLogFacts,
  type RetentionFacts,
  type RetentionRefusal,
  verifyRetentionCertificate,
} from '@mingjing/proofs';
import { withinWork } from './verdict.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the page says of a retention certificate. */
export interface RetentionVerdict {
  readonly kind: 'retention';
  readonly outcome: 'checked' | 'notCompared' | 'failed' | 'overworked';
  readonly facts?: RetentionFacts;
  readonly refusal?: RetentionRefusal;
}

/** Checks a certificate; without a trusted genesis hash the outcome is never `checked`. */
export function judgeCertificate(
  bytes: Uint8Array,
  trustedGenesisHash?: Uint8Array,
): RetentionVerdict {
  const kind = 'retention';
  const options = { trustedGenesisHash };
  const verdict = withinWork((verify) => verifyRetentionCertificate(bytes, { ...options, verify }));
  if (verdict === 'overworked') return { kind, outcome: 'overworked' };
  if (!verdict.ok) return { kind, outcome: 'failed', refusal: verdict };
  const facts = verdict.value;
  return { kind, outcome: facts.isGenesisTrusted ? 'checked' : 'notCompared', facts };
}

/** How far the logs are with the periods for which they must be kept. */
export interface PeriodState {
  /** Logs that are not kept for their whole period yet, those never anchored among them. */
  readonly short: number;
  readonly neverAnchored: number;
  /** When the last of the anchored ones will be, ms. */
  readonly fullAt: number | undefined;
}

export function periodState({ logs }: RetentionFacts): PeriodState {
  const short = logs.filter(({ isPeriodFull }) => !isPeriodFull);
  const ends = short.flatMap(({ periodFullAt }) =>
    periodFullAt === undefined ? [] : [periodFullAt],
  );
  return {
    ...{ short: short.length, neverAnchored: short.length - ends.length },
    fullAt: ends.length === 0 ? undefined : Math.max(...ends),
  };
}

/** Whole days until the period of a log is full at the block's time, rounded up. */
export function missingDays({ periodFullAt, periodDays }: RetainedLogFacts, now: number): number {
  if (periodFullAt === undefined) return periodDays;
  return Math.max(0, Math.ceil((periodFullAt - now) / DAY_MS));
}

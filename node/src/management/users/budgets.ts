import { CallBudget, Problem } from '@mingjing/service';

const MINUTE_MS = 60_000;
const CHALLENGES_OF_REGISTRATION = 6;
/**
 * Registrations of one address, a household's or a company's, and of all: each is paid for at the
 * verification service, and lists of numbers are not to be tried.
 */
export function registrationBudget(callsOfAddress: number): CallBudget {
  return new CallBudget({ windowMs: 10 * MINUTE_MS, callsOfAddress, callsOfAll: 2000 });
}

/** Challenges cost a hash each; every look at one's own data needs one. */
export function challengeBudget(registrations: number): CallBudget {
  const callsOfAddress = CHALLENGES_OF_REGISTRATION * registrations;
  return new CallBudget({ windowMs: MINUTE_MS, callsOfAddress, callsOfAll: 6000 });
}

/** Throws the problem of a caller who has had his share. */
export function assertBudget(budget: CallBudget, address: string, now: number): void {
  const waitMs = budget.take(address, now);
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  const headers = { 'retry-after': String(seconds) };
  throw new Problem(429, 'too-many-calls', { headers, fields: { seconds } });
}

/** Reveals of one officer and of all: who has to look up more has an order to show for it. */
export function revealBudget(): CallBudget {
  return new CallBudget({ windowMs: 60 * MINUTE_MS, callsOfAddress: 30, callsOfAll: 200 });
}

/** Shared by all routes that cost the same. */
export interface RegistrationBudgets {
  readonly challenges: CallBudget;
  readonly registrations: CallBudget;
}

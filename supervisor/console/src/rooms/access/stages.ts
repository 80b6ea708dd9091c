/** Where an order stands, in the order in which it goes. */
export type Stage =
  | 'proposed'
  | 'approved'
  | 'answered'
  | 'ready'
  | 'opened'
  | 'garbage'
  | 'closed'
  | 'expired';

/** Custodians answer within a second or two; officers take their time. */
const SHARES_MS = 2000;
export const OFFICERS_MS = 10_000;
const UNKNOWN = 'access-order-unknown';

/** How often an order is read again; undefined: nothing is expected of anybody. */
export function everyMsOf(stage: Stage | undefined, fault: string): number | undefined {
  // It was given a moment ago, and its block is not here yet.
  if (stage === undefined) return fault === UNKNOWN ? SHARES_MS : undefined;
  if (stage === 'approved') return SHARES_MS;
  return stage === 'proposed' || stage === 'answered' ? OFFICERS_MS : undefined;
}

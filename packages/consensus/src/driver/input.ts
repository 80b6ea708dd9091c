import type { Certificate, Proposal, TimeoutType, Validity, ValueId, Vote } from '../types.ts';

/**
 * What the host tells one height. Signatures and certificates are verified before an input is made;
 * everything else about an input of a peer may be wrong, and is then ignored without effects.
 */
export type Input =
  /** Enter round 0, or after a restore the round we were in. Once per height. */
  | { readonly type: 'start' }
  /** Given only when the block is complete and judged. */
  | { readonly type: 'proposal'; readonly proposal: Proposal; readonly validity: Validity }
  | { readonly type: 'vote'; readonly vote: Vote }
  /** A verified certificate; counts as these votes, at any round. */
  | ({ readonly type: 'certificate' } & Certificate)
  /** The answer to `requestValue`; too late, it is ignored. */
  | { readonly type: 'valueReady'; readonly round: number; readonly value: ValueId }
  | { readonly type: 'timeout'; readonly timeout: TimeoutType; readonly round: number };

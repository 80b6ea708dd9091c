import type { ValueId } from '../types.ts';

/**
 * What the round machine reacts to. The driver has already combined votes and proposals, so each
 * input is one `upon` condition of arXiv 1807.04938; the comment names its line.
 */
export type RoundInput =
  /** Lines 11-21: enter a round. */
  | { readonly type: 'newRound'; readonly round: number; readonly proposer: boolean }
  /** Line 18: the host's answer to `requestValue`. */
  | { readonly type: 'proposeValue'; readonly value: ValueId }
  /** Line 22 with a valid value. */
  | { readonly type: 'proposal'; readonly value: ValueId }
  /** Line 22 with a value that is refused (line 26). */
  | { readonly type: 'proposalInvalid' }
  /** Line 28 with a valid value. */
  | {
      readonly type: 'proposalAndPolkaPrevious';
      readonly value: ValueId;
      readonly validRound: number;
    }
  /** Line 28 with an invalid value (line 32). */
  | { readonly type: 'proposalAndPolkaInvalid' }
  /** Line 34. */
  | { readonly type: 'polkaAny' }
  /** Line 36. */
  | { readonly type: 'proposalAndPolka'; readonly value: ValueId }
  /** Line 44. */
  | { readonly type: 'polkaNil' }
  /** Line 47. */
  | { readonly type: 'precommitAny' }
  /** Line 49; `round` may lie before or after the current one. */
  | { readonly type: 'proposalAndCommit'; readonly round: number; readonly value: ValueId }
  /** Line 55. */
  | { readonly type: 'roundSkip'; readonly round: number }
  /** Line 57. */
  | { readonly type: 'timeoutPropose'; readonly round: number }
  /** Line 61. */
  | { readonly type: 'timeoutPrevote'; readonly round: number }
  /** Line 65. */
  | { readonly type: 'timeoutPrecommit'; readonly round: number };

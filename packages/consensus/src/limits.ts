/**
 * Largest round number that is taken from a peer. A round lasts at least its timeouts, so no honest
 * network reaches it; it fits the 32-bit field of the wire format and leaves `round + 1` safe.
 */
export const MAX_ROUND = 2 ** 31 - 1;

/**
 * Rounds above the current one whose votes and proposals are kept in full. Honest validators are
 * rarely more than a few rounds apart; what lies further ahead only has to tell that we lag behind,
 * so of it one round per validator is kept, and a hostile validator cannot grow the memory.
 */
export const MAX_ROUNDS_AHEAD = 16;

/**
 * Distinct proposals kept of one round: the first, which is voted on, and one that contradicts it,
 * so that a quorum which formed on the other half of an equivocation can still be followed. What an
 * equivocating proposer sends beyond that is dropped until a quorum has spoken for it: the host
 * learns from `awaitedCommit` that such a block is to be fetched and fed again.
 */
export const MAX_PROPOSALS_PER_ROUND = 2;

/**
 * Transitions of the round machine that one input may cause. A round takes at most seven, and one
 * input can cross several rounds only by skipping upwards through what is kept, so reaching this
 * bound means that a rule fires without making progress: a defect of this package.
 */
export const MAX_TRANSITIONS_PER_INPUT = 10_000;

/** Submissions that wait at once, and bytes of them: the disk of an enterprise's own service. */
export const HELD_MAX = 1000;
/** Of one author: nobody keeps the others waiting. */
export const HELD_OF_AUTHOR_MAX = 50;
export const HELD_BYTES_MAX = 256 * 1024 * 1024;
/** Flagged and sampled publications that wait for a look; beyond them no more are put there. */
export const SAMPLES_MAX = 1000;
/** An approval is good for one transaction of the same content until then. */
export const APPROVAL_MS = 7 * 24 * 60 * 60 * 1000;
/** What nobody decided in this time lapses, and its content goes. */
export const REVIEW_LAPSES_MS = 30 * 24 * 60 * 60 * 1000;
/** How often it is looked for, and whether the chain has the node's statement. */
export const SWEEP_MS = 10 * 60 * 1000;
/** A reviewer's reason, in characters. */
export const REASON_CHARS_MAX = 500;
/** Users that one reviewer is or speaks for. */
export const TIES_MAX = 64;
/** An approved transaction is passed on by the node itself when it has this much time left. */
export const PASS_ON_MS = 5000;
/** Changes of the shelf made together; one review has fewer. */
export const CHANGES_TOGETHER_MAX = 900;

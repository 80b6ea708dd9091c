const HOUR_MS = 60 * 60 * 1000;

/** Unlawful content is reported to the police within this time (MPS Order 33, article 10(6)). */
export const REPORT_MS = 24 * HOUR_MS;
/** Whoever has to report is reminded when so much of it is left. */
export const REMINDER_MS = 4 * HOUR_MS;
/** A clock of another machine may be so much ahead. */
export const CLOCK_AHEAD_MS = 60_000;
/** What is found may be entered so much later; what is older is another matter. */
export const FOUND_BEFORE_MS = 30 * 24 * HOUR_MS;
export const TEXT_CHARS_MAX = 2000;
export const NAME_CHARS_MAX = 120;
/** Records and users that one case is about, and actions that are taken. */
export const SUBJECTS_MAX = 64;
export const ACTIONS_MAX = 64;
/** A file that an officer adds: a letter, a picture of a screen. */
export const FILE_BYTES_MAX = 8 * 1024 * 1024;
/** Cases that are open at once: each has people at work on it. */
export const OPEN_MAX = 1000;
/** What a sealed copy has beside its content: it lies in the bundle in the content's place. */
export const SEALING_BYTES_MAX = 256;
/** Cases whose evidence is removed at one tick; the others at the next ones. */
export const REMOVED_TOGETHER_MAX = 16;

export { UNITS_JUDGED_MAX } from '@mingjing/host/desk';
export { OVERLAP_UNITS } from '@mingjing/screening';

/** Findings that are told and kept of one transaction, the strictest first. */
export const FINDINGS_MAX = 32;
/** Submissions that wait for the thread that judges; more are asked to come again. */
export const JUDGING_MAX = 64;
/** A rule set that officers upload: lists of words that people read. */
export const UPLOAD_BYTES_MAX = 256 * 1024;
/** Versions of rule sets on the shelf. */
export const VERSIONS_MAX = 500;
/** Rule sets in force at once, the program's own included: each reads every text once. */
export const IN_FORCE_MAX = 8;
/** What a back-test reads at most: the latest records, blocks, and code units. */
export const TESTED_RECORDS_MAX = 1000;
export const TESTED_BLOCKS_MAX = 20_000;
export const TESTED_UNITS_MAX = 8 * 1024 * 1024;
/** Records of each kind that a back-test names. */
export const TESTED_NAMED_MAX = 20;
/** Days of statistics in one answer. */
export const STATISTICS_DAYS_MAX = 366;

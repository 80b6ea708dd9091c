// Every kind of key there is, by its first byte. A number that is no longer written moves to
// RETIRED and is never given out again: an old store may still hold values under it.

/** In the chain database: what one commit writes must be one batch, so one database holds it. */
export const META = 1;
export const BLOCK = 2;
export const TRANSACTION = 3;
export const REGISTRY = 4;
export const RECORD_LEAVES = 5;
export const REPLAY = 6;
export const VALIDATOR_CHANGE = 7;
export const COMMIT_MARK = 8;
/** Header and certificate of a change of the set that came with a snapshot. */
export const CHANGE_PROOF = 10;

/** In the attachment database, which has a META of its own. */
export const ATTACHMENT = 9;

/** In the database of a shelf, which has a META of its own. */
export const DOCUMENT = 11;

/** In the database of order receipts, which has a META of its own. */
export const ORDER_RECEIPT = 12;

/** All numbers in use. */
export const PREFIXES: readonly number[] = [
  META,
  BLOCK,
  TRANSACTION,
  REGISTRY,
  RECORD_LEAVES,
  REPLAY,
  VALIDATOR_CHANGE,
  COMMIT_MARK,
  ATTACHMENT,
  CHANGE_PROOF,
  DOCUMENT,
  ORDER_RECEIPT,
];

/** Numbers that were in use once. */
export const RETIRED: readonly number[] = [];

/** Longest text, in UTF-16 code units: judged whole and in memory; more is the caller's to cut. */
export const TEXT_UNITS_MAX = 131_072;
/** A rule set as a file. */
export const RULE_SET_BYTES_MAX = 1024 * 1024;
export const RULES_MAX = 512;
export const LISTS_MAX = 128;
/** Terms of a whole rule set, lists counted where they are defined: an automaton of a second. */
export const TERMS_MAX = 20_000;
/** Groups of a combination. */
export const GROUPS_MAX = 4;
/** Units of a phrase once it is normalised; a shorter one would be found everywhere. */
export const PHRASE_UNITS_MIN = 2;
export const PHRASE_UNITS_MAX = 32;
/** Code units of a term as it is written. */
export const TERM_CHARS_MAX = 64;
/** Widest distance that a combination or an exception may ask for, in normalised units. */
export const WITHIN_MAX = 400;
/** A reason or title in one language. */
export const REASON_CHARS_MAX = 200;
/** Places listed of one rule; beyond them they are only counted. */
export const PLACES_MAX = 8;
/** Units told of what was read at a place: an address whole, of a longer number the beginning. */
export const PART_UNITS_MAX = 90;
/** Longest token looked at for an address; a bech32 address has at most 90 characters. */
export const ADDRESS_CHARS_MAX = 90;

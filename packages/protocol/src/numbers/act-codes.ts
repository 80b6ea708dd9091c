/**
 * Codes of the reasons that orders, sanctions, appeals and their decisions state. The chain takes
 * any code from 1 to 65535: one that is not here is shown as a number. A code keeps its meaning.
 */
export const REASON_CODES = {
  1: 'unlawful-content',
  2: 'infringement',
  3: 'personal-data',
  4: 'currency',
  5: 'false-identity',
  6: 'agreement-breach',
  7: 'authority-demand',
  8: 'court-ruling',
  9: 'repeated',
  10: 'remedied',
  11: 'mistaken',
  12: 'disproportionate',
  13: 'drill',
} as const satisfies Readonly<Record<number, string>>;
export type ReasonName = (typeof REASON_CODES)[keyof typeof REASON_CODES];

/** Codes of legal bases, as for reasons: each is a clause, and where they agree its article. */
export const BASIS_CODES = {
  6: 'order-3-6',
  8: 'order-3-8',
  10: 'order-3-10',
  16: 'order-3-16',
  18: 'order-3-18',
  33: 'order-33-10',
  47: 'personal-information-47',
  49: 'cybersecurity-49',
} as const satisfies Readonly<Record<number, string>>;
export type BasisName = (typeof BASIS_CODES)[keyof typeof BASIS_CODES];

/** Name of a reason; undefined for a code that the catalogue does not have. */
export function reasonName(code: number): ReasonName | undefined {
  return (REASON_CODES as Readonly<Record<number, ReasonName>>)[code];
}

/** Name of a legal basis; undefined for a code that the catalogue does not have. */
export function basisName(code: number): BasisName | undefined {
  return (BASIS_CODES as Readonly<Record<number, BasisName>>)[code];
}

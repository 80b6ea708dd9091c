/**
 * Result codes of transactions. A code other than `done` had no effect. Numbers are part of the
 * results root and never reused.
 */
export const ResultCode = {
  done: 0,
  signerNotPermitted: 1,
  userNotVerified: 2,
  userNotActive: 3,
  badField: 4,
  unknownRecord: 10,
  notAuthor: 11,
  recordWithdrawn: 12,
  unknownProposal: 20,
  proposalClosed: 21,
  alreadyVoted: 22,
  electorateImpossible: 23,
  badAction: 24,
  alreadyExists: 25,
  unknownSubject: 26,
  keyRefused: 27,
  validatorSetRefused: 28,
  parametersRefused: 29,
  roleTaken: 30,
  verifierUnknown: 31,
  answerInvalid: 32,
  regionRefused: 33,
  anchorInvalid: 40,
  anchorTooSoon: 41,
  periodRefused: 42,
  notDue: 43,
  held: 44,
  copyMissing: 45,
  disposalInvalid: 46,
  holdUnknown: 47,
  tooMany: 48,
  evidenceInvalid: 50,
  evidenceKnown: 51,
  evidenceSufficient: 52,
  orderUnknown: 63,
  orderUntimely: 64,
  orderClosed: 65,
  outOfScope: 66,
  drillRefused: 67,
  takenDown: 68,
  userFrozen: 69,
  recordFrozen: 70,
  limitedByOrder: 71,
  agreementNotAccepted: 53,
  limitReached: 54,
  agreementUnknown: 55,
  agreementPending: 56,
  sanctionUnknown: 57,
  sanctionEnded: 58,
  alreadyAppealed: 59,
  answerStale: 60,
  appealUndecided: 61,
  servicePaused: 83,
} as const;
export type ResultCodeName = keyof typeof ResultCode;
export type ResultCode = (typeof ResultCode)[ResultCodeName];

const names = new Map<number, ResultCodeName>(
  Object.entries(ResultCode).map(([name, code]) => [code, name as ResultCodeName]),
);

/** The stable name of a code, or undefined for a number that is none. */
export function resultCodeName(code: number): ResultCodeName | undefined {
  return names.get(code);
}

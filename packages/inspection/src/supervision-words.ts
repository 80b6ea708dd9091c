import { type Check, check } from './checks.ts';

/**
 * What a supervision node finds of the items that only it can find, as numbers. Both programs
 * judge them alike: a supervision node in its own inspection, a chain node when it is told.
 */
export interface SupervisionWords {
  'read-only-verifies-independently': {
    /** Certificates that the node verified itself, and how many of them did not hold. */
    readonly verified: number;
    readonly failed: number;
    /** A block that was altered on purpose was refused. */
    readonly isForgeryRefused: boolean;
  };
  'trace-by-subject-content-time': {
    /** Hits of the trace, and what a search through all blocks finds. */
    readonly hits: number;
    readonly expected: number;
    readonly proved: number;
  };
  'look-through-of-encrypted-data': {
    readonly isRefusedWithoutOrder: boolean;
    /** Opened under an order to what its author sealed. */
    readonly isOpened: boolean;
    /** Entries of the opening, one at each side. */
    readonly entries: number;
  };
  'identity-restoration': {
    readonly isRefusedWithoutOrder: boolean;
    readonly isRightPerson: boolean;
    readonly entries: number;
  };
  'rules-and-alarms': {
    /** Rules in force. */
    readonly rules: number;
    /** Alarms of an event that has to raise one, and of events that must raise none. */
    readonly raised: number;
    readonly falselyRaised: number;
  };
  'supervision-acts-accountable': {
    readonly reads: number;
    readonly orders: number;
    /** Reads without an entry or an order, and orders that should have been opened by now. */
    readonly mismatches: number;
    readonly overdue: number;
  };
}

export type SupervisionItem = keyof SupervisionWords;

/** Entries that one opening leaves: one at the reader's side, one at the custodians'. */
const ENTRIES_OF_OPENING = 2;

const JUDGES: { readonly [I in SupervisionItem]: (word: SupervisionWords[I]) => Check[] } = {
  'read-only-verifies-independently': ({ verified, failed, isForgeryRefused }) => [
    check(verified > 0 && failed === 0, 'facts.supervision.verified', { verified, failed }),
    check(isForgeryRefused, `facts.supervision.${said(isForgeryRefused, 'forgery')}`),
  ],
  'trace-by-subject-content-time': ({ hits, expected, proved }) => [
    check(hits > 0 && hits === expected && proved === hits, 'facts.supervision.traced', {
      ...{ hits, expected, proved },
    }),
  ],
  'look-through-of-encrypted-data': ({ isRefusedWithoutOrder, isOpened, entries }) => [
    check(isRefusedWithoutOrder, `facts.supervision.${said(isRefusedWithoutOrder, 'orderless')}`),
    check(isOpened, `facts.supervision.${said(isOpened, 'opened')}`),
    check(entries === ENTRIES_OF_OPENING, 'facts.supervision.entries', { entries }),
  ],
  'identity-restoration': ({ isRefusedWithoutOrder, isRightPerson, entries }) => [
    check(isRefusedWithoutOrder, `facts.supervision.${said(isRefusedWithoutOrder, 'orderless')}`),
    check(isRightPerson, `facts.supervision.${said(isRightPerson, 'person')}`),
    check(entries === ENTRIES_OF_OPENING, 'facts.supervision.entries', { entries }),
  ],
  'rules-and-alarms': ({ rules, raised, falselyRaised }) => [
    check(rules > 0 && raised === 1 && falselyRaised === 0, 'facts.supervision.rules', {
      ...{ rules, raised, falselyRaised },
    }),
  ],
  'supervision-acts-accountable': ({ reads, orders, mismatches, overdue }) => [
    check(mismatches === 0 && overdue === 0, 'facts.supervision.accountable', {
      ...{ reads, orders, mismatches, overdue },
    }),
  ],
};

/** What the words of a supervision node come to, look by look. */
export function judgeSupervision<I extends SupervisionItem>(
  item: I,
  word: SupervisionWords[I],
): Check[] {
  return JUDGES[item](word);
}

function said(isSo: boolean, name: string): string {
  return isSo ? name : `${name}-not`;
}

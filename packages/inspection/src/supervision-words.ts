import { type Check, check, mostly, unknown } from './checks.ts';

/** What a supervision node found of the items that only it can find, as numbers. */
export interface SupervisionWords {
  'deployed-and-in-sync': {
    readonly height: number;
    /** Null: too few organisations said where they are. */
    readonly lag: number | null;
    readonly bound: number;
    /** Organisations whose heads agree with what was verified here, of how many. */
    readonly agreeing: number;
    readonly organisations: number;
    /** Whether those hold more than a third of the power, and no head contradicts. */
    readonly isAgreed: boolean;
    /** Journals that are whole here, of those that should be. */
    readonly whole: number;
    readonly journals: number;
  };
  'read-only-verifies-independently': {
    /** Blocks verified anew, and how many of them did not hold. */
    readonly verified: number;
    readonly failed: number;
    /** Blocks altered on purpose, and how many of those were refused. */
    readonly forged: number;
    readonly refused: number;
    /** Seats of this node, its keys, and those of them that the state lets sign nothing. */
    readonly seats: number;
    readonly keys: number;
    readonly powerless: number;
  };
  'trace-by-subject-content-time': {
    readonly blocks: number;
    /** Hits of the searches, what reading all these blocks finds, and hits with their proof. */
    readonly hits: number;
    readonly expected: number;
    readonly proved: number;
  };
  'look-through-of-encrypted-data': OpeningWord;
  'identity-restoration': OpeningWord;
  'rules-and-alarms': {
    /** Rules in force. */
    readonly rules: number;
    /** Alarms of the samples that each rule has to find, and of those that none may find. */
    readonly raised: number;
    readonly falselyRaised: number;
    /** What the rules find when they hear the latest blocks again; null: in force for longer. */
    readonly replayed: { readonly findings: number; readonly missing: number } | null;
  };
  'supervision-acts-accountable': {
    readonly reads: number;
    readonly orders: number;
    /** Reads without an order that stands behind them, openings without their one entry. */
    readonly mismatches: number;
    /** Orders that should have been opened by now. */
    readonly overdue: number;
    /** Chain nodes that state what they witnessed of this journal, and those that contradict it. */
    readonly witnesses: number;
    readonly contradicting: number;
  };
}

/** What was opened under an order. */
export interface OpeningWord {
  readonly isRefusedWithoutOrder: boolean;
  /** Days that an opening counts. */
  readonly days: number;
  /** Null: nothing was opened within them. */
  readonly opening: {
    /** What was sealed opens by the answers that are kept, judged anew. */
    readonly isOpened: boolean;
    /** Entries of the opening here, and of the custodians that answered, in their own journals. */
    readonly own: number;
    readonly custodians: number;
    readonly entries: number;
  } | null;
}

export type SupervisionItem = keyof SupervisionWords;

/** Items that a supervision node measures itself, in the order of the form. */
export const SUPERVISION_ITEMS = [
  ...(['deployed-and-in-sync', 'read-only-verifies-independently'] as const),
  ...(['trace-by-subject-content-time', 'look-through-of-encrypted-data'] as const),
  ...(['identity-restoration', 'rules-and-alarms', 'supervision-acts-accountable'] as const),
] satisfies readonly SupervisionItem[];

/** Whether an item of a form is one that a supervision node measures itself. */
export function isSupervisionItem(item: string): item is SupervisionItem {
  return (SUPERVISION_ITEMS as readonly string[]).includes(item);
}

/** What the words of a supervision node come to, look by look. */
export function judgeSupervision<I extends SupervisionItem>(
  item: I,
  word: SupervisionWords[I],
): Check[] {
  return JUDGES[item](word);
}

const JUDGES: { readonly [I in SupervisionItem]: (word: SupervisionWords[I]) => Check[] } = {
  'deployed-and-in-sync': ({ agreeing, bound, height, isAgreed, journals, lag, ...word }) => [
    lag === null
      ? unknown('facts.supervision.lag-unknown', { height })
      : check(lag <= bound, 'facts.supervision.lag', { height, lag, bound }),
    check(isAgreed, 'facts.supervision.heads', { agreeing, of: word.organisations }),
    mostly(word.whole === journals, 'facts.supervision.journals', { whole: word.whole, journals }),
  ],
  'read-only-verifies-independently': ({ failed, forged, keys, powerless, refused, ...word }) => [
    check(word.seats === 0, 'facts.supervision.seats', { seats: word.seats }),
    check(keys > 0 && powerless === keys, 'facts.supervision.keys', { keys, powerless }),
    check(word.verified > 0 && failed === 0, 'facts.supervision.verified', {
      ...{ verified: word.verified, failed },
    }),
    check(forged > 0 && refused === forged, 'facts.supervision.forged', { forged, refused }),
  ],
  'trace-by-subject-content-time': ({ blocks, expected, hits, proved }) => [
    expected === 0
      ? unknown('facts.supervision.nothing-to-trace', { blocks })
      : check(hits === expected && proved === hits, 'facts.supervision.traced', {
          ...{ blocks, hits, expected, proved },
        }),
  ],
  'look-through-of-encrypted-data': (word) => openingChecks(word, 'record'),
  'identity-restoration': (word) => openingChecks(word, 'identity'),
  'rules-and-alarms': ({ falselyRaised, raised, replayed, rules }) => [
    check(rules > 0 && raised === rules && falselyRaised === 0, 'facts.supervision.rules', {
      ...{ rules, raised, falselyRaised },
    }),
    ...(replayed === null
      ? []
      : [check(replayed.missing === 0, 'facts.supervision.replayed', { ...replayed })]),
  ],
  'supervision-acts-accountable': ({ contradicting, mismatches, orders, overdue, ...word }) => [
    check(mismatches === 0 && overdue === 0, 'facts.supervision.accountable', {
      ...{ reads: word.reads, orders, mismatches, overdue },
    }),
    contradicting > 0
      ? check(false, 'facts.supervision.contradicted', { nodes: contradicting })
      : mostly(word.witnesses > 0, 'facts.supervision.witnessed', { nodes: word.witnesses }),
  ],
};

/** An opening leaves one entry at the reader's side, and one at each custodian that answered. */
function openingChecks(
  { days, isRefusedWithoutOrder, opening }: OpeningWord,
  what: 'identity' | 'record',
): Check[] {
  const orderless = isRefusedWithoutOrder ? 'orderless' : 'orderless-not';
  const refused = check(isRefusedWithoutOrder, `facts.supervision.${orderless}`);
  if (opening === null) return [refused, unknown(`facts.supervision.no-${what}`, { days })];
  const { custodians, entries, isOpened, own } = opening;
  return [
    refused,
    check(isOpened, `facts.supervision.${what}${isOpened ? '' : '-not'}`),
    check(own === 1 && custodians > 0 && entries === custodians, 'facts.supervision.entries', {
      ...{ own, custodians, entries },
    }),
  ];
}

import { type PlantedDefect, rounds } from './defect.ts';

const LIMITS = 'packages/replica/src/chain/limits.ts';
const BUILD = 'packages/replica/src/consensus/build.ts';

/** Defects in what leaves a pool for good, whereof its submitter is told. */
export const POOL_DEFECTS: readonly PlantedDefect[] = [
  {
    name: 'left-out-is-lost',
    rule: 'what only a proposal leaves out waits for the next block',
    checkers: ['acknowledged'],
    edits: [
      {
        file: BUILD,
        find: 'codeNow(chain.state, entry.transaction, verify, authors)',
        replace: 'draft.applyUnlessRefused(entry.transaction)',
      },
    ],
    faults: { ...rounds, clockJump: 0.004, clockJumpMsMax: 200_000 },
    treasons: ['equivocate'],
  },
  {
    name: 'late-by-own-clock',
    rule: 'what no block may carry any more is judged by the time of the chain',
    checkers: ['acknowledged'],
    edits: [
      {
        file: BUILD,
        find: '      if (isOver(state, entry.transaction)) stale.push(entry);',
        replace: '      stale.push(entry);',
      },
    ],
    faults: { ...rounds, clockJump: 0.004, clockJumpMsMax: 20_000 },
  },
  {
    name: 'old-limits-in-a-new-block',
    rule: 'a transaction keeps to the limits of the very block that carries it',
    checkers: ['accusation', 'liveness', 'failure'],
    edits: [
      {
        file: LIMITS,
        find: '    limitsFault(transaction, limits) === undefined &&\n',
        replace: '',
      },
    ],
  },
];

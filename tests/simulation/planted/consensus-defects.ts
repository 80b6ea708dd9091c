import { crashesOfAll, type PlantedDefect, rounds } from './defect.ts';

const ROUND = 'packages/consensus/src/round/round.ts';
const TALLY = 'packages/consensus/src/vote-keeper/tally.ts';
const VOTES = 'packages/replica/src/consensus/votes.ts';
const HEIGHT = 'packages/replica/src/consensus/height.ts';
const SIGNING = 'packages/replica/src/consensus/signing.ts';

/** Defects in the rules of a height, and in what is sent for it. */
export const CONSENSUS_DEFECTS: readonly PlantedDefect[] = [
  {
    name: 'lock-skipped',
    rule: 'a lock on another value forbids the prevote (line 23)',
    checkers: ['lock', 'agreement'],
    edits: [
      {
        file: ROUND,
        find: 'prevote(s, s.lockedRound === -1 || s.lockedValue === i.value ? i.value : null)',
        replace: 'prevote(s, i.value)',
      },
    ],
    faults: rounds,
    treasons: ['equivocate', 'voteToOne'],
  },
  {
    name: 'lock-not-taken',
    rule: 'a precommit locks (line 38)',
    checkers: ['lock', 'agreement'],
    edits: [
      {
        file: ROUND,
        find: 'state.round >= state.lockedRound ? {',
        replace: 'state.round < 0 ? {',
      },
    ],
    faults: rounds,
    treasons: ['equivocate', 'voteToOne'],
  },
  {
    name: 'valid-round-unchecked',
    rule: 'a re-proposal needs the polka it names (line 28)',
    checkers: ['lock', 'agreement'],
    edits: [
      {
        file: 'packages/consensus/src/driver/rules.ts',
        find: "const hasPolka = hasQuorum(keeper, 'prevote', validRound, value);",
        replace: 'const hasPolka = keeper !== undefined;',
      },
      {
        file: 'packages/replica/src/consensus/proposal-intake.ts',
        find: 'const validRound = statement.validRound - 1;',
        replace: 'const validRound = statement.round > 0 ? statement.round - 1 : -1;',
      },
      {
        file: 'packages/replica/src/consensus/candidates.ts',
        find: 'validRound: validRound - 1, proposer',
        replace: 'validRound: round > 0 ? round - 1 : validRound - 1, proposer',
      },
    ],
    faults: rounds,
    treasons: ['equivocate', 'voteToOne'],
  },
  {
    name: 'vote-counted-twice',
    rule: 'the first vote of a validator counts, an equal one changes nothing',
    checkers: ['certificate', 'agreement', 'failure', 'liveness'],
    edits: [
      {
        file: TALLY,
        find: '  if (kept.value === vote.value || tally[type].reported.has(validator)) {',
        replace:
          '  if (kept.value === vote.value) {\n' +
          '    const again = { ...tally, [type]: withVote(tally[type], vote, power) };\n' +
          '    return { tally: again, evidence: undefined };\n' +
          '  }\n' +
          '  if (tally[type].reported.has(validator)) {',
      },
      {
        file: VOTES,
        find: "if (this.signed(vote) !== undefined) return refused('vote-known');",
        replace: '',
      },
    ],
    faults: { ...rounds, duplication: 0.3 },
  },
  {
    name: 'quorum-of-half',
    rule: 'a quorum is more than two thirds of the power',
    checkers: ['certificate', 'agreement', 'failure', 'liveness'],
    edits: [
      {
        file: 'packages/consensus/src/vote-keeper/threshold.ts',
        find: 'return 3 * power > 2 * totalPower;',
        replace: 'return 2 * power >= totalPower;',
      },
    ],
    faults: rounds,
  },
  {
    name: 'nothing-resent',
    rule: 'what is held is sent again at timeouts and stalls',
    checkers: ['liveness'],
    edits: [
      {
        file: HEIGHT,
        find: 'for (const envelope of this.held()) this.#events.send(envelope);',
        replace: '',
      },
    ],
    faults: { loss: 0.45, crash: 0, crashOfAll: 0, crashAtEffect: 0, partition: 0, deafness: 0 },
  },
  {
    name: 'frames-never-repeated',
    rule: 'what was lost once is not lost for ever',
    checkers: ['liveness'],
    port: 'noResending',
    faults: { loss: 0.45, crash: 0, crashOfAll: 0, crashAtEffect: 0, partition: 0 },
  },
  {
    name: 'own-prevote-not-kept',
    rule: 'a vote is kept with its signature before the one after it is signed',
    checkers: ['liveness'],
    edits: [
      {
        file: SIGNING,
        find: '&& effect !== said.at(-1)) await this.#writeAhead(state);',
        replace: '&& false) await this.#writeAhead(state);',
      },
    ],
    faults: crashesOfAll,
  },
  {
    name: 'way-not-kept',
    rule: 'who signed in a round can show others the way there',
    checkers: ['liveness'],
    edits: [
      {
        file: 'packages/consensus/src/driver/recovery.ts',
        find: '    way: wayToRound(state),',
        replace: '    way: wayToRound(state).slice(0, 0),',
      },
    ],
    faults: { ...crashesOfAll, downMsMax: 300, unforcedSurvival: 0 },
    treasons: ['strayRounds'],
  },
];

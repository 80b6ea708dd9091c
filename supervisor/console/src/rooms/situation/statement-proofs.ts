import type { Proof, ProofCheck, ProofState, Say } from '@mingjing/console-kit';
import type { CheckState, Situation, Standing } from '../../live/answers.ts';
import { count, type StatementName } from './statement-texts.ts';

const STATES: Readonly<Record<CheckState, ProofState>> = {
  proved: 'checked',
  unknown: 'unchecked',
  failed: 'failed',
};

const OF_STANDING: Readonly<Record<Standing, ProofState>> = {
  agrees: 'checked',
  differs: 'failed',
  ahead: 'unchecked',
  silent: 'unchecked',
  unheard: 'unchecked',
};

/** What stands behind a statement: each check with its value, as of `at` (ms). */
export function proofOf(say: Say, name: StatementName, situation: Situation, at: number): Proof {
  const checks = { coverage: ofCoverage, journals: ofJournals, heads: ofHeads }[name];
  return {
    state: STATES[situation[name].state],
    checks: checks(say, situation, at),
    command: 'mingjing-supervisor status --home HOME --json',
  };
}

function ofCoverage(say: Say, { coverage }: Situation, at: number): ProofCheck[] {
  const { from, to, lag, gaps, expected_height: expected, state } = coverage;
  const missing = state === 'failed' ? 'failed' : 'unchecked';
  const check = (name: string, is: ProofState, value: Partial<ProofCheck>): ProofCheck => ({
    ...{ name, label: say(`words.check.${name}`), state: is, at },
    ...value,
  });
  return [
    check('range', to > 0 ? 'checked' : 'unchecked', { value: `${count(from)}–${count(to)}` }),
    check('block', 'checked', { hash: coverage.block_id }),
    check('root', 'checked', { hash: coverage.state_root }),
    check('expected', expected === null ? 'unchecked' : 'checked', { value: count(expected) }),
    check('lag', lag === 0 ? 'checked' : missing, { value: count(lag) }),
    check('gaps', gaps === 0 ? 'checked' : missing, { value: count(gaps) }),
  ];
}

function ofHeads(say: Say, { heads }: Situation, at: number): ProofCheck[] {
  return heads.organisations.map(({ organisation, standing }) => ({
    name: organisation,
    label: say('words.check.organisation', { organisation }),
    state: OF_STANDING[standing],
    value: say(`words.standing.${standing}`),
    at,
  }));
}

function ofJournals(say: Say, { journals }: Situation): ProofCheck[] {
  return journals.nodes.map(({ node_id: node, entries, state, as_of: asOf }) => ({
    name: node,
    label: say('words.check.journal', { node }),
    state: STATES[state],
    value: count(entries),
    ...(asOf === null ? {} : { at: asOf }),
  }));
}

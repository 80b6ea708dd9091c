import { durationText, type Say } from '@mingjing/console-kit';
import type { Situation } from '../../live/answers.ts';

/** The three statements, in the order in which they are read. */
export const STATEMENTS = ['coverage', 'journals', 'heads'] as const;
export type StatementName = (typeof STATEMENTS)[number];

const STALLED = 'tip-stalled';

/** A whole number as people read it. */
export function count(value: number | null): string {
  return value === null ? '—' : value.toLocaleString('en-US');
}

export interface StatementText {
  readonly sentence: string;
  readonly details: readonly string[];
}

/** What a statement says as it stands at `now` (ms). */
export function textOf(
  say: Say,
  name: StatementName,
  situation: Situation,
  now: number,
): StatementText {
  if (name === 'coverage') return coverageText(say, situation);
  return name === 'journals' ? journalsText(say, situation, now) : headsText(say, situation);
}

function coverageText(say: Say, { coverage }: Situation): StatementText {
  const { from, to, lag, gaps, expected_height: expected, state } = coverage;
  const fields = { from: count(from), to: count(to), lag: count(lag), gaps: count(gaps) };
  const proved = from > 1 ? 'since' : 'proved';
  const key = to === 0 ? 'none' : state === 'proved' ? proved : state;
  const reached =
    expected === null
      ? say('situation.coverage.few')
      : say('situation.coverage.reached', { expected: count(expected) });
  const details = [say('situation.coverage.gaps', { gaps: fields.gaps }), reached];
  return { sentence: say(`situation.coverage.${key}`, fields), details };
}

function journalsText(say: Say, { journals }: Situation, now: number): StatementText {
  const { measured, of, as_of: asOf, nodes, state } = journals;
  const ago =
    asOf === null
      ? say('situation.never')
      : say('situation.ago', { span: durationText(say, now - asOf) });
  const entries = count(nodes.reduce((sum, node) => sum + node.entries, 0));
  return {
    sentence: say(`situation.journals.${state}`, { measured, of, ago }),
    details: [say('situation.journals.entries', { entries })],
  };
}

function headsText(say: Say, { heads }: Situation): StatementText {
  const { agreeing, of, one_correct: isEnough, organisations, state } = heads;
  // A node that says nothing any more is no fork.
  const isStalled = heads.blame.length > 0 && heads.blame.every(({ rule }) => rule === STALLED);
  const missing = organisations
    .filter(({ standing }) => standing !== 'agrees')
    .map(({ organisation, standing }) =>
      say('situation.heads.one', { organisation, standing: say(`words.standing.${standing}`) }),
    );
  const names = missing.join(say('kit.comma'));
  return {
    sentence: say(`situation.heads.${isStalled ? 'stalled' : state}`, { agreeing }),
    details: [
      say('situation.heads.agreeing', { agreeing, of }),
      say(isEnough ? 'situation.heads.enough' : 'situation.heads.few'),
      ...(missing.length > 0 ? [say('situation.heads.missing', { names })] : []),
    ],
  };
}

import { ANSWER_KINDS, type Answer, VERDICTS } from '@mingjing/inspection';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { oneOf, orNull, time } from '../../stored-shapes.ts';

/** Where the chain stood, and what the clock of this machine said. */
const moment = Type.Object({
  at: time,
  height: Type.Integer({ minimum: 0 }),
  block: Type.String(),
});
export type Moment = Static<typeof moment>;

// What a collector found is told in the words of its own version: only the frame is held to.
const answer = Type.Object({
  item: Type.String(),
  kind: oneOf(ANSWER_KINDS),
  verdict: oneOf(VERDICTS),
  reasons: Type.Array(Type.String()),
  isExample: Type.Boolean(),
  findings: Type.Object({}),
});

const signedShape = { measurements: Type.String(), signature: Type.String() };

const run = Type.Object({
  kind: Type.Literal('self-check'),
  /** `stopped`: broken off, by an officer or with the program. */
  state: oneOf(['running', 'done', 'stopped'] as const),
  phrase: Type.String(),
  /** Officer who began it; empty: whoever may read the home. */
  by: Type.String(),
  ...{ chainId: Type.String(), nodeId: Type.String(), organisation: Type.String() },
  form: Type.Object({ id: Type.String(), version: Type.Integer(), hash: Type.String() }),
  /** Items that were asked for; null: all of the form. */
  only: orNull(Type.Array(Type.String())),
  began: moment,
  ended: orNull(moment),
  /** In the order of the form. */
  answers: Type.Array(answer),
  /** What a supervision node measured for it, as it signed it; in base64. */
  stated: Type.Optional(Type.Object({ by: Type.String(), ...signedShape })),
  /** Items whose collector broke, with the code of its error. */
  failures: Type.Array(Type.Object({ item: Type.String(), code: Type.String() })),
});

/** A run of the inspection as it is kept. */
export type RunDocument = Omit<Static<typeof run>, 'answers'> & {
  readonly answers: readonly Answer[];
};

/** Runs in the order in which they began; none is ever removed. */
export function runsOn(shelf: Shelf): Collection<RunDocument> {
  return new Collection<RunDocument>(shelf, {
    name: 'inspection-runs',
    isValid: (value): value is RunDocument => Value.Check(run, value),
  });
}

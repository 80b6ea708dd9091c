import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { officerId, orNull, time } from '../stored-shapes.ts';

/** People called one after the other; who still has no answer then has an alarm. */
export const CALLS_MAX = 4;

const call = Type.Object({
  officer: officerId,
  at: time,
  answerBy: time,
  answeredAt: orNull(time),
  /** Hex, over the statement that the challenge makes; kept as the proof of the answer. */
  signature: orNull(Type.String({ pattern: '^[0-9a-f]{128}$' })),
});

const challenge = Type.Object({
  /** `random`: the program's own moment; `asked`: an officer pressed the button. */
  cause: Type.Union([Type.Literal('random'), Type.Literal('asked')]),
  askedBy: orNull(officerId),
  issuedAt: time,
  /** 32 random bytes, hex: what was signed once answers nothing else. */
  nonce: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  /** Whether somebody was on the roster at that moment. */
  isCovered: Type.Boolean(),
  calls: Type.Array(call, { maxItems: CALLS_MAX }),
  state: Type.Union([
    Type.Literal('waiting'),
    Type.Literal('answered'),
    Type.Literal('unanswered'),
  ]),
});
export type Challenge = Static<typeof challenge>;

/** Challenges in the order in which they were made; none is ever removed. */
export function challengesOn(shelf: Shelf): Collection<Challenge> {
  return new Collection<Challenge>(shelf, {
    name: 'duty-challenges',
    isValid: (value): value is Challenge => Value.Check(challenge, value),
  });
}

/** What makes a challenge. */
export interface Draw {
  readonly at: number;
  readonly nonce: string;
  readonly askedBy: string | null;
  readonly isCovered: boolean;
  /** Whom to call, the first first. */
  readonly order: readonly string[];
  readonly answerMs: number;
}

/** A new challenge, its first call made; with nobody to call it is unanswered at once. */
export function drawn(draw: Draw): Challenge {
  const { askedBy, at, isCovered, nonce } = draw;
  const cause = askedBy === null ? 'random' : 'asked';
  const empty = { cause, askedBy, issuedAt: at, nonce, isCovered, calls: [] } as const;
  return called({ ...empty, state: 'waiting', calls: [] }, draw);
}

export type AnswerRefusal = 'challenge-over' | 'challenge-late' | 'challenge-signature';

/** An answer of whoever was called: when it came in, and whether his signature holds. */
export interface Answering {
  readonly at: number;
  readonly signature: string;
  readonly isGenuine: boolean;
}

/** The challenge with the answer of whoever was called last, or why it does not count. */
export function answeredBy(asked: Challenge, answer: Answering): Challenge | AnswerRefusal {
  const waiting = waitingCall(asked);
  if (waiting === undefined) return 'challenge-over';
  // Judged by the time alone, also when nobody has looked at the clock since.
  if (answer.at >= waiting.answerBy) return 'challenge-late';
  if (!answer.isGenuine) return 'challenge-signature';
  const { at, signature } = answer;
  const answered = { ...waiting, answeredAt: at, signature };
  return { ...asked, state: 'answered', calls: [...asked.calls.slice(0, -1), answered] };
}

/** When nobody answered in time: the next is called, or it is over; undefined: there is time. */
export function escalatedAt(
  asked: Challenge,
  { at, order, answerMs }: Pick<Draw, 'at' | 'order' | 'answerMs'>,
): Challenge | undefined {
  const waiting = waitingCall(asked);
  if (waiting === undefined || at < waiting.answerBy) return undefined;
  return called(asked, { at, order, answerMs });
}

/** The call that waits for its answer. */
export function waitingCall({ state, calls }: Challenge) {
  return state === 'waiting' ? calls.at(-1) : undefined;
}

function called(
  asked: Challenge,
  { at, order, answerMs }: Pick<Draw, 'at' | 'order' | 'answerMs'>,
): Challenge {
  const past = asked.calls.map(({ officer }) => officer);
  const next = order.find((officer) => !past.includes(officer));
  if (next === undefined || past.length >= CALLS_MAX) return { ...asked, state: 'unanswered' };
  const call = { officer: next, at, answerBy: at + answerMs, answeredAt: null, signature: null };
  return { ...asked, calls: [...asked.calls, call] };
}

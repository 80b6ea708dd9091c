import { maskedNumber } from '../mask.ts';
import type { IssuedChallenge } from './duty-desk.ts';
import type { Shift } from './shift.ts';

/** A shift with its telephone hidden. */
export function shiftView(id: string, { officer, from, to, phone }: Shift) {
  return { id, officer, from, to, phone: maskedNumber(phone) };
}

/** A challenge as it stands; what its answer has to sign is told to whoever is called. */
export function challengeView({ id, value }: IssuedChallenge) {
  const { askedBy, calls, cause, isCovered, issuedAt, nonce, state } = value;
  return {
    ...{ id, cause, asked_by: askedBy, issued_at: issuedAt, state, covered: isCovered },
    nonce: state === 'waiting' ? null : nonce,
    calls: calls.map(({ officer, at, answerBy, answeredAt, signature }) => ({
      ...{ officer, at, answer_by: answerBy, answered_at: answeredAt, signature },
    })),
  };
}

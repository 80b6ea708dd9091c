import type { Seeing } from '@mingjing/service';
import type { NodeField } from '../../api/field-table.ts';
import { maskedNumber } from '../mask.ts';
import type { IssuedChallenge } from './duty-desk.ts';
import type { Shift } from './shift.ts';

/** A shift with its telephone as far as its reader sees it. */
export function shiftView(id: string, { officer, from, to, phone }: Shift, see: Seeing<NodeField>) {
  return { id, officer, from, to, phone: see('duty-phone', phone, maskedNumber) };
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

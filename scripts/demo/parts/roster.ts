import type { Office } from '../office.ts';
import { DUTY_OFFICER } from './duty-answer.ts';

const SHIFTS = '/v1/management/duty/shifts';
const DAY_MS = 86_400_000;
/** A week ahead is asked for; one more day is there when it is asked later today. */
const DAYS = 8;
/** They take turns, the duty officer first. */
const OFFICERS = [DUTY_OFFICER, 'jia-reviewer'];
/** Of the synthetic shifts; nobody has such a number. */
const PHONE = '13000000000';

/** Makes the roster, without a gap from now on; answers of how many days. */
export async function makeRoster(office: Office): Promise<number> {
  const start = Date.now();
  for (let day = 0; day < DAYS; day += 1) {
    const from = start + day * DAY_MS;
    const officer = OFFICERS[day % OFFICERS.length];
    const shift = { officer, from, to: from + DAY_MS, phone: PHONE };
    await office.have('jia-security-admin', 'POST', SHIFTS, shift);
  }
  return DAYS;
}

/** Whether the telephone is in an answer that everybody may read. */
export function showsPhone(answer: unknown): boolean {
  return JSON.stringify(answer).includes(PHONE);
}

// What somebody types of a shift, before the node is asked.
import { expect, it } from 'vitest';
import { momentOf, shiftFault } from '../../node/console/src/rooms/complaints/shift-times.ts';

it.each([
  ['2026-12-01 09:00', Date.UTC(2026, 11, 1, 1)],
  [' 2026-12-01 00:00 ', Date.UTC(2026, 10, 30, 16)],
  ['2026-12-01', undefined],
  ['2026-13-01 09:00', undefined],
  ['2026-12-01 25:00', undefined],
  ['tomorrow', undefined],
  [null, undefined],
])('reads the moment %j', (text, ms) => {
  expect(momentOf(text)).toBe(ms);
});

const whole = { officer: 'jia-duty', from: 1, to: 2, phone: '199-0000-0000' };

it.each([
  [{}, undefined],
  [{ officer: undefined }, 'officer'],
  [{ from: undefined }, 'time'],
  [{ to: undefined }, 'time'],
  [{ to: 1 }, 'order'],
  [{ phone: '' }, 'phone'],
  [{ phone: '110 call me' }, 'phone'],
])('says what a shift with %j lacks', (change, fault) => {
  expect(shiftFault({ ...whole, ...change })).toBe(fault);
});

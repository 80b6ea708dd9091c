// What becomes of an officer's act, by what several nodes say of it.
import type { SubmissionResult } from '@mingjing/client';
import { ResultCode } from '@mingjing/execution';
import type { Message } from '@mingjing/protocol';
import { expect, it } from 'vitest';
import { isAccessAct, outcomeOf } from '../src/desk/look-through/act-outcome.ts';

const said = (status: string, more: object = {}) =>
  ({ id: '', hash: '', status, ...more }) as SubmissionResult;
const done = said('committed', { code: ResultCode.done, height: 7 });
const code = Object.values(ResultCode).find((each) => each !== ResultCode.done);

it.each([
  ['a block that has it', [undefined, said('refused'), done], { kind: 'done', height: 7 }],
  ['a block that refused it', [said('accepted'), said('committed', { code })], { kind: 'refused' }],
  [
    'a pool before a refusal',
    [said('refused', { reason: 'pool-full' }), said('accepted')],
    { kind: 'waiting' },
  ],
  [
    'refusals alone',
    [said('refused', { reason: 'pool-full' })],
    { kind: 'refused', reason: 'pool-full' },
  ],
  ['silence', [undefined, undefined], { kind: 'nobody' }],
  ['no node', [], { kind: 'nobody' }],
])('takes the word of %s', (_name, answers, outcome) => {
  expect(outcomeOf(answers)).toMatchObject(outcome);
});

it('carries acts about access orders and nothing else', () => {
  const isCarried = (type: Message['type']) => isAccessAct({ type } as Message);
  expect(isCarried('accessOrder') && isCarried('accessApprove')).toBe(true);
  expect(isCarried('recordsPublish') || isCarried('freeze' as Message['type'])).toBe(false);
});

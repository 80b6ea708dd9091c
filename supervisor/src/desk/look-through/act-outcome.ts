import type { SubmissionResult } from '@mingjing/client';
import { ResultCode, resultCodeName } from '@mingjing/execution';
import type { Message } from '@mingjing/protocol';

/** What officers say on the chain about access orders; nothing else is carried there for them. */
const ACTS: readonly Message['type'][] = [
  'accessOrder',
  'accessApprove',
  'accessOpen',
  'accessClose',
];

/** What became of an officer's act, by what nodes answered who have it. */
export type ActOutcome =
  | { readonly kind: 'done'; readonly height: number }
  /** In the pool of a node, and in no block yet. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** No node answered. */
  | { readonly kind: 'nobody' };

/** Whether a transaction is an act about access orders. */
export function isAccessAct({ type }: Message): boolean {
  return ACTS.includes(type);
}

/**
 * What became of a transaction that several nodes were asked to take: a block that has it says
 * more than a pool, and a pool more than a node that did not want it.
 */
export function outcomeOf(answers: readonly (SubmissionResult | undefined)[]): ActOutcome {
  const given = answers.filter((each) => each !== undefined);
  const committed = given.find(({ status }) => status === 'committed');
  if (committed !== undefined) {
    const { code = -1, height = 0 } = committed;
    if (code === ResultCode.done) return { kind: 'done', height };
    return { kind: 'refused', reason: resultCodeName(code) ?? String(code) };
  }
  const isHeld = ({ status }: SubmissionResult) => status === 'accepted' || status === 'pending';
  if (given.some(isHeld)) return { kind: 'waiting' };
  const [first] = given;
  if (first === undefined) return { kind: 'nobody' };
  return { kind: 'refused', reason: first.reason ?? first.status };
}

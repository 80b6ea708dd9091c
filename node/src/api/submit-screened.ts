import { bytesKey, type PoolItem, transactionHash } from '@mingjing/protocol';
import { type ActNotes, type OwnAct, Problem } from '@mingjing/service';
import type { Screened, ScreenedSubmission } from '../management/review/screened-submission.ts';
import { findingView, ruleNameOf } from '../management/screening/judgement.ts';

/** Longest list of rules in one entry of the journal. */
const OBJECT_CHARS_MAX = 200;

/** What screening made of an item, if it came that far. */
export function screenedOf(
  chainId: string,
  item: PoolItem | undefined,
  screening: ScreenedSubmission,
): Screened | undefined {
  if (item === undefined) return undefined;
  return screening.of(bytesKey(transactionHash(chainId, item.transaction)));
}

export function isHeld({ refusal }: Screened): boolean {
  return refusal === 'content-held';
}

/** Why a submission was kept out, as callers see it. */
export function explained({ judgement, review }: Screened) {
  return {
    ...(review === undefined ? {} : { review }),
    findings: judgement.findings.map(findingView),
  };
}

/** Rules and review of what was kept out; never a piece of a text. */
export function screenedNotes({ author, judgement, review }: Screened): ActNotes {
  const rules = judgement.findings.map(ruleNameOf).join(' ');
  const object = `${review ?? ''} ${rules}`.trim().slice(0, OBJECT_CHARS_MAX);
  return { actor: { type: 'user', id: author }, object };
}

/** A transaction that waits was taken: should it be published, this is the entry of it. */
export function screenedAct(screened: Screened): OwnAct {
  const { entry, refusal = '' } = screened;
  const notes = screenedNotes(screened);
  if (!isHeld(screened)) return { ...notes, result: 'refused', reason: refusal };
  const transactionId = entry.transaction.id;
  return { ...notes, event: 'transaction-held', result: 'done', transactionId };
}

/** One transaction that its content keeps out, with the verdict. */
export function refusedProblem(screened: Screened): Problem {
  const isFull = screened.refusal === 'review-full';
  const members = explained(screened);
  return isFull
    ? new Problem(503, 'review-full', { members, headers: { 'retry-after': '60' } })
    : new Problem(422, 'content-refused', { members });
}

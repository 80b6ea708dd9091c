import { equalBytes } from '@mingjing/crypto';
import { isBlindedOf, readBlinding } from '@mingjing/disclosure';
import {
  type AccessEntry,
  AccessKind,
  type AccessOpen,
  accessCommitment,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryDraft } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { readerOf } from './access-orders.ts';
import { countOpening, isOverdue, settle } from './authority-access.ts';
import { accessScopeCode, accessSubjectOf, pointCode } from './subjects.ts';

/**
 * Opens a sealed order: by an officer of its authority, once. What does not give its commitment is
 * refused (`openingWrong`) and changes nothing. What does is kept, whatever it shows: everybody
 * checks B = C0 + t G against the subject, and the scope of both officers, and a mismatch stays in
 * the state and stops the authority as an order that is never opened does.
 */
export function openAccess(context: Context, opening: AccessOpen): ResultCode {
  const { registry, chainId, height, time } = context;
  const officer = readerOf(context);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const entry = registry.get('access', opening.orderId);
  if (entry === undefined) return ResultCode.accessUnknown;
  if (entry.authority !== officer.organisation) return ResultCode.outOfScope;
  if (entry.order.kind !== AccessKind.sealed) return ResultCode.notSealed;
  if (entry.approvedBy === '') return ResultCode.accessClosed;
  if (entry.opening) return ResultCode.alreadyOpened;
  const { commitment } = entry.order;
  if (!equalBytes(accessCommitment(chainId, opening), commitment)) return ResultCode.openingWrong;
  const subject = accessSubjectOf(context, opening);
  const mismatch = mismatchOf(context, entry, opening);
  const { recordId, userId, basis, blinding } = opening;
  const opened: AccessEntry = {
    ...entry,
    opening: { recordId, userId, basis, blinding, officer: officer.id, height, time, mismatch },
    subjectOrganisation: typeof subject === 'number' ? '' : subject.organisation,
  };
  registry.set('access', entry.id, opened);
  countOpening(registry, opened);
  return ResultCode.done;
}

function mismatchOf(context: Context, entry: AccessEntry, opening: AccessOpen): ResultCode {
  const { registry } = context;
  if (opening.basis < 1) return ResultCode.badField;
  const subject = accessSubjectOf(context, opening);
  if (typeof subject === 'number') return subject;
  for (const id of [entry.officer, entry.approvedBy]) {
    const officer = registry.get('officer', id);
    // He may have left office since: what counts is what he was appointed for.
    const scope = officer && accessScopeCode(registry, officer, subject.organisation);
    if (scope !== ResultCode.done) return ResultCode.outOfScope;
  }
  const t = readBlinding(opening.blinding);
  return pointCode(entry.order, subject, (blinded, c0) => {
    return t !== undefined && isBlindedOf(blinded, c0, t);
  });
}

/**
 * Lets an authority give sealed orders again although one of its own is overdue or was wrong
 * (action 31): what happened stays in the state. Refused where nothing is overdue (`badAction`).
 */
export function excuseOrder(
  { registry, time }: { readonly registry: RegistryDraft; readonly time: number },
  orderId: Uint8Array,
): ResultCode {
  const entry = registry.get('access', orderId);
  if (entry === undefined) return ResultCode.accessUnknown;
  if (!isOverdue(entry, time)) return ResultCode.badAction;
  registry.set('access', orderId, { ...entry, excused: true });
  settle(registry, entry);
  return ResultCode.done;
}

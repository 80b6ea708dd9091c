import {
  OfficerRole,
  RegistryKind,
  type Sanction,
  type SanctionAppeal,
  type SanctionConfirm,
  type SanctionDecide,
  SanctionGrade,
  type SanctionImpose,
  type SanctionLift,
  type SanctionStep,
  SanctionStepKind,
  Standing,
  type User,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { officerOf } from './officers.ts';
import { hasStep, isAppealOpen, openSanctions, sanctionState, standingOf } from './standing.ts';

/** Sanctions of one user that may be in force at once: each is looked at by all that he writes. */
export const OPEN_SANCTIONS_MAX = 16;

const sanctioning: readonly number[] = [OfficerRole.reviewer, OfficerRole.securityAdmin];
/** Who decides an appeal: the audit administrator too, who imposes nothing. */
const deciding: readonly number[] = [...sanctioning, OfficerRole.auditAdmin];

/**
 * Imposes a sanction on a user, by a reviewer or security administrator of his organisation (CAC
 * Order 3, article 16). All but a closing state their end; a closing has no effect until `confirm`.
 */
export function impose(context: Context, message: SanctionImpose): ResultCode {
  const { registry, time, transactionId } = context;
  const officer = officerOf(context, sanctioning);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const user = registry.get('user', message.userId);
  if (user === undefined) return ResultCode.unknownSubject;
  if (user.organisation !== officer.organisation) return ResultCode.signerNotPermitted;
  if (!isSound(message, time)) return ResultCode.badField;
  if (standingOf(registry, user, time) === Standing.closed) return ResultCode.userNotActive;
  const open = stillOpen(context, user.id);
  const { userId, grade, reason, basis, expiresAt } = message;
  const isClose = ({ grade: other }: Sanction) => other === SanctionGrade.close;
  if (grade === SanctionGrade.close && open.some(isClose)) return ResultCode.alreadyExists;
  if (open.length >= OPEN_SANCTIONS_MAX) return ResultCode.tooMany;
  const conduct = registry.get('conduct', userId);
  registry.set('sanction', transactionId, {
    ...{ id: transactionId, userId, organisation: user.organisation },
    ...{ grade, reason, basis, expiresAt, previous: conduct?.latest ?? new Uint8Array(0) },
    steps: [stepOf(context, SanctionStepKind.imposed, { role: officer.role, reason })],
  });
  registry.set('conduct', userId, {
    ...{ userId, latest: transactionId, open: [...open.map(({ id }) => id), transactionId] },
    ...{ day: conduct?.day ?? 0, dayRecords: conduct?.dayRecords ?? 0 },
  });
  return ResultCode.done;
}

/**
 * Confirms a closing, by a second person of the other role; not while an appeal against it waits
 * (`appealUndecided`). It is in force then, and final.
 */
export function confirm(context: Context, { sanctionId }: SanctionConfirm): ResultCode {
  const found = managed(context, sanctionId, sanctioning);
  if (typeof found === 'number') return found;
  const { sanction, user, role } = found;
  const [imposed] = sanction.steps;
  if (sanctionState(sanction, context.time) !== 'proposed') return ResultCode.sanctionEnded;
  if (imposed?.actor === context.signer.holder || imposed?.role === role) {
    return ResultCode.signerNotPermitted;
  }
  if (isAppealOpen(sanction)) return ResultCode.appealUndecided;
  if (user.standing === Standing.closed) return ResultCode.userNotActive;
  take(context, sanction, stepOf(context, SanctionStepKind.confirmed, { role }));
  context.registry.set('user', user.id, { ...user, standing: Standing.closed });
  return ResultCode.done;
}

/** Ends a sanction before its time, or a closing that is proposed; one in force is final. */
export function lift(context: Context, { sanctionId, reason }: SanctionLift): ResultCode {
  const found = managed(context, sanctionId, sanctioning);
  if (typeof found === 'number') return found;
  const { sanction, role } = found;
  if (!isCode(reason)) return ResultCode.badField;
  if (!isPending(sanction, context.time)) return ResultCode.sanctionEnded;
  take(context, sanction, stepOf(context, SanctionStepKind.lifted, { role, reason }));
  return ResultCode.done;
}

/** The user's appeal, once for each sanction, while it stands. */
export function appeal(context: Context, message: SanctionAppeal): ResultCode {
  const { registry, signer, time } = context;
  const sanction = registry.get('sanction', message.sanctionId);
  if (signer.holderKind !== RegistryKind.user) return ResultCode.signerNotPermitted;
  if (sanction === undefined) return ResultCode.sanctionUnknown;
  if (sanction.userId !== signer.holder) return ResultCode.signerNotPermitted;
  const { reason, statement } = message;
  if (!isCode(reason)) return ResultCode.badField;
  if (hasStep(sanction, SanctionStepKind.appealed)) return ResultCode.alreadyAppealed;
  if (!isPending(sanction, time)) return ResultCode.sanctionEnded;
  take(context, sanction, stepOf(context, SanctionStepKind.appealed, { reason, statement }));
  return ResultCode.done;
}

/**
 * Decides an appeal, by an officer who did not impose the sanction: it stands, or it is overturned.
 * Also when its time has run meanwhile, since it stays in the user's history.
 */
export function decide(context: Context, message: SanctionDecide): ResultCode {
  const found = managed(context, message.sanctionId, deciding);
  if (typeof found === 'number') return found;
  const { sanction, role } = found;
  if (sanction.steps[0]?.actor === context.signer.holder) return ResultCode.signerNotPermitted;
  if (!isCode(message.reason)) return ResultCode.badField;
  if (!hasStep(sanction, SanctionStepKind.appealed)) return ResultCode.notDue;
  const isLifted = hasStep(sanction, SanctionStepKind.lifted);
  if (isLifted || !isAppealOpen(sanction)) return ResultCode.sanctionEnded;
  const { upheld, overturned } = SanctionStepKind;
  const kind = message.upheld ? upheld : overturned;
  take(context, sanction, stepOf(context, kind, { role, reason: message.reason }));
  return ResultCode.done;
}

interface Managed {
  readonly sanction: Sanction;
  readonly user: User;
  readonly role: number;
}

// The sanction with its user, when the signing officer has one of the roles where he is managed.
function managed(context: Context, id: Uint8Array, roles: readonly number[]): Managed | ResultCode {
  const officer = officerOf(context, roles);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const sanction = context.registry.get('sanction', id);
  if (sanction === undefined) return ResultCode.sanctionUnknown;
  const user = context.registry.get('user', sanction.userId);
  if (user === undefined) return ResultCode.unknownSubject;
  if (user.organisation !== officer.organisation) return ResultCode.signerNotPermitted;
  return { sanction, user, role: officer.role };
}

// Neither ended nor final.
function isPending(sanction: Sanction, time: number): boolean {
  const state = sanctionState(sanction, time);
  return state === 'proposed' || (state === 'in-force' && sanction.grade !== SanctionGrade.close);
}

function take(context: Context, sanction: Sanction, step: SanctionStep): void {
  const { registry } = context;
  registry.set('sanction', sanction.id, { ...sanction, steps: [...sanction.steps, step] });
  const conduct = registry.get('conduct', sanction.userId);
  const open = stillOpen(context, sanction.userId).map(({ id }) => id);
  if (conduct !== undefined) registry.set('conduct', sanction.userId, { ...conduct, open });
}

function stillOpen({ registry, time }: Context, userId: string): Sanction[] {
  return openSanctions(registry, userId).filter((sanction) => {
    const state = sanctionState(sanction, time);
    return state === 'proposed' || state === 'in-force';
  });
}

function stepOf(
  { signer, height, time, transactionId }: Context,
  kind: number,
  said: Partial<Pick<SanctionStep, 'role' | 'reason' | 'statement'>>,
): SanctionStep {
  return {
    ...{ kind, actor: signer.holder, height, time, transactionId },
    ...{ role: 0, reason: 0, statement: new Uint8Array(0) },
    ...said,
  };
}

function isSound({ grade, reason, basis, expiresAt }: SanctionImpose, time: number): boolean {
  const { warn, close } = SanctionGrade;
  if (grade < warn || grade > close || !isCode(reason) || !isCode(basis)) return false;
  return grade === close ? expiresAt === 0 : expiresAt > time;
}

function isCode(code: number): boolean {
  return code >= 1 && code <= 0xffff;
}

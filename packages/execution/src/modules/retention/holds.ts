import {
  type Hold,
  type HoldScope,
  JournalSource,
  type Officer,
  OfficerRole,
  RegistryKind,
  type RetentionHold,
  type RetentionRelease,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { DAY_MS } from './history.ts';

/** Holds in force at a time: each is looked at by every disposal. */
const HOLDS_MAX = 1000;
const SOURCES_MAX = Object.keys(JournalSource).length;
/** An entry's time is its program's clock, a mark's is the chain's: a day covers any difference. */
const SLACK_MS = DAY_MS;

/**
 * Places a legal hold, named by the id of its transaction. A supervision officer may hold
 * anything; an audit administrator what lies on a node of his own organisation.
 */
export function placeHold(context: Context, message: RetentionHold): ResultCode {
  const officer = holdingOfficer(context);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const { registry, time } = context;
  const { scope, basis, expiresAt } = message;
  if (!isSound(scope) || basis < 1 || basis > 0xffff) return ResultCode.badField;
  if (expiresAt !== 0 && expiresAt <= time) return ResultCode.badField;
  const node = scope.nodeId === '' ? undefined : registry.get('node', scope.nodeId);
  if (scope.nodeId !== '' && node === undefined) return ResultCode.unknownSubject;
  if (scope.userId !== '' && registry.get('user', scope.userId) === undefined) {
    return ResultCode.unknownSubject;
  }
  if (!isSupervision(officer) && node?.organisation !== officer.organisation) {
    return ResultCode.signerNotPermitted;
  }
  if (holdsInForce(registry, time).length >= HOLDS_MAX) return ResultCode.tooMany;
  registry.set('hold', context.transactionId, {
    ...{ id: context.transactionId, officer: officer.id, organisation: officer.organisation },
    ...{ scope, basis, expiresAt, placedHeight: context.height, placedTime: time },
    ...{ releasedHeight: 0, releasedBy: '' },
  });
  return ResultCode.done;
}

/** Ends a hold; only whoever could have placed it, of the organisation or authority that did. */
export function releaseHold(context: Context, { holdId }: RetentionRelease): ResultCode {
  const officer = holdingOfficer(context);
  if (officer === undefined) return ResultCode.signerNotPermitted;
  const hold = context.registry.get('hold', holdId);
  if (hold === undefined || !isInForce(hold, context.time)) return ResultCode.holdUnknown;
  if (hold.organisation !== officer.organisation) return ResultCode.signerNotPermitted;
  const released = { releasedHeight: context.height, releasedBy: officer.id };
  context.registry.set('hold', holdId, { ...hold, ...released });
  return ResultCode.done;
}

/** Holds neither released nor expired at a block time, ascending by id. */
export function holdsInForce(registry: RegistryReader, time: number): Hold[] {
  return registry.all('hold').filter((hold) => isInForce(hold, time));
}

/** What a disposal would remove: entries of a log between two block times, ms. */
export interface LogRange {
  readonly nodeId: string;
  readonly source: number;
  readonly fromTime: number;
  readonly toTime: number;
}

/**
 * Whether a hold covers any of it. A hold on one person covers the whole range: which bodies are
 * that person's is not for the chain to know.
 */
export function covers({ scope }: Hold, range: LogRange): boolean {
  if (scope.nodeId !== '' && scope.nodeId !== range.nodeId) return false;
  if (scope.source !== 0 && scope.source !== range.source) return false;
  if (scope.fromTime > range.toTime + SLACK_MS) return false;
  return scope.toTime === 0 || scope.toTime + SLACK_MS >= range.fromTime;
}

function isInForce({ releasedHeight, expiresAt }: Hold, time: number): boolean {
  return releasedHeight === 0 && (expiresAt === 0 || expiresAt > time);
}

function isSound({ source, fromTime, toTime }: HoldScope): boolean {
  return source <= SOURCES_MAX && (toTime === 0 || fromTime <= toTime);
}

function isSupervision({ role }: Officer): boolean {
  return role === OfficerRole.supervisionOfficer;
}

function holdingOfficer({ signer, registry }: Context): Officer | undefined {
  if (signer.holderKind !== RegistryKind.officer) return undefined;
  const officer = registry.get('officer', signer.holder);
  if (officer === undefined || officer.revokedHeight !== 0) return undefined;
  return isSupervision(officer) || officer.role === OfficerRole.auditAdmin ? officer : undefined;
}

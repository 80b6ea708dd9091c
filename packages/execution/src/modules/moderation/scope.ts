import {
  type ModerationOrder,
  type Officer,
  OfficerCapability,
  OfficerRole,
  type Order,
  OrderKind,
  RegistryKind,
  type User,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';

/** Who an order is about: the organisation that answers for the user, and whether he is a test. */
export interface Subject {
  readonly organisation: string;
  readonly synthetic: boolean;
}

/** The signer's appointment, when it stands and has one of these roles. */
export function officerOf(
  { signer, registry }: Context,
  roles: readonly number[],
): Officer | undefined {
  if (signer.holderKind !== RegistryKind.officer) return undefined;
  const officer = registry.get('officer', signer.holder);
  if (officer === undefined || officer.revokedHeight !== 0) return undefined;
  return roles.includes(officer.role) ? officer : undefined;
}

/** Who answers for a user: his organisation. Undefined for no user. */
export function subjectOf(user: User | undefined): Subject | undefined {
  return user && { organisation: user.organisation, synthetic: user.synthetic };
}

/**
 * Whether an officer may give an order about a subject. A supervision officer within his scope: the
 * capability he was appointed for, and a jurisdiction that covers the region of the organisation
 * that answers for the subject. An officer of an enterprise about his own organisation's only.
 */
export function scopeCode(
  registry: RegistryReader,
  officer: Officer,
  kind: number,
  subject: Subject,
): ResultCode {
  if (officer.role !== OfficerRole.supervisionOfficer) {
    const isOwn = officer.organisation === subject.organisation;
    return isOwn ? ResultCode.done : ResultCode.outOfScope;
  }
  const needed = capabilities[kind];
  const isCapable = needed !== undefined && mayOrder(registry, officer, needed);
  return isCapable && isWithin(registry, officer.jurisdictions, subject.organisation)
    ? ResultCode.done
    : ResultCode.outOfScope;
}

/** Whether a supervision officer was appointed for such orders, by an authority that stands. */
export function mayOrder(registry: RegistryReader, officer: Officer, capability: number): boolean {
  const authority = registry.get('authority', officer.organisation);
  if (authority === undefined || (authority.revokedHeight ?? 0) !== 0) return false;
  return officer.capabilities.includes(capability);
}

/** Whether one of these jurisdictions is the region of the organisation, or its country. */
export function isWithin(
  registry: RegistryReader,
  jurisdictions: readonly string[],
  organisation: string,
): boolean {
  const region = registry.get('organisation', organisation)?.region ?? '';
  return jurisdictions.some((each) => each === region || region.startsWith(`${each}-`));
}

/** The kind of the order itself, or of the one that a lift ends. */
export function kindInQuestion(order: ModerationOrder, lifted: Order | undefined): number {
  return lifted?.order.kind ?? order.kind;
}

const capabilities: Readonly<Record<number, number>> = {
  [OrderKind.takedown]: OfficerCapability.takedown,
  [OrderKind.freeze]: OfficerCapability.freeze,
  [OrderKind.limit]: OfficerCapability.limit,
};

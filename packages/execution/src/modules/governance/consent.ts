import { type Action, type Ballot, type GovernanceProposal, OfficerRole } from '@mingjing/protocol';
import type { RegistryReader } from '../../state/registry.ts';
import { shortens } from '../retention/periods.ts';

/** Supervision officers that must approve what shortens a period of retention. */
const SHORTENING_CONSENTS = 2;

/**
 * How many supervision officers must approve an action besides its electorate: two for what
 * shortens a period of retention, one for a new key of an audit administrator, none otherwise.
 */
export function consentsNeeded(registry: RegistryReader, action: Action): number {
  if (action.setRetention) return shortens(registry, action.setRetention) ? SHORTENING_CONSENTS : 0;
  const holder = action.replaceKey && registry.get('officer', action.replaceKey.officerId);
  return holder?.role === OfficerRole.auditAdmin ? 1 : 0;
}

/** Whether there are supervision officers enough to give that consent. */
export function canConsent(registry: RegistryReader, action: Action): boolean {
  const officers = registry.all('officer').filter(isInspector);
  return officers.length >= consentsNeeded(registry, action);
}

/** Whether the consent an action needs was given; one refusal refuses it. */
export function consentOf(
  registry: RegistryReader,
  { action, ballots }: GovernanceProposal,
): 'given' | 'open' | 'refused' {
  const needed = consentsNeeded(registry, action);
  if (needed === 0) return 'given';
  const counted = ballots.filter((ballot) => isByInspector(registry, ballot));
  if (counted.some(({ approve }) => !approve)) return 'refused';
  return counted.length >= needed ? 'given' : 'open';
}

// An officer whose appointment ended since no longer counts.
function isByInspector(registry: RegistryReader, { officer }: Ballot): boolean {
  const holder = registry.get('officer', officer);
  return holder !== undefined && isInspector(holder);
}

function isInspector({ role, revokedHeight }: { role: number; revokedHeight: number }): boolean {
  return role === OfficerRole.supervisionOfficer && revokedHeight === 0;
}

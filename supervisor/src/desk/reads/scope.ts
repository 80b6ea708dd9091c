import { isWithin, type RegistryReader } from '@mingjing/execution';
import { OfficerRole } from '@mingjing/protocol';

/** What a supervision officer may see, as the chain says now. */
export interface ReadingScope {
  readonly officer: string;
  readonly authority: string;
  readonly jurisdictions: readonly string[];
}

/** The scope of an officer; undefined: he is not appointed, or not any more. */
export function readingScope(registry: RegistryReader, officer: string): ReadingScope | undefined {
  const found = registry.get('officer', officer);
  if (found === undefined || found.revokedHeight !== 0) return undefined;
  if (found.role !== OfficerRole.supervisionOfficer) return undefined;
  const standing = registry.get('authority', found.organisation);
  if (standing === undefined || (standing.revokedHeight ?? 0) !== 0) return undefined;
  const { organisation: authority, jurisdictions } = found;
  return { officer, authority, jurisdictions };
}

/** Whether a subject for whom this organisation answers lies within a scope. */
export function isInScope(
  registry: RegistryReader,
  scope: ReadingScope,
  organisation: string,
): boolean {
  const isKnown = registry.get('organisation', organisation) !== undefined;
  return isKnown && isWithin(registry, scope.jurisdictions, organisation);
}

/** Organisations whose subjects a scope covers, in order. */
export function organisationsInScope(registry: RegistryReader, scope: ReadingScope): string[] {
  const ids = [...registry.all('organisation')].map(({ id }) => id);
  return ids.filter((id) => isInScope(registry, scope, id)).sort((a, b) => (a < b ? -1 : 1));
}

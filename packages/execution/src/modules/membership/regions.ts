import { isRegion, type Node, type Regions } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryDraft, RegistryReader } from '../../state/registry.ts';

/** Regions that a rule may name: more than a country has. */
const REGIONS_MAX = 64;

/**
 * Sets where nodes may stand from now on; nodes that are there stay. Refused unless the regions are
 * well formed, ascending and at most 64 (`badField`).
 */
export function setRegions(
  { registry }: { readonly registry: RegistryDraft },
  regions: Regions,
): ResultCode {
  const { allowed } = regions;
  const isAscending = allowed.every((region, at) => at === 0 || (allowed[at - 1] ?? '') < region);
  if (allowed.length > REGIONS_MAX || !allowed.every(isRegion) || !isAscending) {
    return ResultCode.badField;
  }
  registry.set('regions', '', regions);
  return ResultCode.done;
}

/**
 * Whether a node may stand where it says: anywhere while the chain has no rule, else in an allowed
 * region, or in a region of an allowed country.
 */
export function isPlaceAllowed(
  registry: RegistryReader,
  { region }: Pick<Node, 'region'>,
): boolean {
  const allowed = registry.get('regions', '')?.allowed ?? [];
  if (allowed.length === 0) return true;
  return allowed.some((each) => each === region || region.startsWith(`${each}-`));
}

import { compareBytes } from '@mingjing/crypto';
import { type GovernanceProposal, ProposalStatus } from '@mingjing/protocol';
import type { RegistryDraft, RegistryReader } from '../../state/registry.ts';

/** Proposals that are open or wait at once: each block looks at all of them. */
export const AGENDA_MAX = 64;

/** Proposals that are open or wait for their lock, in the order they came. */
export function onAgenda(registry: RegistryReader): GovernanceProposal[] {
  const ids = registry.get('agenda', '')?.proposalIds ?? [];
  return ids.flatMap((id) => registry.get('proposal', id) ?? []);
}

/** Keeps a proposal, on the agenda as long as anything can still come of it. */
export function keep(registry: RegistryDraft, proposal: GovernanceProposal): void {
  const { id, status } = proposal;
  registry.set('proposal', id, proposal);
  const before = registry.get('agenda', '')?.proposalIds ?? [];
  const others = before.filter((each) => compareBytes(each, id) !== 0);
  const isPending = status === ProposalStatus.open || status === ProposalStatus.approved;
  const isListed = others.length < before.length;
  if (isPending === isListed) return;
  registry.set('agenda', '', { proposalIds: isPending ? [...others, id] : others });
}

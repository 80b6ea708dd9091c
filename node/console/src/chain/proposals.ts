import type { MembersAnswer, ProposalDetailAnswer } from '@mingjing/client';
import { node } from '../api.ts';

/** Open proposals that are looked through for what waits for a person. */
const OPEN_MAX = 50;

/** Officers whose ballot is still to come, by name. */
export function stillToVote(proposal: ProposalDetailAnswer, members: MembersAnswer): string[] {
  const { policy, status, still_to_vote: organisations } = proposal;
  if (status !== 'open') return [];
  const organisationOf = new Map(
    members.officers.map(({ id, organisation }) => [id, organisation]),
  );
  return (policy?.voters ?? []).filter((officer) =>
    organisations.includes(organisationOf.get(officer) ?? ''),
  );
}

/** Proposals that wait for the ballot of an officer, latest first. */
export async function proposalsWaitingFor(officer: string): Promise<ProposalDetailAnswer[]> {
  const client = node();
  const [{ proposals }, members] = await Promise.all([
    client.proposals({ status: 'open', limit: OPEN_MAX }),
    client.members(),
  ]);
  const details = await Promise.all(proposals.map(({ id }) => client.proposal(id)));
  return details.filter((proposal) => stillToVote(proposal, members).includes(officer));
}

import type { Host } from '@mingjing/host';
import { type RoleName, roleName } from '@mingjing/protocol';

/** What is needed of a running node to know whom its organisation appointed. */
export type Appointing = Pick<Host, 'nodeId'> & {
  readonly replica: { readonly chain: Pick<Host['replica']['chain'], 'state' | 'chainId'> };
};

/** Somebody whom the chain names for this node's organisation, and who is not revoked. */
export interface OwnOfficer {
  readonly id: string;
  readonly role: RoleName;
  readonly publicKey: Uint8Array;
}

/** The organisation of this node. */
export function ownOrganisation({ nodeId, replica }: Appointing): string | undefined {
  return replica.chain.state.registry.get('node', nodeId)?.organisation;
}

/** Officers of this node's organisation, by their ids. */
export function ownOfficers(host: Appointing): OwnOfficer[] {
  const organisation = ownOrganisation(host);
  const found: OwnOfficer[] = [];
  for (const officer of host.replica.chain.state.registry.all('officer')) {
    if (officer.organisation !== organisation || officer.revokedHeight > 0) continue;
    const role = roleName(officer.role);
    if (role !== undefined) found.push({ id: officer.id, role, publicKey: officer.key.publicKey });
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** One of them; undefined: the chain names nobody so, or not for this organisation any more. */
export function ownOfficer(host: Appointing, id: string): OwnOfficer | undefined {
  return ownOfficers(host).find((officer) => officer.id === id);
}

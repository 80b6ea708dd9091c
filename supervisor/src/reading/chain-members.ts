import { bytesToHex } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { genesisCodec, genesisHash, OfficerCapability, roleName } from '@mingjing/protocol';
import { roleOf } from './situation.ts';

/** The chain and who belongs to it, as this node computed it; names as on the wire. */
export function chainView({ genesis, replica, nodeId }: Host) {
  const { chainId, registry, height, parameters, validators } = replica.chain.state;
  const seats = new Map(validators.validators.map(({ nodeId: id, power }) => [id, power]));
  return {
    chain: {
      ...{ chain_id: chainId, height, followed_by: nodeId },
      genesis_hash: bytesToHex(genesisHash(genesisCodec.encode(genesis))),
      parameters,
    },
    organisations: registry.all('organisation').map(({ id, region }) => ({ id, region })),
    authorities: registry.all('authority').map(({ id, jurisdiction }) => ({ id, jurisdiction })),
    nodes: registry.all('node').map((node) => ({
      ...{ id: node.id, organisation: node.organisation, role: roleOf(node.role) },
      ...{ power: seats.get(node.id) ?? 0, region: node.region, ...atHeight(node) },
    })),
    officers: registry.all('officer').map((officer) => ({
      ...{ id: officer.id, organisation: officer.organisation },
      role: roleName(officer.role) ?? String(officer.role),
      jurisdictions: officer.jurisdictions,
      capabilities: officer.capabilities.map(capabilityName),
      ...atHeight(officer),
    })),
  };
}

function atHeight({ revokedHeight }: { readonly revokedHeight: number }) {
  return { revoked_height: revokedHeight === 0 ? null : revokedHeight };
}

function capabilityName(capability: number): string {
  const found = Object.entries(OfficerCapability).find(([, each]) => each === capability);
  return found?.[0] ?? String(capability);
}

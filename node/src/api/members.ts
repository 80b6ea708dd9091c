import { bytesToHex } from '@mingjing/crypto';
import { NodeRole, roleName } from '@mingjing/protocol';
import { type AnyRoute, defineRoute } from '@mingjing/service';
import type { ApiContext } from './context.ts';

/** Who belongs to the chain: organisations, nodes, officers, and the releases they may run. */
export function membersRoute({ host }: ApiContext): AnyRoute {
  const { chain } = host.replica;
  return defineRoute({
    method: 'GET',
    policy: 'public',
    path: '/v1/members',
    act: { source: 'access', event: 'members-read' },
    summary: 'Organisations, nodes, officers and releases as the chain names them now',
    handler: () => ({ json: membersOf(chain.state.registry, chain.height) }),
  });
}

type Registry = ApiContext['host']['replica']['chain']['state']['registry'];

function membersOf(registry: Registry, height: number) {
  const absent = new Set(
    registry.all('absence').flatMap(({ nodeId, absent: isAbsent }) => (isAbsent ? [nodeId] : [])),
  );
  return {
    height,
    organisations: registry.all('organisation').map(({ id, region }) => ({ id, region })),
    nodes: registry.all('node').map((node) => ({
      ...{ id: node.id, organisation: node.organisation, role: nodeRole(node.role) },
      ...{ power: node.power, region: node.region, is_absent: absent.has(node.id) },
      ...atHeight(node),
    })),
    officers: registry.all('officer').map((officer) => ({
      ...{ id: officer.id, organisation: officer.organisation },
      ...{ role: roleName(officer.role) ?? String(officer.role), ...atHeight(officer) },
    })),
    releases: registry.all('release').map((release) => ({
      ...{ version: release.version, manifest_hash: bytesToHex(release.manifestHash) },
      assessment: bytesToHex(release.assessment),
      ...{ height: release.height, withdrawn: release.withdrawn },
    })),
    regions: registry.get('regions', '')?.allowed ?? [],
  };
}

function atHeight({ revokedHeight }: { readonly revokedHeight: number }) {
  return { revoked_height: revokedHeight === 0 ? null : revokedHeight };
}

function nodeRole(role: number): string {
  return Object.entries(NodeRole).find(([, each]) => each === role)?.[0] ?? String(role);
}

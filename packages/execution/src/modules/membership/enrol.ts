import {
  type Authority,
  isName,
  isRegion,
  KeyPurpose,
  type Node,
  NodeRole,
  type Officer,
  OfficerRole,
  type Organisation,
  type Verifier,
  validatorSetFault,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import { validatorsOf } from '../../state/validators-of.ts';
import { type EnrolmentContext, enrolKey } from './keys.ts';
import { isPlaceAllowed } from './regions.ts';

/** Admits a member organisation. */
export function admitOrganisation(
  context: EnrolmentContext,
  organisation: Organisation,
): ResultCode {
  if (!isName(organisation.id) || !isRegion(organisation.region)) return ResultCode.badField;
  if (context.registry.get('organisation', organisation.id)) return ResultCode.alreadyExists;
  if (context.registry.get('authority', organisation.id)) return ResultCode.alreadyExists;
  context.registry.set('organisation', organisation.id, organisation);
  return ResultCode.done;
}

/** Names a supervision authority; in genesis only. */
export function nameAuthority(context: EnrolmentContext, authority: Authority): ResultCode {
  const isFit = isName(authority.id) && isRegion(authority.jurisdiction);
  if (!isFit || (authority.revokedHeight ?? 0) !== 0) return ResultCode.badField;
  if (context.registry.get('authority', authority.id)) return ResultCode.alreadyExists;
  if (context.registry.get('organisation', authority.id)) return ResultCode.alreadyExists;
  context.registry.set('authority', authority.id, authority);
  return ResultCode.done;
}

// A member, or an authority that was not revoked.
function isOwner(
  { registry }: EnrolmentContext,
  kind: 'organisation' | 'authority',
  id: string,
): boolean {
  if (kind === 'organisation') return registry.get(kind, id) !== undefined;
  const authority = registry.get(kind, id);
  return authority !== undefined && (authority.revokedHeight ?? 0) === 0;
}

const everyNode = [KeyPurpose.peer, KeyPurpose.journal, KeyPurpose.statement];

/**
 * Admits a node with its keys: peer, journal and statement, and for a validator its vote key.
 * A supervision node belongs to an authority, every other node to an organisation.
 */
export function admitNode(context: EnrolmentContext, node: Node): ResultCode {
  const { registry } = context;
  if (!isName(node.id) || node.revokedHeight !== 0) return ResultCode.badField;
  if (node.region !== '' && !isRegion(node.region)) return ResultCode.badField;
  if (node.location.length !== 0 && node.location.length !== 32) return ResultCode.badField;
  if (registry.get('node', node.id)) return ResultCode.alreadyExists;
  const owner = node.role === NodeRole.supervision ? 'authority' : 'organisation';
  if (!isOwner(context, owner, node.organisation)) return ResultCode.unknownSubject;
  const isValidator = node.role === NodeRole.validator;
  if (!isValidator && node.power !== 0) return ResultCode.badField;
  if (node.role < NodeRole.validator || node.role > NodeRole.supervision)
    return ResultCode.badField;
  const purposes = isValidator ? [...everyNode, KeyPurpose.vote] : everyNode;
  if (node.keys.length !== purposes.length) return ResultCode.keyRefused;
  for (const purpose of purposes) {
    const key = node.keys.find((enrolled) => enrolled.purpose === purpose);
    const code = enrolKey(context, key, purpose, { kind: 'node', id: node.id });
    if (code !== ResultCode.done) return code;
  }
  registry.set('node', node.id, node);
  return ResultCode.done;
}

/**
 * Admits a node to a running chain. With a seat it changes the validator set, which is judged as
 * for every other change; genesis admits its nodes one by one and judges the set at the end.
 */
export function admitNodeLater(context: EnrolmentContext, node: Node): ResultCode {
  if (!isPlaceAllowed(context.registry, node)) return ResultCode.regionRefused;
  const code = admitNode(context, node);
  if (code !== ResultCode.done || node.power === 0) return code;
  return validatorSetFault(validatorsOf(context.registry)) === undefined
    ? ResultCode.done
    : ResultCode.validatorSetRefused;
}

const exclusiveRoles: readonly number[] = [
  OfficerRole.systemAdmin,
  OfficerRole.securityAdmin,
  OfficerRole.auditAdmin,
];

/**
 * Appoints an officer. The three administrators exclude one another: an organisation has at most
 * one of each, and each with a key and an identifier of its own (GB/T 22239, 8.1.5).
 */
export function appointOfficer(context: EnrolmentContext, officer: Officer): ResultCode {
  const { registry } = context;
  if (!isName(officer.id) || officer.revokedHeight !== 0) return ResultCode.badField;
  if (registry.get('officer', officer.id)) return ResultCode.alreadyExists;
  const isSupervision = officer.role === OfficerRole.supervisionOfficer;
  const owner = isSupervision ? 'authority' : 'organisation';
  if (!isOwner(context, owner, officer.organisation)) return ResultCode.unknownSubject;
  if (officer.role < 1 || officer.role > OfficerRole.supervisionOfficer) return ResultCode.badField;
  if (!isSupervision && (officer.jurisdictions.length > 0 || officer.capabilities.length > 0)) {
    return ResultCode.badField;
  }
  if (!officer.jurisdictions.every(isRegion)) return ResultCode.badField;
  if (exclusiveRoles.includes(officer.role) && holderOfRole(context, officer) !== undefined) {
    return ResultCode.roleTaken;
  }
  const code = enrolKey(context, officer.key, KeyPurpose.officer, {
    kind: 'officer',
    id: officer.id,
  });
  if (code !== ResultCode.done) return code;
  registry.set('officer', officer.id, officer);
  return ResultCode.done;
}

/** Admits a real-name verifier. */
export function admitVerifier(context: EnrolmentContext, verifier: Verifier): ResultCode {
  const { registry } = context;
  if (!isName(verifier.id) || verifier.revokedHeight !== 0) return ResultCode.badField;
  if (registry.get('verifier', verifier.id)) return ResultCode.alreadyExists;
  if (!registry.get('organisation', verifier.organisation)) return ResultCode.unknownSubject;
  const code = enrolKey(context, verifier.key, KeyPurpose.verifier, {
    kind: 'verifier',
    id: verifier.id,
  });
  if (code !== ResultCode.done) return code;
  registry.set('verifier', verifier.id, verifier);
  return ResultCode.done;
}

function holderOfRole(context: EnrolmentContext, wanted: Officer): Officer | undefined {
  return context.registry
    .all('officer')
    .find(
      (officer) =>
        officer.organisation === wanted.organisation &&
        officer.role === wanted.role &&
        officer.revokedHeight === 0,
    );
}

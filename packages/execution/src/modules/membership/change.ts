import { compareBytes, keyId } from '@mingjing/crypto';
import {
  type Authority,
  type EnrolledKey,
  isQuorum,
  NodeRole,
  type Parameters,
  parametersFault,
  RegistryKind,
  totalPower,
  validatorSetFault,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import { speakingPower, validatorsOf } from '../../state/validators-of.ts';
import { type EnrolmentContext, enrolKey, revokeKey } from './keys.ts';

/**
 * Revokes a node: all its keys at once, so it can neither connect nor sign. A validator's seat
 * stays counted until a vote replaces it; refused where the seats that are left could decide
 * nothing any more, not even that.
 */
export function revokeNode(context: EnrolmentContext, nodeId: string): ResultCode {
  const node = context.registry.get('node', nodeId);
  if (node === undefined || node.revokedHeight !== 0) return ResultCode.unknownSubject;
  for (const key of node.keys) revokeKey(context, key.publicKey);
  context.registry.set('node', nodeId, { ...node, revokedHeight: context.height });
  return node.power === 0 ? ResultCode.done : judgedSet(context);
}

// The set that an act would leave behind: sound, and with a quorum that can still speak.
function judgedSet({ registry }: EnrolmentContext): ResultCode {
  const set = validatorsOf(registry);
  const isSound = validatorSetFault(set) === undefined;
  return isSound && isQuorum(speakingPower(set), totalPower(set))
    ? ResultCode.done
    : ResultCode.validatorSetRefused;
}

/** Sets a validator's voting power; 0 takes its seat away. In force from the next block. */
export function setVotingPower(
  context: EnrolmentContext,
  change: { nodeId: string; power: number },
): ResultCode {
  const node = context.registry.get('node', change.nodeId);
  if (node === undefined || node.role !== NodeRole.validator) return ResultCode.unknownSubject;
  if (node.revokedHeight !== 0 && change.power !== 0) return ResultCode.badAction;
  context.registry.set('node', node.id, { ...node, power: change.power });
  return judgedSet(context);
}

/**
 * Gives a validator's seat, with its power, to another node of the same organisation in one act:
 * in between the organisation would hold two seats or none, and where there are four organisations
 * either is refused. The old node may be revoked; it stays a node otherwise.
 */
export function replaceValidator(
  context: EnrolmentContext,
  change: { nodeId: string; byNodeId: string },
): ResultCode {
  const { registry } = context;
  const [old, by] = [registry.get('node', change.nodeId), registry.get('node', change.byNodeId)];
  if (old === undefined || by === undefined) return ResultCode.unknownSubject;
  if (old.power === 0 || by.power !== 0 || by.role !== NodeRole.validator)
    return ResultCode.badAction;
  if (by.revokedHeight !== 0 || by.organisation !== old.organisation) return ResultCode.badAction;
  registry.set('node', by.id, { ...by, power: old.power });
  registry.set('node', old.id, { ...old, power: 0 });
  return judgedSet(context);
}

/** Ends an officer's appointment. */
export function revokeOfficer(context: EnrolmentContext, officerId: string): ResultCode {
  const officer = context.registry.get('officer', officerId);
  if (officer === undefined || officer.revokedHeight !== 0) return ResultCode.unknownSubject;
  revokeKey(context, officer.key.publicKey);
  context.registry.set('officer', officerId, { ...officer, revokedHeight: context.height });
  return ResultCode.done;
}

/**
 * Ends an authority's part in the chain: its officers' appointments and its nodes with it. It
 * orders nothing any more, and records are sealed to it no longer. The last one stays
 * (`badAction`): somebody must be able to look.
 */
export function revokeAuthority(context: EnrolmentContext, id: string): ResultCode {
  const { registry, height } = context;
  const authority = registry.get('authority', id);
  if (authority === undefined || !stands(authority)) return ResultCode.unknownSubject;
  if (registry.all('authority').filter(stands).length === 1) return ResultCode.badAction;
  for (const officer of registry.all('officer')) {
    if (officer.organisation === id && officer.revokedHeight === 0) {
      revokeOfficer(context, officer.id);
    }
  }
  for (const node of registry.all('node')) {
    if (node.organisation === id && node.revokedHeight === 0) revokeNode(context, node.id);
  }
  registry.set('authority', id, { ...authority, revokedHeight: height });
  return ResultCode.done;
}

function stands({ revokedHeight = 0 }: Authority): boolean {
  return revokedHeight === 0;
}

/** Ends a verifier's admission: no answer of its key counts any more; users it verified stay so. */
export function revokeVerifier(context: EnrolmentContext, verifierId: string): ResultCode {
  const verifier = context.registry.get('verifier', verifierId);
  if (verifier === undefined || verifier.revokedHeight !== 0) return ResultCode.unknownSubject;
  revokeKey(context, verifier.key.publicKey);
  context.registry.set('verifier', verifierId, { ...verifier, revokedHeight: context.height });
  return ResultCode.done;
}

/** Sets the chain's parameters, within their bounds. In force from the next block. */
export function setParameters(context: EnrolmentContext, parameters: Parameters): ResultCode {
  if (parametersFault(parameters) !== undefined) return ResultCode.parametersRefused;
  context.registry.set('parameters', '', parameters);
  return ResultCode.done;
}

/**
 * Replaces a node's, officer's or verifier's key: the old one is revoked in the same act. A user's
 * key no vote replaces: that takes its holder, or a verifier's answer for the new one.
 */
export function rotateKey(
  context: EnrolmentContext,
  rotation: { oldKeyId: Uint8Array; key: EnrolledKey },
): ResultCode {
  const { registry } = context;
  const old = registry.get('key', rotation.oldKeyId);
  if (old === undefined || old.revokedHeight !== 0) return ResultCode.unknownSubject;
  const kind = rotatableKinds.get(old.holderKind);
  if (kind === undefined) return ResultCode.badAction;
  const code = enrolKey(context, rotation.key, old.purpose, { kind, id: old.holder });
  if (code !== ResultCode.done) return code;
  revokeKey(context, old.publicKey);
  const isOld = (key: EnrolledKey) => compareBytes(keyId(key.publicKey), rotation.oldKeyId) === 0;
  if (kind === 'node') {
    const node = registry.get('node', old.holder);
    if (node === undefined || node.revokedHeight !== 0) return ResultCode.unknownSubject;
    const keys = node.keys.map((key) => (isOld(key) ? rotation.key : key));
    registry.set('node', node.id, { ...node, keys });
    return ResultCode.done;
  }
  const holder = registry.get(kind, old.holder);
  if (holder === undefined || !isOld(holder.key)) return ResultCode.unknownSubject;
  registry.set(kind, old.holder, { ...holder, key: rotation.key } as never);
  return ResultCode.done;
}

const rotatableKinds = new Map<number, 'node' | 'officer' | 'verifier'>([
  [RegistryKind.node, 'node'],
  [RegistryKind.officer, 'officer'],
  [RegistryKind.verifier, 'verifier'],
]);

import { hexToBytes } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { type GenesisRefusal, genesisState } from '@mingjing/execution';
import {
  actionFromJson,
  defaultParameters,
  type EnrolledKey,
  FORMAT_VERSION,
  type Genesis,
  KeyPurpose,
  type Node,
  type Officer,
  OfficerCapability,
  OfficerRole,
  ROLE_NAMES,
  roleName,
  type Verifier,
} from '@mingjing/protocol';
import { CliError } from '../cli/errors.ts';
import { type FoundingPlan, readNamed, unusable } from './plan-file.ts';

const KEY_BYTES = 32;
const PROOF_BYTES = 64;

/**
 * The genesis of a plan: nothing is made here, all keys come from those who hold them, with their
 * proofs of possession. Throws a coded error; what the chain refuses, it refuses here already.
 */
export function foundChain(path: string, plan: FoundingPlan, time: number): Genesis {
  const { organisations, authorities = [], verifiers = [] } = plan;
  const genesis: Genesis = {
    ...{ version: FORMAT_VERSION, suite: 1, name: plan.name, time },
    parameters: { ...defaultParameters, ...plan.parameters },
    ...{ organisations, authorities },
    nodes: plan.nodes.map((file) => nodeOf(path, file)),
    officers: plan.officers.map((officer) => officerOf(path, officer)),
    verifiers: verifiers.map((verifier) => verifierOf(path, verifier)),
    users: [],
  };
  const state = genesisState(genesis, verify);
  if (!state.ok) throw refusal(state.reason);
  return genesis;
}

// The enrolment is what members of a running chain would vote on, and is read the same way.
function nodeOf(plan: string, file: string): Node {
  const enrolment = readNamed(plan, file);
  const action = actionFromJson(JSON.stringify({ admitNode: enrolment }));
  const node = action.ok && action.value.admitNode;
  if (!node) throw unusable(file, action.ok ? 'no enrolment' : action.reason);
  return node;
}

function officerOf(plan: string, officer: FoundingPlan['officers'][number]): Officer {
  const { id, organisation, jurisdictions = [], capabilities = [] } = officer;
  const role = Object.values(OfficerRole).find((each) => roleName(each) === officer.role);
  if (role === undefined) throw unusable(id, ROLE_NAMES.join(' '));
  return {
    ...{ id, organisation, role, jurisdictions, revokedHeight: 0 },
    key: keyOf(plan, officer.key, 'officer'),
    capabilities: capabilities.map(
      (each) => OfficerCapability[each as keyof typeof OfficerCapability],
    ),
  };
}

function verifierOf(
  plan: string,
  { id, organisation, key, synthetic }: NonNullable<FoundingPlan['verifiers']>[number],
): Verifier {
  const enrolled = keyOf(plan, key, 'verifier');
  return { id, organisation, key: enrolled, syntheticOnly: synthetic, revokedHeight: 0 };
}

/** The public half that `keys --json` prints. */
function keyOf(plan: string, file: string, purpose: keyof typeof KeyPurpose): EnrolledKey {
  const { keys } = (readNamed(plan, file) ?? {}) as { keys?: readonly Record<string, unknown>[] };
  const [found] = Array.isArray(keys) ? keys.filter((each) => each?.['purpose'] === purpose) : [];
  const publicKey = String(found?.['public_key']);
  const possession = String(found?.['possession']);
  const [key, proof] = [hexToBytes(publicKey), hexToBytes(possession)];
  if (key?.length !== KEY_BYTES || proof?.length !== PROOF_BYTES) {
    throw unusable(file, `no ${purpose} key as keys --json prints it`);
  }
  return { purpose: KeyPurpose[purpose], publicKey: key, possession: proof };
}

function refusal(reason: GenesisRefusal): CliError {
  const zh = `按此计划得不到有效的创世文件：${reason}`;
  return new CliError('PLAN_REFUSED', zh, `no valid genesis comes of this plan: ${reason}`);
}

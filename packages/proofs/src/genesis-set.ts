import { PUBLIC_KEY_BYTES } from '@mingjing/crypto';
import {
  type Checked,
  type Genesis,
  KeyPurpose,
  type Node,
  NodeRole,
  passed,
  refused,
  type Validator,
  type ValidatorSet,
  type ValidatorSetFault,
  validatorSetFault,
} from '@mingjing/protocol';

export type GenesisSetRefusal = 'no-vote-key' | 'repeated-node' | ValidatorSetFault;

/**
 * The validator set that genesis states: its validator nodes with voting power, ascending by node
 * id. The same rule as the state machine's, without running it: a verifier starts here.
 */
export function genesisValidatorSet(
  genesis: Pick<Genesis, 'nodes'>,
): Checked<ValidatorSet, GenesisSetRefusal> {
  const validators: Validator[] = [];
  const seats = genesis.nodes.filter(({ role, power }) => role === NodeRole.validator && power > 0);
  for (const node of seats.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const voteKey = voteKeyOf(node);
    if (voteKey === undefined) return refused('no-vote-key');
    if (validators.at(-1)?.nodeId === node.id) return refused('repeated-node');
    const { id: nodeId, organisation, power } = node;
    validators.push({ nodeId, organisation, voteKey, power });
  }
  const fault = validatorSetFault({ validators });
  return fault === undefined ? passed({ validators }) : refused(fault);
}

function voteKeyOf(node: Node): Uint8Array | undefined {
  const key = node.keys.find(({ purpose }) => purpose === KeyPurpose.vote)?.publicKey;
  return key?.length === PUBLIC_KEY_BYTES ? key : undefined;
}

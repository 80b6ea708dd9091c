import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import { checkProof, type ProofCheck } from '@mingjing/disclosure';
import {
  type Checked,
  chainIdOf,
  FORMAT_VERSION,
  type Genesis,
  genesisCodec,
  genesisHash,
  isEpochShaped,
  isName,
  parametersFault,
  passed,
  refused,
  registryCodecs,
  stateRootOf,
  type User,
  type ValidatorSetFault,
  validatorSetFault,
} from '@mingjing/protocol';
import { emptyRange, rangeRoot } from '@mingjing/tlog';
import { ResultCode, resultCodeName } from './codes.ts';
import { enrolUser } from './modules/identity/register.ts';
import {
  admitNode,
  admitOrganisation,
  admitVerifier,
  appointOfficer,
  nameAuthority,
} from './modules/membership/enrol.ts';
import type { EnrolmentContext } from './modules/membership/keys.ts';
import { beginEpoch } from './modules/supervision/epochs.ts';
import { possessionChecks } from './modules/supervision/side-keys.ts';
import { type ChainState, derivedOf } from './state/chain-state.ts';
import { changedMap, Registry, RegistryDraft } from './state/registry.ts';
import { ReplayWindow } from './state/replay.ts';
import { validatorsOf } from './state/validators-of.ts';
import { SUITE } from './suite.ts';

/** Why a genesis is refused: the part, and for an entry the code that a transaction would get. */
export type GenesisRefusal =
  | 'genesis-version'
  | 'genesis-suite'
  | 'genesis-name'
  | 'genesis-parameters'
  | `genesis-validators-${ValidatorSetFault}`
  | `genesis-${'organisation' | 'authority' | 'node' | 'officer' | 'verifier' | 'user'}-${string}`
  | `genesis-epoch-${string}`;

/**
 * The state before the first block. A genesis goes through the same enrolment as every later
 * entry, with the same refusals. Who checked `genesisProofs` beside his event loop says so.
 */
export function genesisState(
  genesis: Genesis,
  verify: VerifySignature,
  isProved: (check: ProofCheck) => boolean = checkProof,
): Checked<ChainState, GenesisRefusal> {
  if (genesis.version !== FORMAT_VERSION) return refused('genesis-version');
  if (genesis.suite !== SUITE) return refused('genesis-suite');
  if (!isName(genesis.name)) return refused('genesis-name');
  if (!genesis.parameters || parametersFault(genesis.parameters) !== undefined) {
    return refused('genesis-parameters');
  }
  const chainId = chainIdOf(genesis);
  const registry = new Registry(chainId);
  const draft = new RegistryDraft(registry);
  draft.set('parameters', '', genesis.parameters);
  const context = { registry: draft, verify, height: 0 };
  const fault = enrolAll(context, genesis) ?? beginAll(context, genesis, isProved);
  if (fault !== undefined) return refused(fault);
  const setFault = validatorSetFault(validatorsOf(draft));
  if (setFault !== undefined) return refused(`genesis-validators-${setFault}`);
  const changes = draft.changes();
  registry.apply(changes, changedMap(registry, changes));
  return passed(emptyChainState(chainId, genesis, registry));
}

function enrolAll(context: EnrolmentContext, genesis: Genesis): GenesisRefusal | undefined {
  const steps = [
    ['organisation', genesis.organisations, admitOrganisation],
    ['authority', genesis.authorities, nameAuthority],
    ['node', genesis.nodes, admitNode],
    ['officer', genesis.officers, appointOfficer],
    ['verifier', genesis.verifiers, admitVerifier],
    ['user', genesis.users, enrolGenesisUser(genesis)],
  ] as const;
  for (const [kind, entries, enrol] of steps) {
    for (const entry of entries) {
      const code = (enrol as (c: EnrolmentContext, e: unknown) => ResultCode)(context, entry);
      if (code !== ResultCode.done) {
        return `genesis-${kind}-${entry.id}-${resultCodeName(code) ?? code}`;
      }
    }
  }
  return undefined;
}

/** What holders of a genesis's epochs prove: their shares. */
export function genesisProofs({ epochs = [] }: Genesis): ProofCheck[] {
  return epochs.filter(isEpochShaped).flatMap(possessionChecks);
}

function beginAll(
  context: EnrolmentContext,
  { epochs = [] }: Genesis,
  isProved: (check: ProofCheck) => boolean,
): GenesisRefusal | undefined {
  for (const epoch of epochs) {
    const code = beginEpoch(context, epoch, isProved);
    if (code !== ResultCode.done) return `genesis-epoch-${epoch.number}-${resultCodeName(code)}`;
  }
  return undefined;
}

// What genesis says of a user beyond the verifier's answer must be what follows from it.
function enrolGenesisUser(genesis: Genesis) {
  return (context: EnrolmentContext, user: User): ResultCode => {
    const code = enrolUser(context, genesis.name, genesis.time, {
      userId: user.id,
      userType: user.type,
      key: user.key,
      answer: user.answer,
      answerSignature: user.answerSignature,
    });
    if (code !== ResultCode.done) return code;
    const made = context.registry.get('user', user.id);
    const { encode } = registryCodecs.user;
    return made && equalBytes(encode(made), encode(user)) ? code : ResultCode.badField;
  };
}

function emptyChainState(chainId: string, genesis: Genesis, registry: Registry): ChainState {
  const hash = genesisHash(genesisCodec.encode(genesis));
  const replay = new ReplayWindow(chainId);
  const records = emptyRange();
  const replayRoot = replay.rootWith([], genesis.time);
  return {
    chainId,
    genesisHash: hash,
    registry,
    replay,
    height: 0,
    time: genesis.time,
    blockId: hash,
    stateRoot: stateRootOf(chainId, registry.root, rangeRoot(records), replayRoot),
    records,
    ...derivedOf(chainId, registry),
  };
}

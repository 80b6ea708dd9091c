import { assert, equalBytes } from '@mingjing/crypto';
import {
  blockId,
  type Header,
  headerCodec,
  type Parameters,
  parametersHash,
  stateRootOf,
  type ValidatorSet,
  validatorSetHash,
} from '@mingjing/protocol';
import {
  type CompactRange,
  emptyRange,
  encodeRange,
  mapRoot,
  parseRange,
  rangeRoot,
} from '@mingjing/tlog';
import { changedMap, Registry, type RegistryChange } from './registry.ts';
import { parseReplay, ReplayWindow } from './replay.ts';
import { validatorsOf } from './validators-of.ts';

/**
 * The state after the latest block. Blocks are executed on drafts that leave it alone; `advance`
 * (in block/draft.ts) then puts one draft's outcome in place.
 */
export interface ChainState {
  readonly chainId: string;
  readonly genesisHash: Uint8Array;
  readonly registry: Registry;
  readonly replay: ReplayWindow;
  height: number;
  time: number;
  /** Genesis hash at height 0. */
  blockId: Uint8Array;
  stateRoot: Uint8Array;
  records: CompactRange;
  /** The set that decides the next block. */
  validators: ValidatorSet;
  validatorsHash: Uint8Array;
  parameters: Parameters;
  parametersHash: Uint8Array;
}

/** What follows from the registry alone: validators, parameters and their hashes. */
export function derivedOf(chainId: string, registry: Pick<Registry, 'get' | 'all'>) {
  const parameters = registry.get('parameters', '');
  assert(parameters !== undefined, 'every chain has parameters');
  const validators = validatorsOf(registry);
  return {
    parameters,
    parametersHash: parametersHash(chainId, parameters),
    validators,
    validatorsHash: validatorSetHash(chainId, validators),
  };
}

/** What a store gave back; see `StoredState` of the replica's ports. */
export interface LoadedState {
  readonly header: Uint8Array;
  readonly stateSummary: Uint8Array;
  readonly registry: readonly RegistryChange[];
  readonly replay: readonly { readonly height: number; readonly ids: Uint8Array }[];
}

/**
 * The state a store holds, re-computed and compared with the root its header states.
 * Undefined: the stored parts do not make that root, so something on disk was changed or lost.
 * Nothing is decoded before the root is known to be right.
 */
export function loadChainState(
  chainId: string,
  genesisHash: Uint8Array,
  loaded: LoadedState,
): ChainState | undefined {
  const parsed = headerCodec.parse(loaded.header);
  const records = recordsOf(loaded.stateSummary);
  const replay = new ReplayWindow(chainId);
  if (!parsed.ok || records === undefined || !loadReplay(replay, loaded, parsed.value)) {
    return undefined;
  }
  const header = parsed.value;
  const registry = new Registry(chainId);
  const map = changedMap(registry, loaded.registry);
  const replayRoot = replay.rootWith([], header.time);
  const stateRoot = stateRootOf(chainId, mapRoot(map), rangeRoot(records), replayRoot);
  if (!equalBytes(stateRoot, header.stateRoot)) return undefined;
  registry.apply(loaded.registry, map);
  return {
    chainId,
    genesisHash,
    registry,
    replay,
    height: header.height,
    time: header.time,
    blockId: blockId(chainId, loaded.header),
    stateRoot,
    records,
    ...derivedOf(chainId, registry),
  };
}

function recordsOf(stateSummary: Uint8Array): CompactRange | undefined {
  if (stateSummary.length === 0) return emptyRange();
  const parsed = parseRange(stateSummary);
  return parsed.ok ? parsed.value : undefined;
}

function loadReplay(replay: ReplayWindow, loaded: LoadedState, header: Header): boolean {
  for (const { height, ids } of loaded.replay) {
    const additions = parseReplay(ids);
    if (additions === undefined) return false;
    replay.apply(height, additions, 0);
  }
  replay.apply(header.height, [], header.time);
  return true;
}

/** The part of the state that is neither registry nor replay, as a store keeps it. */
export function encodeStateSummary(records: CompactRange): Uint8Array {
  return encodeRange(records);
}

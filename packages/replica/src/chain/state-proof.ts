import { assert, compareBytes, equalBytes } from '@mingjing/crypto';
import {
  headerCodec,
  type RegistryKindName,
  registryCodecs,
  registryKey,
  registryMapKey,
  type StateProof,
  stateRootOf,
} from '@mingjing/protocol';
import { encodeMapProof, proveKey, rangeRoot } from '@mingjing/tlog';
import type { Store } from '../ports.ts';
import type { Chain } from './chain.ts';
import { validatorSteps } from './receipts.ts';

/** Names an entry of the registry: its kind, and its identifier within the kind. */
export type EntryName = readonly [kind: RegistryKindName, identifier: string | Uint8Array];

/**
 * Proof of entries of the registry, present or absent, after the block at the tip
 * (docs/spec/retention.md); undefined while there is no block. What is proved is taken before this
 * first returns, so that a caller who has just read the registry proves what he read, whatever is
 * committed before the promise resolves. An entry that is named twice is proved once.
 */
export async function buildStateProof(
  chain: Chain,
  store: Pick<Store, 'validatorChanges' | 'block'>,
  names: readonly EntryName[],
): Promise<StateProof | undefined> {
  const { tip, genesisBytes: genesis } = chain;
  if (tip === undefined) return undefined;
  const proof = {
    ...{ genesis, header: headerCodec.encode(tip.header), certificate: tip.certificate },
    ...rootsOf(chain, tip.header.stateRoot),
    entries: entriesOf(chain, names),
  };
  return { ...proof, steps: await validatorSteps(store, tip.header.height) };
}

function rootsOf({ state }: Chain, stateRoot: Uint8Array) {
  const { chainId, registry, records, replay, time } = state;
  const [registryRoot, recordsRoot] = [registry.root, rangeRoot(records)];
  const replayRoot = replay.rootWith([], time);
  const root = stateRootOf(chainId, registryRoot, recordsRoot, replayRoot);
  assert(equalBytes(root, stateRoot), 'the state is the one that the header of the tip states');
  return { registryRoot, recordsRoot, replayRoot };
}

function entriesOf({ state }: Chain, names: readonly EntryName[]): StateProof['entries'] {
  const { chainId, registry } = state;
  const entries = names.map(([kind, identifier]) => {
    const key = registryKey(kind, identifier);
    const found = registry.get(kind, identifier);
    const codec = registryCodecs[kind] as { encode(value: unknown): Uint8Array };
    const value = found === undefined ? new Uint8Array(0) : codec.encode(found);
    const proof = encodeMapProof(proveKey(registry.map, registryMapKey(chainId, key)));
    return { key, value, proof };
  });
  entries.sort((a, b) => compareBytes(a.key, b.key));
  return entries.filter(({ key }, index) => {
    const before = entries[index - 1]?.key;
    return before === undefined || !equalBytes(before, key);
  });
}

import type { VerifySignature } from '@mingjing/crypto';
import {
  type Action,
  type RegistryKindName,
  registryCodecs,
  type ValidatorSet,
} from '@mingjing/protocol';
import type { ResultCode } from '../../codes.ts';
import type { ChainState } from '../../state/chain-state.ts';
import { kindOf, RegistryDraft } from '../../state/registry.ts';
import { validatorsOf } from '../../state/validators-of.ts';
import { effect } from './effect.ts';

/** One entry of the registry that an action would write. */
export interface EntryChange {
  readonly kind: RegistryKindName;
  /** Stored identifier: bytes of a name, or of a key or transaction id. */
  readonly identifier: Uint8Array;
  /** Undefined: the entry is new. */
  readonly before: unknown;
  readonly after: unknown;
}

/** What an action would do, were it carried out in the next block. */
export interface DryRun {
  /** Anything but `done`: it would be refused, and change nothing. */
  readonly code: ResultCode;
  /** Ascending by stored key. */
  readonly changes: readonly EntryChange[];
  /** The set that would decide from the block after it on. */
  readonly validators: ValidatorSet;
}

/**
 * Carries an action out on a draft of the state that is thrown away. Who approves it is not asked;
 * a release's assessment is not looked for. `time` is a block's, ms.
 */
export function dryRun(
  state: ChainState,
  action: Action,
  { time, verify }: { readonly time: number; readonly verify: VerifySignature },
): DryRun {
  const registry = new RegistryDraft(state.registry);
  const code = effect({ registry, verify, height: state.height + 1, time }, action);
  const changes = registry.changes().map(([key, value]): EntryChange => {
    const kind = kindOf(key);
    const identifier = key.subarray(1);
    const { decode } = registryCodecs[kind] as { decode(bytes: Uint8Array): unknown };
    return { kind, identifier, before: state.registry.get(kind, identifier), after: decode(value) };
  });
  return { code, changes, validators: validatorsOf(registry) };
}

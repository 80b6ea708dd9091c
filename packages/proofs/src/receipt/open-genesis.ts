import { equalBytes } from '@mingjing/crypto';
import {
  chainIdOf,
  FORMAT_VERSION,
  genesisCodec,
  genesisHash,
  isName,
  passed,
  type ValidatorSet,
} from '@mingjing/protocol';
import { genesisValidatorSet } from '../genesis-set.ts';
import type { ReceiptReason } from './facts.ts';

/** Ed25519, SHA-256, AES-256-GCM and HPKE over X25519; the only suite this verifier knows. */
const SUITE = 1;

/** Where a verification starts. */
export interface OpenedGenesis {
  readonly chainId: string;
  readonly hash: Uint8Array;
  readonly set: ValidatorSet;
}

/** A genesis that was refused. */
export interface GenesisRefused {
  readonly ok: false;
  readonly part: 'genesis';
  readonly reason: ReceiptReason;
}

/**
 * Checks a genesis: form, version, suite, trust, and the chain id it makes. `isOutvoted` says
 * whether everything else is of another chain: then it is the genesis that was changed.
 */
export function openGenesis(
  genesisBytes: Uint8Array,
  trustedGenesisHash: Uint8Array | undefined,
  isOutvoted: (chainId: string) => boolean = () => false,
): { ok: true; value: OpenedGenesis } | GenesisRefused {
  const parsed = genesisCodec.parse(genesisBytes);
  if (!parsed.ok) return refusedGenesis(parsed.reason);
  const genesis = parsed.value;
  if (genesis.version !== FORMAT_VERSION) return refusedGenesis('unknown-version');
  if (genesis.suite !== SUITE) return refusedGenesis('unknown-suite');
  if (!isName(genesis.name)) return refusedGenesis('bad-name');
  const hash = genesisHash(genesisBytes);
  if (trustedGenesisHash !== undefined && !equalBytes(hash, trustedGenesisHash)) {
    return refusedGenesis('not-trusted');
  }
  const chainId = chainIdOf(genesis);
  if (isOutvoted(chainId)) return refusedGenesis('other-chain');
  const set = genesisValidatorSet(genesis);
  if (!set.ok) return refusedGenesis(set.reason);
  return passed({ chainId, hash, set: set.value });
}

function refusedGenesis(reason: ReceiptReason): GenesisRefused {
  return { ok: false, part: 'genesis', reason };
}

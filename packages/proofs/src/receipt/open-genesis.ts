import { equalBytes } from '@mingjing/crypto';
import {
  bodyCodec,
  chainIdOf,
  FORMAT_VERSION,
  genesisCodec,
  genesisHash,
  headerCodec,
  isName,
  passed,
  type Receipt,
  transactionCodec,
  type ValidatorSet,
} from '@mingjing/protocol';
import { genesisValidatorSet } from '../genesis-set.ts';
import { type ReceiptRefusal, refusedPart } from './facts.ts';

/** Ed25519, SHA-256, AES-256-GCM and HPKE over X25519; the only suite this verifier knows. */
const SUITE = 1;

/** Where a verification starts. */
export interface OpenedGenesis {
  readonly chainId: string;
  readonly hash: Uint8Array;
  readonly set: ValidatorSet;
}

/** Checks the genesis of a receipt: form, version, suite, trust, and the chain id it makes. */
export function openGenesis(
  receipt: Receipt,
  trustedGenesisHash: Uint8Array | undefined,
): { ok: true; value: OpenedGenesis } | ReceiptRefusal {
  const parsed = genesisCodec.parse(receipt.genesis);
  if (!parsed.ok) return refusedPart('genesis', parsed.reason);
  const genesis = parsed.value;
  if (genesis.version !== FORMAT_VERSION) return refusedPart('genesis', 'unknown-version');
  if (genesis.suite !== SUITE) return refusedPart('genesis', 'unknown-suite');
  if (!isName(genesis.name)) return refusedPart('genesis', 'bad-name');
  const hash = genesisHash(receipt.genesis);
  if (trustedGenesisHash !== undefined && !equalBytes(hash, trustedGenesisHash)) {
    return refusedPart('genesis', 'not-trusted');
  }
  const chainId = chainIdOf(genesis);
  if (isOutvoted(chainId, receipt)) return refusedPart('genesis', 'other-chain');
  const set = genesisValidatorSet(genesis);
  if (!set.ok) return refusedPart('genesis', set.reason);
  return passed({ chainId, hash, set: set.value });
}

/**
 * True when header and transaction agree with each other on another chain: then it is the genesis
 * that was changed, and blaming the header would name the wrong part.
 */
function isOutvoted(chainId: string, receipt: Receipt): boolean {
  const header = headerCodec.parse(receipt.header);
  const transaction = transactionCodec.parse(receipt.transaction);
  if (!header.ok || !transaction.ok) return false;
  const body = bodyCodec.parse(transaction.value.body);
  if (!body.ok) return false;
  return header.value.chainId !== chainId && header.value.chainId === body.value.chainId;
}

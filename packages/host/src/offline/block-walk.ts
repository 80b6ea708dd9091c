import { equalBytes } from '@mingjing/crypto';
import { loadChainState, resultsRoot } from '@mingjing/execution';
import { genesisValidatorSet, verifyCommitCertificate } from '@mingjing/proofs';
import {
  blockCodec,
  blockId,
  certificateHash,
  chainIdOf,
  type Genesis,
  genesisCodec,
  genesisHash,
  headerCodec,
  transactionCodec,
  transactionHash,
  transactionId,
  type ValidatorSet,
  validatorSetCodec,
  validatorSetHash,
} from '@mingjing/protocol';
import type { StoredState } from '@mingjing/replica';
import type { NodeStore } from '@mingjing/storage';
import { leafHash, rootOf } from '@mingjing/tlog';
import { openError } from '../checks.ts';
import { nativeVerifier } from '../verification/native-verifier.ts';
import { indexedPlace } from './indexed-place.ts';
import { readFault } from './read-fault.ts';

/** A validator set and the height after which it is in force. */
interface SetFrom {
  readonly height: number;
  readonly set: ValidatorSet;
}

/**
 * The blocks of a chain that does not begin at genesis, one after the other, not executed:
 * certificate by the set in force, parent link, roots of transactions and results, and the index.
 */
export class BlockWalk {
  readonly #genesis: Genesis;
  readonly #store: NodeStore;
  readonly #sets: readonly SetFrom[];
  #parent: Uint8Array | undefined;
  /** The set of the next block, by the header before it. */
  #next: Uint8Array | undefined;

  private constructor(genesis: Genesis, store: NodeStore, sets: readonly SetFrom[]) {
    this.#genesis = genesis;
    this.#store = store;
    this.#sets = sets;
  }

  static async over(genesis: Genesis, store: NodeStore): Promise<BlockWalk> {
    const first = genesisValidatorSet(genesis);
    if (!first.ok) throw openError(`genesis-validators-${first.reason}`);
    const sets = [{ height: 0, set: first.value }];
    for (const { height, next } of await store.validatorChanges()) {
      const set = validatorSetCodec.parse(next);
      if (set.ok) sets.push({ height, set: set.value });
    }
    return new BlockWalk(genesis, store, sets);
  }

  /** Transactions of the block at `height`, or why it does not hold. */
  async next(height: number): Promise<readonly Uint8Array[] | string> {
    try {
      return await this.#check(height);
    } catch (error) {
      return readFault(error);
    }
  }

  /** Whether a stored state makes the root of its header. */
  isStateOf(stored: StoredState): boolean {
    const block = blockCodec.parse(stored.block);
    if (!block.ok) return false;
    const hash = genesisHash(genesisCodec.encode(this.#genesis));
    const loaded = { ...stored, header: block.value.header };
    return loadChainState(chainIdOf(this.#genesis), hash, loaded) !== undefined;
  }

  async #check(height: number): Promise<readonly Uint8Array[] | string> {
    const chainId = chainIdOf(this.#genesis);
    const stored = await this.#store.block(height);
    if (stored === undefined) return 'block-missing';
    const block = blockCodec.parse(stored.block);
    const parsed = block.ok ? headerCodec.parse(block.value.header) : block;
    if (!block.ok || !parsed.ok) return 'block-malformed';
    const header = parsed.value;
    const { transactions, parentCertificate } = block.value;
    if (header.chainId !== chainId) return 'header-chain';
    if (header.height !== height) return 'header-height';
    const id = blockId(chainId, block.value.header);
    if (this.#parent !== undefined && !equalBytes(header.parentId, this.#parent)) {
      return 'header-parent';
    }
    this.#parent = id;
    const set = this.#sets.findLast((each) => each.height < height)?.set as ValidatorSet;
    const setHash = validatorSetHash(chainId, set);
    // A change that is stored and that no block before it made must bring no keys of its own.
    const isNamed = this.#next === undefined || equalBytes(setHash, this.#next);
    if (!isNamed || !equalBytes(setHash, header.validatorsHash)) return 'header-validators';
    this.#next = header.nextValidatorsHash;
    const { certificate } = stored;
    const claim = { chainId, set, certificate, height, blockId: id, verify };
    if (!verifyCommitCertificate(claim).ok) return 'certificate-invalid';
    const parentHash = certificateHash(chainId, parentCertificate);
    if (!equalBytes(parentHash, header.parentCertificateHash)) return 'header-parent-certificate';
    const leaves = transactions.map((bytes) => leafHash(transactionHash(chainId, bytes)));
    if (!equalBytes(rootOf(leaves), header.transactionsRoot)) return 'header-transactions-root';
    if (!equalBytes(resultsRoot(stored.results), header.resultsRoot)) return 'results';
    return (await this.#indexFault(height, transactions)) ?? transactions;
  }

  async #indexFault(
    height: number,
    transactions: readonly Uint8Array[],
  ): Promise<string | undefined> {
    const chainId = chainIdOf(this.#genesis);
    for (const [index, bytes] of transactions.entries()) {
      const id = transactionId(chainId, transactionCodec.decode(bytes).body);
      const found = await indexedPlace(this.#store, id);
      if (found?.height !== height || found.index !== index) return 'transaction-index';
    }
    return undefined;
  }
}

function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return nativeVerifier.verify({ publicKey, message, signature });
}

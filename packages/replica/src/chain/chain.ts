import { assert, equalBytes } from '@mingjing/crypto';
import {
  advance,
  type ChainState,
  genesisProofs,
  genesisState,
  loadChainState,
} from '@mingjing/execution';
import { genesisValidatorSet } from '@mingjing/proofs';
import {
  blockCodec,
  blockId,
  type Checked,
  chainIdOf,
  type Genesis,
  genesisCodec,
  genesisHash,
  type Header,
  headerCodec,
  passed,
  refused,
  type ValidatorSet,
  validatorSetCodec,
} from '@mingjing/protocol';
import type { Store, StoredState, Verifier } from '../ports.ts';
import type { ExecutedBlock } from './judge.ts';
import { verifyWith } from './verify-with.ts';

export type OpenRefusal = `genesis-${string}` | 'other-chain' | 'state-does-not-match';

/** A block that was committed, with what came of it. */
export interface CommittedBlock {
  readonly executed: ExecutedBlock;
  readonly certificate: Uint8Array;
}

/** What a chain needs of its store. */
export type ChainBase = Pick<Store, 'loadState' | 'commit' | 'validatorChanges'>;

/** The chain as this node holds it: state, tip, and the only way to move it forward. */
export class Chain {
  readonly genesis: Genesis;
  readonly genesisBytes: Uint8Array;
  readonly #store: ChainBase;
  #state: ChainState;
  /** Header and certificate of the tip; undefined at height 0. */
  tip: { readonly header: Header; readonly certificate: Uint8Array } | undefined;
  /** The set that decided the tip: it signed the certificate that the next block carries. */
  tipValidators: ValidatorSet;

  private constructor(genesis: Genesis, state: ChainState, store: ChainBase) {
    this.genesis = genesis;
    this.genesisBytes = genesisCodec.encode(genesis);
    this.#state = state;
    this.#store = store;
    this.tipValidators = state.validators;
  }

  /** The state after the latest block. */
  get state(): ChainState {
    return this.#state;
  }

  /** Opens what the store holds, or begins from genesis. */
  static async open(
    genesis: Genesis,
    store: ChainBase,
    verifier: Verifier,
  ): Promise<Checked<Chain, OpenRefusal>> {
    const stored = await store.loadState();
    if (stored === undefined) {
      const proofs = await verifier.checkProofs(genesisProofs(genesis));
      const fresh = genesisState(genesis, verifyWith(verifier), () => proofs.every(Boolean));
      return fresh.ok ? passed(new Chain(genesis, fresh.value, store)) : fresh;
    }
    const loaded = await load(genesis, store, stored);
    if (!loaded.ok) return loaded;
    const chain = new Chain(genesis, loaded.value.state, store);
    chain.#take(loaded.value);
    return passed(chain);
  }

  /** Goes on from what was put into the store beside commits: a snapshot. */
  async reload(): Promise<void> {
    const stored = await this.#store.loadState();
    assert(stored !== undefined && this.height === 0, 'a snapshot was put into an empty store');
    const loaded = await load(this.genesis, this.#store, stored);
    assert(loaded.ok, 'what was verified before it was written is read back');
    this.#take(loaded.value);
  }

  #take({ state, tip, tipValidators }: Loaded): void {
    this.#state = state;
    this.tip = tip;
    this.tipValidators = tipValidators;
  }

  get chainId(): string {
    return this.state.chainId;
  }

  get height(): number {
    return this.state.height;
  }

  /** Certificate bytes that the next block carries for its parent; empty before the first block. */
  get parentCertificate(): Uint8Array {
    return this.tip?.certificate ?? new Uint8Array(0);
  }

  /**
   * Writes the block, then moves the state: after a crash the node is at h or at h - 1. Resolves
   * with the block's canonical bytes.
   */
  async commit({ executed, certificate }: CommittedBlock): Promise<Uint8Array> {
    const { state } = this;
    const { outcome, block, header, headerBytes, transactions } = executed;
    assert(header.height === state.height + 1, 'blocks are committed in order');
    const before = state.validatorsHash;
    const bytes = blockCodec.encode(block);
    await this.#store.commit({
      height: header.height,
      block: bytes,
      certificate,
      results: outcome.results,
      transactionIds: transactions.map(({ id }) => id),
      registry: header.height === 1 ? this.#withGenesis(outcome.registry) : outcome.registry,
      recordLeaves: outcome.recordLeaves,
      recordsBefore: state.records.size,
      stateSummary: outcome.stateSummary,
      replay: outcome.replay,
      replayFloor: state.replay.floor(header.height),
      nextValidators: equalBytes(before, outcome.nextValidatorsHash)
        ? undefined
        : validatorSetCodec.encode(outcome.nextValidators),
    });
    this.tipValidators = state.validators;
    advance(state, outcome, blockId(state.chainId, headerBytes));
    this.tip = { header, certificate };
    return bytes;
  }

  // The entries of genesis have never been written: the first block carries them along.
  #withGenesis(changes: ExecutedBlock['outcome']['registry']) {
    const entries = new Map(
      this.state.registry.stored().map((change) => [change[0].join(), change]),
    );
    for (const change of changes) entries.set(change[0].join(), change);
    return [...entries.values()];
  }
}

interface Loaded {
  readonly state: ChainState;
  readonly tip: NonNullable<Chain['tip']>;
  readonly tipValidators: ValidatorSet;
}

async function load(
  genesis: Genesis,
  store: ChainBase,
  stored: StoredState,
): Promise<Checked<Loaded, OpenRefusal>> {
  const block = blockCodec.decode(stored.block);
  const header = headerCodec.decode(block.header);
  if (header.chainId !== chainIdOf(genesis)) return refused('other-chain');
  const hash = genesisHash(genesisCodec.encode(genesis));
  const state = loadChainState(header.chainId, hash, { ...stored, header: block.header });
  if (state === undefined) return refused('state-does-not-match');
  // Its keys were judged when the chain began here, and the chain id holds it to be the same.
  const first = genesisValidatorSet(genesis);
  if (!first.ok) return refused(`genesis-validators-${first.reason}`);
  const changes = await store.validatorChanges();
  const decider = changes.findLast(({ height }) => height < header.height);
  return passed({
    state,
    tip: { header, certificate: stored.certificate },
    tipValidators: decider ? validatorSetCodec.decode(decider.next) : first.value,
  });
}

import { bytesToHex } from '@mingjing/crypto';
import { type ChainState, genesisState } from '@mingjing/execution';
import { chainIdOf, type Genesis, type ValidatorSet } from '@mingjing/protocol';
import type { CommittedBlock } from '@mingjing/replica';
import { worldVerifier } from '../world/keys.ts';

/** The chain as the first node that committed each height has it. */
export class History {
  readonly chainId: string;
  readonly #ids = new Map<number, string>();
  readonly #sets = new Map<number, ValidatorSet>();

  constructor(genesis: Genesis) {
    this.chainId = chainIdOf(genesis);
    this.#sets.set(1, firstSet(genesis));
  }

  /** Notes a commit; answers the id that stands for its height, hexadecimal. */
  note({ executed }: CommittedBlock): string {
    const { id, header, outcome } = executed;
    return this.#note(header.height, id, outcome.nextValidators);
  }

  /**
   * Notes what a node has when it starts, in the same way: it may have committed its latest block
   * the moment it crashed, before anybody heard of it.
   */
  began({ height, blockId, validators }: ChainState): string {
    return this.#note(height, blockId, validators);
  }

  #note(height: number, blockId: Uint8Array, next: ValidatorSet): string {
    const known = this.#ids.get(height);
    if (known !== undefined) return known;
    const id = bytesToHex(blockId);
    this.#ids.set(height, id);
    this.#sets.set(height + 1, next);
    return id;
  }

  /** The set that decides a height; undefined before anybody committed the height before. */
  validators(height: number): ValidatorSet | undefined {
    return this.#sets.get(height);
  }
}

/** All runs begin with one genesis, whose signatures are real. */
const firstSets = new WeakMap<Genesis, ValidatorSet>();

function firstSet(genesis: Genesis): ValidatorSet {
  const known = firstSets.get(genesis);
  if (known !== undefined) return known;
  const { verify } = worldVerifier('ed25519');
  const state = genesisState(genesis, (publicKey, message, signature) =>
    verify({ publicKey, message, signature }),
  );
  if (!state.ok) throw new Error(`the simulated genesis is refused: ${state.reason}`);
  firstSets.set(genesis, state.value.validators);
  return state.value.validators;
}

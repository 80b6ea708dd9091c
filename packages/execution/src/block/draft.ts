import { assert, concatBytes, equalBytes, type VerifySignature } from '@mingjing/crypto';
import {
  bytesKey,
  type ParsedTransaction,
  type RecordItem,
  recordCodec,
  recordId,
  stateRootOf,
  type ValidatorSet,
} from '@mingjing/protocol';
import { appendLeaves, leafHash, mapRoot, rangeRoot, rootOf, type SparseMap } from '@mingjing/tlog';
import type { ResultCode } from '../codes.ts';
import type { Context, PublishedRecord } from '../modules/context.ts';
import { executeMessage } from '../modules/execute.ts';
import { settleDue } from '../modules/governance/settle.ts';
import { settleOrders } from '../modules/moderation/effect.ts';
import { type ChainState, derivedOf, encodeStateSummary } from '../state/chain-state.ts';
import { changedMap, type RegistryChange, RegistryDraft } from '../state/registry.ts';
import { encodeReplay, type ReplayAddition } from '../state/replay.ts';
import { resultsRoot } from './results.ts';

/** What a block comes to; `advance` puts it in place. */
export interface Outcome {
  readonly height: number;
  readonly time: number;
  readonly results: readonly number[];
  readonly transactionsRoot: Uint8Array;
  readonly resultsRoot: Uint8Array;
  readonly stateRoot: Uint8Array;
  readonly nextValidators: ValidatorSet;
  readonly nextValidatorsHash: Uint8Array;
  readonly registry: readonly RegistryChange[];
  readonly recordLeaves: readonly Uint8Array[];
  readonly stateSummary: Uint8Array;
  readonly replay: Uint8Array;
  readonly parts: OutcomeParts;
}

/** What only `advance` needs. */
export interface OutcomeParts {
  readonly map: SparseMap;
  readonly records: ChainState['records'];
  readonly additions: readonly ReplayAddition[];
  readonly derived: ReturnType<typeof derivedOf>;
}

/** Publications in earlier blocks, by record id (`recordKey`). */
export type RecordAuthors = ReadonlyMap<string, PublishedRecord>;

/** How a module looks publications up. */
export function publications(
  authors: RecordAuthors,
): Pick<Context, 'recordAuthor' | 'recordVersion'> {
  const recordVersion = (id: Uint8Array) => authors.get(recordKey(id));
  const recordAuthor = (id: Uint8Array) => {
    const found = recordVersion(id);
    return found?.isLater === true ? undefined : found;
  };
  return { recordAuthor, recordVersion };
}

/** Key of a record in `RecordAuthors`. */
export function recordKey(id: Uint8Array): string {
  return bytesKey(id);
}

/**
 * Executes one block on top of a state that it leaves alone. `apply` takes the transactions in
 * order, as many at a time as the caller likes, so a large block needs no long tick.
 */
export class BlockDraft {
  readonly #state: ChainState;
  readonly #time: number;
  readonly #verify: VerifySignature;
  readonly #authors: RecordAuthors;
  readonly #registry: RegistryDraft;
  readonly #results: number[] = [];
  readonly #transactionLeaves: Uint8Array[] = [];
  readonly #recordLeaves: Uint8Array[] = [];
  readonly #additions: ReplayAddition[] = [];

  /** `time` is the block's; validity was judged before (block/validity.ts). */
  constructor(
    state: ChainState,
    time: number,
    verify: VerifySignature,
    authors: RecordAuthors = new Map(),
  ) {
    assert(time > state.time, 'a block is later than its parent');
    this.#state = state;
    this.#time = time;
    this.#verify = verify;
    this.#authors = authors;
    this.#registry = new RegistryDraft(state.registry);
    settleDue({ registry: this.#registry, verify, height: state.height + 1, time });
  }

  /** Executes the next transaction; its code says what came of it. */
  apply(transaction: ParsedTransaction): ResultCode {
    const code = this.#attempt(transaction);
    this.#include(transaction, code);
    return code;
  }

  /** Applies the transaction only if it is not refused: what an honest proposer does. */
  applyUnlessRefused(transaction: ParsedTransaction): ResultCode {
    const code = this.#attempt(transaction);
    if (code === 0) this.#include(transaction, code);
    return code;
  }

  #include(transaction: ParsedTransaction, code: ResultCode): void {
    this.#transactionLeaves.push(leafHash(transaction.hash));
    const { id, body } = transaction;
    this.#additions.push({ id, validUntil: body.validUntil });
    this.#results.push(code);
  }

  #attempt(transaction: ParsedTransaction): ResultCode {
    const signer = this.#state.registry.get('key', transaction.signerKey);
    assert(signer !== undefined, 'a valid transaction has a known signer');
    const records = this.#recordLeaves;
    const context: Context = {
      chainId: this.#state.chainId,
      height: this.#state.height + 1,
      time: this.#time,
      registry: this.#registry,
      verify: this.#verify,
      transactionId: transaction.id,
      signer,
      signerKeyId: transaction.body.signer,
      appendRecord: (index, record) => {
        records.push(recordLeaf(recordId(transaction.id, index), record));
      },
      ...publications(this.#authors),
    };
    if (transaction.message.type === 'recordsPublish') {
      return executeMessage(context, transaction.message);
    }
    // Whatever writes the registry does so whole or not at all.
    const fork = this.#registry.fork();
    const code = executeMessage({ ...context, registry: fork }, transaction.message);
    if (code === 0) this.#registry.adopt(fork);
    return code;
  }

  /** Roots and changes of the block. */
  finish(): Outcome {
    const state = this.#state;
    settleOrders(this.#registry, { height: state.height + 1, time: this.#time });
    const registry = this.#registry.changes();
    const map = changedMap(state.registry, registry);
    const { range: records } = appendLeaves(state.records, this.#recordLeaves);
    const replayRoot = state.replay.rootWith(this.#additions, this.#time);
    const derived = this.#registry.isEmpty ? state : derivedOf(state.chainId, this.#registry);
    return {
      height: state.height + 1,
      time: this.#time,
      results: this.#results,
      transactionsRoot: rootOf(this.#transactionLeaves),
      resultsRoot: resultsRoot(this.#results),
      stateRoot: stateRootOf(state.chainId, mapRoot(map), rangeRoot(records), replayRoot),
      nextValidators: derived.validators,
      nextValidatorsHash: derived.validatorsHash,
      registry,
      recordLeaves: this.#recordLeaves,
      stateSummary: encodeStateSummary(records),
      replay: encodeReplay(this.#additions),
      parts: { map, records, additions: this.#additions, derived },
    };
  }
}

/** Leaf hash of a record: its id and its canonical bytes. */
export function recordLeaf(id: Uint8Array, record: RecordItem): Uint8Array {
  return leafHash(concatBytes(id, recordCodec.encode(record)));
}

/** Puts an outcome in place: the state is now the one after block `blockId`. */
export function advance(state: ChainState, outcome: Outcome, blockId: Uint8Array): void {
  assert(outcome.height === state.height + 1, 'blocks are put in place in order');
  const { map, records, additions, derived } = outcome.parts;
  state.registry.apply(outcome.registry, map);
  state.replay.apply(outcome.height, additions, outcome.time);
  state.records = records;
  state.height = outcome.height;
  state.time = outcome.time;
  state.blockId = blockId;
  state.stateRoot = outcome.stateRoot;
  state.validators = derived.validators;
  state.validatorsHash = derived.validatorsHash;
  state.parameters = derived.parameters;
  state.parametersHash = derived.parametersHash;
  assert(
    equalBytes(state.validatorsHash, outcome.nextValidatorsHash),
    'the next set is the one the header states',
  );
}

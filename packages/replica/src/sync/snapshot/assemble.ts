import { compareBytes, equalBytes } from '@mingjing/crypto';
import { loadChainState } from '@mingjing/execution';
import {
  type Checked,
  genesisHash,
  type Header,
  headerCodec,
  passed,
  refused,
  type SnapshotChunk,
  SnapshotKind,
  type SnapshotProof,
  snapshotChunkCodec,
  type ValidatorSet,
  validatorSetCodec,
} from '@mingjing/protocol';
import { appendLeaves, emptyRange, encodeRange } from '@mingjing/tlog';
import type { Chain } from '../../chain/chain.ts';
import type { InstalledState, StoredChange, StoreInstall } from '../../ports.ts';
import { type AuthenticBlock, readBlock } from '../authentic-block.ts';
import { LEAVES_OF_CHUNK } from './chunks.ts';
import type { OpenedManifest } from './open-manifest.ts';

export type AssemblyRefusal =
  | 'chunk-malformed'
  | 'block-differs'
  | 'registry-order'
  | 'replay-order'
  | 'state-root-differs'
  | 'record-leaves-differ'
  | 'chunk-missing';

const HASH_BYTES = 32;

/**
 * Takes the chunks of a snapshot in order, puts the large parts into the store as they come, and
 * at the end holds everything against the certified header: nothing is believed before that, and
 * the store holds nothing until the caller finishes it.
 */
export class Assembly {
  readonly #chain: Chain;
  readonly #opened: OpenedManifest;
  readonly #install: StoreInstall;
  readonly #registry: [Uint8Array, Uint8Array][] = [];
  readonly #replay: { height: number; ids: Uint8Array }[] = [];
  #block: AuthenticBlock | undefined;
  #records = emptyRange();
  #taken = 0;

  constructor(chain: Chain, opened: OpenedManifest, install: StoreInstall) {
    this.#chain = chain;
    this.#opened = opened;
    this.#install = install;
  }

  /** The next chunk, whose hash is the manifest's. */
  async take(bytes: Uint8Array): Promise<AssemblyRefusal | undefined> {
    const ref = this.#opened.manifest.chunks[this.#taken];
    const parsed = snapshotChunkCodec.parse(bytes);
    if (!parsed.ok || ref === undefined) return 'chunk-malformed';
    this.#taken += 1;
    switch (ref.kind) {
      case SnapshotKind.block:
        return this.#takeBlock(parsed.value);
      case SnapshotKind.replay:
        return this.#takeReplay(parsed.value);
      case SnapshotKind.registry:
        return this.#takeRegistry(parsed.value);
      default:
        return this.#takeLeaves(parsed.value);
    }
  }

  /** Everything there is, verified; or what of it is wrong. */
  finish(): Checked<InstalledState, AssemblyRefusal> {
    const { manifest, proof } = this.#opened;
    if (this.#taken !== manifest.chunks.length) return refused('chunk-missing');
    const block = this.#block;
    if (block === undefined) return refused('block-differs');
    const expected = manifest.replayFrom + this.#replay.length;
    if (expected !== manifest.height + 1) return refused('replay-order');
    const { stateSummary } = manifest;
    const state = loadChainState(this.#chain.chainId, genesisHash(this.#chain.genesisBytes), {
      header: proof.header,
      stateSummary,
      registry: this.#registry,
      replay: this.#replay,
    });
    if (state === undefined) return refused('state-root-differs');
    if (!equalBytes(encodeRange(this.#records), encodeRange(state.records))) {
      return refused('record-leaves-differ');
    }
    const { height } = manifest;
    return passed({
      block: { height, block: block.bytes, certificate: proof.certificate, results: block.results },
      transactionIds: block.transactionIds,
      stateSummary,
      records: this.#records.size,
      replay: this.#replay,
      changes: [...changesOf(proof), ...ownChange(block.header, state.validators)],
    });
  }

  #takeBlock({ block, results }: SnapshotChunk): AssemblyRefusal | undefined {
    const read = readBlock(this.#chain.chainId, block, results, this.#opened.manifest.blockId);
    if (!read.ok) return 'block-differs';
    this.#block = read.value;
    return undefined;
  }

  #takeReplay({ replay }: SnapshotChunk): AssemblyRefusal | undefined {
    for (const { height, ids } of replay) {
      const expected = this.#opened.manifest.replayFrom + this.#replay.length;
      if (height !== expected || height > this.#opened.manifest.height) return 'replay-order';
      this.#replay.push({ height, ids });
    }
    return undefined;
  }

  async #takeRegistry({ registry }: SnapshotChunk): Promise<AssemblyRefusal | undefined> {
    const entries: [Uint8Array, Uint8Array][] = [];
    let last = this.#registry.at(-1)?.[0];
    for (const { key, value } of registry) {
      if (key.length === 0 || (last !== undefined && compareBytes(last, key) >= 0))
        return 'registry-order';
      entries.push([key, value]);
      last = key;
    }
    for (const entry of entries) this.#registry.push(entry);
    await this.#install.registry(entries);
    return undefined;
  }

  async #takeLeaves({ leaves }: SnapshotChunk): Promise<AssemblyRefusal | undefined> {
    const count = leaves.length / HASH_BYTES;
    const isWhole = Number.isInteger(count) && count > 0 && count <= LEAVES_OF_CHUNK;
    if (!isWhole) return 'chunk-malformed';
    const hashes = Array.from({ length: count }, (_, index) =>
      leaves.slice(HASH_BYTES * index, HASH_BYTES * (index + 1)),
    );
    const from = this.#records.size;
    this.#records = appendLeaves(this.#records, hashes).range;
    await this.#install.recordLeaves(from, leaves);
    return undefined;
  }
}

function changesOf({ steps }: SnapshotProof): StoredChange[] {
  return steps.map(({ header, certificate, nextValidators: next }) => {
    return { height: headerCodec.decode(header).height, next, proof: { header, certificate } };
  });
}

// The block of the snapshot may itself have changed the set.
function ownChange(header: Header, next: ValidatorSet): StoredChange[] {
  if (equalBytes(header.nextValidatorsHash, header.validatorsHash)) return [];
  return [{ height: header.height, next: validatorSetCodec.encode(next), proof: undefined }];
}

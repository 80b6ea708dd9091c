import {
  blockCodec,
  blockId,
  headerCodec,
  SNAPSHOT_CHUNK_BYTES_MAX,
  SNAPSHOT_CHUNKS_MAX,
  SNAPSHOT_PROOF_BYTES_MAX,
  SNAPSHOT_VERSION,
  type SnapshotChunkRef,
  type SnapshotOffer,
  snapshotChunkHash,
  snapshotHash,
  snapshotManifestCodec,
  snapshotProofCodec,
  type ValidatorStep,
} from '@mingjing/protocol';
import type { Chain } from '../../chain/chain.ts';
import { validatorSteps } from '../../chain/receipts.ts';
import type { FrozenState, ReplicaPorts, SnapshotShelf, SnapshotWriter } from '../../ports.ts';
import { chunksOf, headerOfFrozen } from './chunks.ts';

/** When snapshots are made; every node of the same settings makes them at the same heights. */
export interface SnapshotPace {
  /** Only at heights that are multiples of this. */
  readonly blocks: number;
  /** Only at the first such height of each period of block time, ms; 0: at every such height. */
  readonly periodMs: number;
}

export const defaultPace: SnapshotPace = { blocks: 1000, periodMs: 6 * 60 * 60 * 1000 };

type MakePorts = Pick<ReplicaPorts, 'store' | 'clock' | 'journal' | 'snapshots'>;

/** Makes snapshots while the node runs, one at a time. */
export class SnapshotMaker {
  readonly #chain: Chain;
  readonly #ports: MakePorts;
  readonly #pace: SnapshotPace;
  readonly #beside: (task: () => Promise<void>) => void;
  #isMaking = false;

  /** `beside` runs a task that nobody waits for; what it throws stops the node. */
  constructor(
    chain: Chain,
    ports: MakePorts,
    pace: SnapshotPace,
    beside: (task: () => Promise<void>) => void,
  ) {
    this.#chain = chain;
    this.#ports = ports;
    this.#pace = pace;
    this.#beside = beside;
  }

  /** A block was committed and the next one is not: the state is frozen if one is due. */
  async committed(height: number, time: number): Promise<void> {
    const { store, snapshots } = this.#ports;
    if (snapshots === undefined || this.#isMaking) return;
    if (!(await this.#isDue(height, time))) return;
    const frozen = await store.freeze();
    if (frozen === undefined) return;
    this.#isMaking = true;
    this.#beside(async () => {
      try {
        await this.#make(snapshots, frozen);
      } finally {
        this.#isMaking = false;
        await frozen.close();
      }
    });
  }

  async #isDue(height: number, time: number): Promise<boolean> {
    const { blocks, periodMs } = this.#pace;
    if (height % blocks !== 0) return false;
    const before = periodMs === 0 ? undefined : await this.#ports.store.block(height - blocks);
    if (before === undefined) return true;
    const header = headerCodec.decode(blockCodec.decode(before.block).header);
    return Math.floor(header.time / periodMs) !== Math.floor(time / periodMs);
  }

  // A snapshot that cannot be made is no reason to stop: nothing rests on it here.
  async #make(shelf: SnapshotShelf, frozen: FrozenState): Promise<void> {
    const { height } = frozen.block;
    let writer: SnapshotWriter | undefined;
    try {
      writer = await shelf.begin(height);
      const steps = await validatorSteps(this.#ports.store, height);
      await writeSnapshot({ frozen, steps, writer, clock: this.#ports.clock, chain: this.#chain });
      await this.#note(height, 'done');
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      await writer?.discard().catch(() => {
        // It could not be written either; what is left is removed when the shelf is opened.
        return undefined;
      });
      await this.#note(height, 'failed', typeof code === 'string' ? code : String(error));
    }
  }

  async #note(height: number, result: 'done' | 'failed', reason?: string): Promise<void> {
    await this.#ports.journal.append({
      source: 'maintenance',
      event: 'snapshot-made',
      result,
      height,
      ...(reason === undefined ? {} : { reason: reason.slice(0, 64) }),
    });
  }
}

interface Writing {
  readonly frozen: FrozenState;
  readonly steps: readonly ValidatorStep[];
  readonly writer: SnapshotWriter;
  readonly clock: Pick<ReplicaPorts['clock'], 'yield'>;
  readonly chain: Pick<Chain, 'chainId'>;
}

/** Writes a frozen state as a snapshot; throws when it is beyond what a snapshot may be. */
async function writeSnapshot(writing: Writing): Promise<SnapshotOffer> {
  const { frozen, steps, writer, clock, chain } = writing;
  const { chainId } = chain;
  const { height, certificate } = frozen.block;
  const chunks: SnapshotChunkRef[] = [];
  for await (const { kind, bytes } of chunksOf(frozen)) {
    if (bytes.length > SNAPSHOT_CHUNK_BYTES_MAX || chunks.length === SNAPSHOT_CHUNKS_MAX) {
      throw new SnapshotTooLargeError();
    }
    await writer.chunk(bytes);
    chunks.push({ kind, sizeBytes: bytes.length, hash: snapshotChunkHash(chainId, bytes) });
    await clock.yield();
  }
  const header = headerOfFrozen(frozen);
  const manifest = snapshotManifestCodec.encode({
    version: SNAPSHOT_VERSION,
    chainId,
    height,
    blockId: blockId(chainId, header),
    stateSummary: frozen.stateSummary,
    replayFrom: await firstReplay(frozen),
    chunks,
  });
  const proof = snapshotProofCodec.encode({ header, certificate, steps: [...steps] });
  if (manifest.length + proof.length > SNAPSHOT_PROOF_BYTES_MAX) throw new SnapshotTooLargeError();
  const offer = { height, manifestHash: snapshotHash(chainId, manifest) };
  await writer.finish(offer, { manifest, proof });
  return offer;
}

async function firstReplay(frozen: FrozenState): Promise<number> {
  for await (const { height } of frozen.replay()) return height;
  return frozen.block.height + 1;
}

/** A state that does not fit the bounds of a snapshot; the node goes on without one. */
class SnapshotTooLargeError extends Error {
  override readonly name = 'SnapshotTooLargeError';
  readonly code = 'SNAPSHOT_TOO_LARGE';

  constructor() {
    super('the state is beyond the bounds of a snapshot');
  }
}

import type { SnapshotShelf, SnapshotWriter } from '@mingjing/replica';
import { isChunkOf, type KeptSnapshot, mustBeKept, named, SNAPSHOTS_KEPT } from './kept.ts';

interface Held extends KeptSnapshot {
  readonly chunks: readonly Uint8Array[];
  readonly parts: { readonly manifest: Uint8Array; readonly proof: Uint8Array };
}

/** The latest snapshots in memory, for nodes whose disk is. */
export class MemorySnapshots implements SnapshotShelf {
  #held: readonly Held[] = [];

  list() {
    return this.#held.map(({ offer }) => offer);
  }

  async parts(manifestHash: Uint8Array) {
    return named(this.#held, manifestHash)?.parts;
  }

  async chunk(manifestHash: Uint8Array, index: number): Promise<Uint8Array | undefined> {
    const held = named(this.#held, manifestHash);
    const chunk = held?.chunks[index];
    return held && chunk && isChunkOf(held, index, chunk) ? chunk : undefined;
  }

  async begin(): Promise<SnapshotWriter> {
    const chunks: Uint8Array[] = [];
    return {
      chunk: async (bytes) => {
        chunks.push(bytes);
      },
      finish: async (_offer, parts) => {
        const kept = { ...mustBeKept(parts.manifest), chunks, parts };
        this.#held = [kept, ...this.#held].slice(0, SNAPSHOTS_KEPT);
      },
      discard: () => Promise.resolve(),
    };
  }
}

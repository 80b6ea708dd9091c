import type { SyncBlock } from '@mingjing/protocol';

/** Blocks kept at most: what followers at the tip ask for. */
const BLOCKS_MAX = 32;
/** Bytes kept at most. The contents are shared with what was just committed, not copied. */
const BYTES_MAX = 32 * 1024 * 1024;
/** A larger block is read from disk, where an answer leaves out what would not fit into it. */
const BLOCK_BYTES_MAX = 12 * 1024 * 1024;

/**
 * The latest blocks in the form in which followers ask for them, so that serving the tip reads
 * nothing from disk: every attachment would be a read of its own.
 */
export class RecentBlocks {
  readonly #blocks = new Map<number, { readonly block: SyncBlock; readonly bytes: number }>();
  #bytes = 0;

  get(height: number): SyncBlock | undefined {
    return this.#blocks.get(height)?.block;
  }

  /** Forgets all of them: something in them is not to be given out any more. */
  clear(): void {
    this.#blocks.clear();
    this.#bytes = 0;
  }

  add(height: number, block: SyncBlock): void {
    const bytes = sizeOf(block);
    if (bytes > BLOCK_BYTES_MAX) return;
    this.#blocks.set(height, { block, bytes });
    this.#bytes += bytes;
    for (const [oldest, kept] of this.#blocks) {
      if (this.#blocks.size <= BLOCKS_MAX && this.#bytes <= BYTES_MAX) break;
      this.#blocks.delete(oldest);
      this.#bytes -= kept.bytes;
    }
  }
}

function sizeOf({ block, certificate, attachments }: SyncBlock): number {
  const bytes = block.length + certificate.length;
  return attachments.reduce((sum, { content }) => sum + content.length, bytes);
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BlockTable } from './block-table.ts';
import type { BlockHead, UnpackedBlock } from './row-block.ts';
import { rowId } from './row-id.ts';

/** Some 8 MiB: pages of different queries lie in the same blocks, the newest ones. */
const KEPT_MAX = 128;

/** The blocks of a handle that only reads, unpacked ones kept until somebody writes. */
export class KeptBlocks {
  readonly #blocks: BlockTable;
  readonly #version: StatementSync;
  readonly #kept = new Map<bigint, UnpackedBlock>();
  #seen: unknown;

  constructor(database: DatabaseSync, blocks: BlockTable) {
    this.#blocks = blocks;
    this.#version = database.prepare('PRAGMA data_version');
  }

  /** To be called first in a transaction: forgets what may not be so any more. */
  begin(): void {
    const version = this.#version.get()?.['data_version'];
    if (version !== this.#seen) this.#kept.clear();
    this.#seen = version;
  }

  head(log: number, position: number): BlockHead | undefined {
    return this.#blocks.head(log, position);
  }

  reaching(log: number, time: number): number | undefined {
    return this.#blocks.reaching(log, time);
  }

  holding(log: number, position: number): UnpackedBlock | undefined {
    const head = this.head(log, position);
    if (head === undefined) return undefined;
    const id = rowId(log, head.first);
    const known = this.#kept.get(id);
    if (known !== undefined) return known;
    const block = this.#blocks.holding(log, position);
    if (block === undefined) return undefined;
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT_MAX && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(id, block);
    return block;
  }
}

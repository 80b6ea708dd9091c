import type { OpenedBlock } from './open-block.ts';

/** Blocks planned ahead of the tip, asked for or here. */
const BLOCKS_AHEAD_MAX = 1024;
/** Bytes of blocks that are here and wait for those before them. */
export const BYTES_AHEAD_MAX = 64 * 1024 * 1024;

/** A run of heights: wanted, asked of a peer, or here. */
export interface Range {
  from: number;
  count: number;
  /** Whom it was asked of, or who sent it. */
  peer: string | undefined;
  blocks: readonly OpenedBlock[] | undefined;
  bytes: number;
}

/**
 * The next heights, cut into ranges without a gap. Several are asked for at once and of several
 * peers; they are taken in order.
 */
export class RangePlan {
  #ranges: Range[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  /** Bytes that are here and wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Forgets what the chain has passed; of a range that is here in part, the rest stays. */
  trim(height: number): void {
    for (let first = this.#ranges[0]; first !== undefined; first = this.#ranges[0]) {
      if (first.from > height) return;
      const passed = Math.min(height - first.from + 1, first.count);
      first.from += passed;
      first.count -= passed;
      if (first.blocks !== undefined) first.blocks = first.blocks.slice(passed);
      if (first.count > 0) return;
      this.#ranges.shift();
      this.#bytes -= first.bytes;
    }
  }

  /** Plans up to `best`, `count` blocks a range; `height` is the chain's. */
  extend(height: number, best: number, count: number): void {
    let next = (this.#ranges.at(-1)?.from ?? height + 1) + (this.#ranges.at(-1)?.count ?? 0);
    const end = Math.min(best, height + BLOCKS_AHEAD_MAX);
    for (; next <= end; next += count) {
      const size = Math.min(count, end - next + 1);
      this.#ranges.push({ from: next, count: size, peer: undefined, blocks: undefined, bytes: 0 });
    }
  }

  /** Forgets what nobody was asked for and lies above `best`, which nobody claims any more. */
  cut(best: number): void {
    for (let last = this.#ranges.at(-1); last !== undefined; last = this.#ranges.at(-1)) {
      if (last.peer !== undefined || last.from <= best) return;
      this.#ranges.pop();
    }
  }

  /** Ranges that nobody is asked for, ascending. */
  wanted(): Range[] {
    return this.#ranges.filter(({ peer }) => peer === undefined);
  }

  isFirst(range: Range): boolean {
    return this.#ranges[0] === range;
  }

  /** An answer came; what it left out is wanted again. Blocks that were passed are dropped. */
  arrived(range: Range, blocks: readonly OpenedBlock[], bytes: number): void {
    const rest = range.count - blocks.length;
    if (rest > 0) {
      const from = range.from + blocks.length;
      const at = this.#ranges.indexOf(range) + 1;
      const wanted = { from, count: rest, peer: undefined, blocks: undefined, bytes: 0 };
      this.#ranges.splice(at, 0, wanted);
    }
    range.count = blocks.length;
    range.blocks = blocks;
    range.bytes = bytes;
    this.#bytes += bytes;
  }

  /** Wants a range again, of anybody. */
  again(range: Range): void {
    this.#bytes -= range.bytes;
    range.peer = undefined;
    range.blocks = undefined;
    range.bytes = 0;
  }

  /** Wants again all that a peer sent or is asked for: nothing of it is believed any more. */
  disown(peer: string): void {
    for (const range of this.#ranges) if (range.peer === peer) this.again(range);
  }

  /** The first range when it is here. */
  ready(): Range | undefined {
    const first = this.#ranges[0];
    return first?.blocks === undefined ? undefined : first;
  }

  /** Whether `range` is still part of the plan and asked of `peer`. */
  isAskedOf(range: Range, peer: string): boolean {
    return range.peer === peer && range.blocks === undefined && this.#ranges.includes(range);
  }

  clear(): void {
    this.#ranges = [];
    this.#bytes = 0;
  }
}

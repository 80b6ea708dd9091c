import type { TimeWindow } from './report.ts';

/** Times of entries of one log by index, kept sparsely: enough to say when something fell. */
export class Times {
  /** One in so many is kept: a window is at most this many entries too wide. */
  static readonly STEP = 64;
  readonly #kept: { readonly index: number; readonly time: number }[] = [];
  first: number | undefined;
  last: number | undefined;

  add(index: number, time: number): void {
    this.first ??= time;
    this.last = time;
    const newest = this.#kept.at(-1);
    if (newest === undefined || index - newest.index >= Times.STEP)
      this.#kept.push({ index, time });
  }

  /** When entries [index, end) were written: after the one before them, before the one behind. */
  window(index: number, end: number): TimeWindow {
    const before = this.#kept.findLast((kept) => kept.index < index);
    const after = this.#kept.find((kept) => kept.index >= end);
    return { from: before?.time, to: after?.time };
  }
}

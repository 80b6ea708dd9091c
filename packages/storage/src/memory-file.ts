import type { Survival } from './memory-disk.ts';

type Change =
  | { readonly type: 'write'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly type: 'truncate'; readonly length: number };

/** One file of a `MemoryDisk`: what is forced, and the changes that are not. */
export class MemoryFile {
  #forced: Uint8Array = new Uint8Array();
  #current: Uint8Array = new Uint8Array();
  #pending: Change[] = [];

  read(): Uint8Array {
    return new Uint8Array(this.#current);
  }

  write(offset: number, bytes: Uint8Array): void {
    this.#change({ type: 'write', offset, bytes: new Uint8Array(bytes) });
  }

  truncate(length: number): void {
    this.#change({ type: 'truncate', length });
  }

  /** How many changes a force that begins now would cover. */
  pendingCount(): number {
    return this.#pending.length;
  }

  /** Forces the oldest `count` changes. */
  force(count: number): void {
    const changes = this.#pending.splice(0, count);
    // Mostly nothing came meanwhile, and then what is seen is what is forced.
    this.#forced = this.#pending.length === 0 ? this.#current : changes.reduce(apply, this.#forced);
  }

  pendingBytes(): number[] {
    return this.#pending.map((change) => (change.type === 'write' ? change.bytes.length : 0));
  }

  crash({ whole, tornBytes = 0 }: Survival): void {
    const torn = this.#pending[whole];
    const kept = this.#pending.slice(0, whole);
    if (torn?.type === 'write' && tornBytes > 0) {
      kept.push({ ...torn, bytes: torn.bytes.subarray(0, tornBytes) });
    }
    this.replace(kept.reduce(apply, this.#forced));
  }

  /** Forced bytes come from elsewhere: a test's damage, a crash. */
  replace(bytes: Uint8Array): void {
    this.#forced = bytes;
    this.#current = bytes;
    this.#pending = [];
  }

  #change(change: Change): void {
    this.#current = apply(this.#current, change);
    this.#pending.push(change);
  }
}

/** Never in place: the forced bytes and the current ones may be one array. */
function apply(bytes: Uint8Array, change: Change): Uint8Array {
  const end = change.type === 'write' ? change.offset + change.bytes.length : change.length;
  const length = change.type === 'write' ? Math.max(bytes.length, end) : end;
  const changed = new Uint8Array(length);
  changed.set(bytes.subarray(0, length));
  if (change.type === 'write') changed.set(change.bytes, change.offset);
  return changed;
}

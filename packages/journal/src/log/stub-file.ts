import { crc32 } from 'node:zlib';
import { assert } from '@mingjing/crypto';
import { STUB_BYTES_MAX } from '@mingjing/protocol';
import type { FilePort, JournalFile } from '../files/file-port.ts';

/*
 *   one slot of 168 bytes per entry, slot n at byte 168 n:
 *   +-----------+----------------+-------------+---------------+
 *   | length u8 | canonical stub | zeros       | crc32 u32 BE  |
 *   +-----------+----------------+-------------+---------------+
 *   the CRC covers the 164 bytes before it
 */

export const SLOT_BYTES = 168;
const CRC_AT = SLOT_BYTES - 4;

/** The stub of a slot, or undefined when a byte of the slot changed. */
export function stubOfSlot(slot: Uint8Array): Uint8Array | undefined {
  if (slot.length !== SLOT_BYTES) return undefined;
  const view = new DataView(slot.buffer, slot.byteOffset, SLOT_BYTES);
  if (crc32(slot.subarray(0, CRC_AT)) !== view.getUint32(CRC_AT)) return undefined;
  const length = slot[0] as number;
  return length <= STUB_BYTES_MAX ? slot.slice(1, 1 + length) : undefined;
}

/** The slots of some stubs, one after the other. */
export function encodeSlots(stubs: readonly Uint8Array[]): Uint8Array {
  const slots = new Uint8Array(SLOT_BYTES * stubs.length);
  const view = new DataView(slots.buffer);
  for (const [i, stub] of stubs.entries()) {
    assert(stub.length <= STUB_BYTES_MAX, 'a stub fits its slot');
    const at = i * SLOT_BYTES;
    slots[at] = stub.length;
    slots.set(stub, at + 1);
    view.setUint32(at + CRC_AT, crc32(slots.subarray(at, at + CRC_AT)));
  }
  return slots;
}

/** The stubs of one log: kept for ever, addressed by index. */
export class StubFile {
  readonly #file: JournalFile;

  private constructor(file: JournalFile) {
    this.#file = file;
  }

  static async open(files: FilePort, folder: string): Promise<StubFile> {
    return new StubFile(await files.open(`${folder}/stubs`));
  }

  /** Cuts what was written beyond `count` stubs; false when there are fewer. */
  async cut(count: number): Promise<boolean> {
    const size = await this.#file.size();
    if (size > count * SLOT_BYTES) await this.#file.truncate(count * SLOT_BYTES);
    return size >= count * SLOT_BYTES;
  }

  async append(index: number, stubs: readonly Uint8Array[]): Promise<void> {
    await this.#file.write(encodeSlots(stubs), index * SLOT_BYTES);
    await this.#file.datasync();
  }

  /** Stubs from an index on; undefined in the place of one whose slot changed. */
  async read(index: number, count: number): Promise<(Uint8Array | undefined)[]> {
    const bytes = await this.#file.read(index * SLOT_BYTES, count * SLOT_BYTES);
    return Array.from({ length: count }, (_, i) =>
      stubOfSlot(bytes.subarray(i * SLOT_BYTES, (i + 1) * SLOT_BYTES)),
    );
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

import { equalBytes } from '@mingjing/crypto';
import { FRAME_HEADER_BYTES, frameAt, writeFrameHeader } from '../src/files/frames.ts';
import { encodeSlots } from '../src/log/stub-file.ts';
import type { MemoryFolder } from './memory-folder.ts';

/** One change of a folder, with numbers that are taken modulo what is there. */
export type Change = (folder: MemoryFolder, pick: (count: number) => number) => void;

function fileOf(folder: MemoryFolder, pick: (count: number) => number): [string, Uint8Array] {
  const files = [...folder].filter(([, content]) => content.length > 0);
  return files[pick(files.length)] as [string, Uint8Array];
}

function splice(content: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  return Buffer.concat([content.subarray(0, at), added, content.subarray(at + removed)]);
}

const PLAIN: Readonly<Record<string, Change>> = {
  'alter a byte'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const copy = content.slice();
    const at = pick(copy.length);
    copy[at] = (copy[at] as number) ^ (1 + pick(255));
    folder.set(path, copy);
  },
  truncate(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    folder.set(path, content.slice(0, pick(content.length)));
  },
  'cut a slot or some bytes out'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const size = Math.min(content.length, [168, 32, 1 + pick(200)][pick(3)] as number);
    const at = Math.floor(pick(content.length) / size) * size;
    folder.set(path, splice(content, at, size, new Uint8Array(0)));
  },
  'insert bytes'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const added = Uint8Array.from({ length: 1 + pick(200) }, () => pick(256));
    folder.set(path, splice(content, pick(content.length + 1), 0, added));
  },
  'duplicate a slot or some bytes'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const size = [168, 32, 1 + pick(200)][pick(3)] as number;
    const at = Math.floor(pick(content.length) / size) * size;
    folder.set(path, splice(content, at, 0, content.slice(at, at + size)));
  },
  'exchange two slots'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const size = [168, 32][pick(2)] as number;
    const slots = Math.floor(content.length / size);
    if (slots < 2) return;
    const [a, b] = [pick(slots) * size, pick(slots) * size];
    const copy = content.slice();
    copy.set(content.subarray(b, b + size), a);
    copy.set(content.subarray(a, a + size), b);
    folder.set(path, copy);
  },
  'alter a stub and make its checksum anew'(folder, pick) {
    const paths = [...folder.keys()].filter((path) => path.endsWith('/stubs'));
    const filled = paths.filter((path) => (folder.get(path)?.length ?? 0) > 0);
    const path = filled[pick(filled.length)] as string;
    const copy = (folder.get(path) as Uint8Array).slice();
    const at = pick(copy.length / 168) * 168;
    const stub = copy.slice(at + 1, at + 1 + (copy[at] as number));
    const byte = pick(stub.length);
    stub[byte] = (stub[byte] as number) ^ (1 + pick(255));
    copy.set(encodeSlots([stub]), at);
    folder.set(path, copy);
  },
  'alter a body and make its checksum anew'(folder, pick) {
    const paths = [...folder.keys()].filter((path) => path.endsWith('.seg'));
    const path = paths[pick(paths.length)] as string;
    const copy = (folder.get(path) as Uint8Array).slice();
    const { length } = frameAt(copy, 0) as Uint8Array;
    const at = FRAME_HEADER_BYTES + pick(length);
    copy[at] = (copy[at] as number) ^ (1 + pick(255));
    writeFrameHeader(copy, 0, length);
    folder.set(path, copy);
  },
  'remove a file'(folder, pick) {
    const paths = [...folder.keys()];
    folder.delete(paths[pick(paths.length)] as string);
  },
  'add a file'(folder, pick) {
    const [path, content] = fileOf(folder, pick);
    const names = ['0000000000009999.seg', `x${pick(100)}`, 'tail-0000000000099999.log'];
    const parent = path.slice(0, path.lastIndexOf('/') + 1);
    folder.set(`${parent}${names[pick(names.length)]}`, content);
  },
  'put one file in the place of another'(folder, pick) {
    const [, content] = fileOf(folder, pick);
    const [path] = fileOf(folder, pick);
    folder.set(path, content);
  },
};

/** What can be done to a folder, by name; `earlier`: what it was at some moments before. */
export function changesWith(earlier: readonly MemoryFolder[]): Readonly<Record<string, Change>> {
  return {
    ...PLAIN,
    'roll one file back'(folder, pick) {
      const old = earlier[pick(earlier.length)] as MemoryFolder;
      const [path, content] = fileOf(old, pick);
      folder.set(path, content);
    },
    'roll all files back but one'(folder, pick) {
      const old = earlier[pick(earlier.length)] as MemoryFolder;
      const [kept, content] = fileOf(folder, pick);
      folder.clear();
      for (const [path, bytes] of old) folder.set(path, bytes);
      folder.set(kept, content);
    },
  };
}

export const CHANGE_NAMES = Object.keys(changesWith([]));

/** True when two folders hold the same files. */
export function isSame(a: MemoryFolder, b: MemoryFolder): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([path, content]) => equalBytes(content, b.get(path) ?? new Uint8Array(1)));
}

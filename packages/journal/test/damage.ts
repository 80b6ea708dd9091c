import type { MemoryFolder } from './memory-folder.ts';

/** Damage done to a folder in memory. */
export type Change = (folder: MemoryFolder) => void;

export const changed = (
  path: string,
  change: (bytes: Uint8Array) => Uint8Array | undefined,
): Change => {
  return (folder) => {
    const bytes = folder.get(path);
    if (bytes === undefined) throw new Error(`no file ${path}`);
    const after = change(bytes.slice());
    if (after === undefined) folder.delete(path);
    else folder.set(path, after);
  };
};
export const flip = (path: string, at: number | ((size: number) => number)) =>
  changed(path, (bytes) => {
    const place = typeof at === 'number' ? at : at(bytes.length);
    bytes[place] = (bytes[place] as number) ^ 0x10;
    return bytes;
  });
export const truncate = (path: string, share: number) =>
  changed(path, (bytes) => bytes.slice(0, Math.floor(bytes.length * share)));
export const remove = (path: string) => changed(path, () => undefined);
export const swapSlots = (path: string, size: number) =>
  changed(path, (bytes) => {
    const first = bytes.slice(0, size);
    bytes.set(bytes.subarray(size, 2 * size), 0);
    bytes.set(first, size);
    return bytes;
  });
export const duplicate = (path: string, size: number) =>
  changed(path, (bytes) => new Uint8Array(Buffer.concat([bytes.subarray(0, size), bytes])));
export const both =
  (...changes: Change[]): Change =>
  (folder) => {
    for (const change of changes) change(folder);
  };
/** Damage done to the one tail of a folder. */
export const onTail =
  (change: (path: string) => Change): Change =>
  (folder) => {
    const path = [...folder.keys()].find((name) => name.startsWith('tail-')) ?? '';
    change(path)(folder);
  };

import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** Read at once; a wanted text that lies across two of them is found all the same. */
const CHUNK_BYTES = 4 * 1024 * 1024;

interface Region {
  readonly from: number;
  readonly to: number;
}

/**
 * Which of these bytes stand in the memory of a running process: in all private pages that it may
 * read and write, heap, stacks and buffers. Needs Linux, and a process of our own.
 */
export function memoryWith(pid: number, wanted: readonly Buffer[]): Buffer[] {
  const overlap = Math.max(...wanted.map(({ length }) => length)) - 1;
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const left = new Set(wanted);
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const { from, to } of regionsOf(pid)) {
      for (let at = from; at < to; at += CHUNK_BYTES - overlap) {
        const bytes = chunk.subarray(0, readAt(memory, chunk, at, Math.min(CHUNK_BYTES, to - at)));
        for (const each of left) if (bytes.includes(each)) left.delete(each);
      }
    }
  } finally {
    closeSync(memory);
  }
  return wanted.filter((each) => !left.has(each));
}

function regionsOf(pid: number): Region[] {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw.p/.exec(line) ?? [];
    return from === '' ? [] : [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }];
  });
}

function readAt(file: number, into: Buffer, at: number, length: number): number {
  try {
    return readSync(file, into, 0, length, at);
  } catch (error) {
    // The process unmapped it meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'EIO') return 0;
    throw error;
  }
}

import { type FileHandle, open, readFile } from 'node:fs/promises';

/** Read at once; what lies across two of them is found all the same. */
const CHUNK_BYTES = 1024 * 1024;
const ZEROS = Buffer.alloc(CHUNK_BYTES);

interface Region {
  readonly from: number;
  readonly to: number;
}

/**
 * Which of these bytes stand in the memory of a running process: in all private pages that it may
 * read and write, heap, stacks and buffers. Needs Linux, and a process of our own.
 */
export async function memoryWith(pid: number, wanted: readonly Buffer[]): Promise<Buffer[]> {
  const overlap = Math.max(...wanted.map(({ length }) => length)) - 1;
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const left = new Set(wanted);
  const memory = await open(`/proc/${pid}/mem`, 'r');
  try {
    for (const { from, to } of await regionsOf(pid)) {
      for (let at = from; at < to; at += CHUNK_BYTES - overlap) {
        const size = await readAt(memory, chunk, at, Math.min(CHUNK_BYTES, to - at));
        const bytes = chunk.subarray(0, size);
        // Most of what a runtime sets aside was never touched.
        if (bytes.equals(ZEROS.subarray(0, size))) continue;
        for (const each of left) if (bytes.includes(each)) left.delete(each);
      }
    }
  } finally {
    await memory.close();
  }
  return wanted.filter((each) => !left.has(each));
}

async function regionsOf(pid: number): Promise<Region[]> {
  const lines = (await readFile(`/proc/${pid}/maps`, 'utf8')).trim().split('\n');
  return lines.flatMap((line) => {
    const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw.p/.exec(line) ?? [];
    return from === '' ? [] : [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }];
  });
}

async function readAt(file: FileHandle, into: Buffer, at: number, length: number): Promise<number> {
  try {
    return (await file.read(into, 0, length, at)).bytesRead;
  } catch (error) {
    // The process unmapped it meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'EIO') return 0;
    throw error;
  }
}

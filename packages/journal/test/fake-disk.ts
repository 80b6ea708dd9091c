import type { FilePort, JournalFile } from '../src/index.ts';

/** What a loss of power leaves: nothing unsynced, all of it, or all but half of the last write. */
export type PowerLoss = 'lose' | 'keep' | 'tear';
export const POWER_LOSSES: readonly PowerLoss[] = ['lose', 'keep', 'tear'];

interface Write {
  readonly position: number;
  readonly bytes: Uint8Array;
}

interface Inode {
  content: Uint8Array;
  durable: Uint8Array;
  mode: number;
  /** Of the last write since the last sync, for tearing it. */
  lastWrite: Write | undefined;
}

/** A disk in memory that knows what is synced, counts operations, and fails where it is told. */
export class FakeDisk implements FilePort {
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #last: Inode | undefined;
  #openFiles = 0;
  /** Every changing operation so far: kind and path. */
  readonly operations: string[] = [];
  /** Decides before each changing operation whether it fails; the error it returns is thrown. */
  failing: (operation: string, number: number) => Error | undefined = () => undefined;

  /** A disk as it is found after the power came back. */
  afterPowerLoss(loss: PowerLoss): FakeDisk {
    const disk = new FakeDisk();
    const copies = new Map<Inode, Inode>();
    for (const [path, inode] of loss === 'lose' ? this.#durableNames : this.#names) {
      const copy = copies.get(inode) ?? survivor(inode, loss, inode === this.#last);
      copies.set(inode, copy);
      disk.#names.set(path, copy);
      disk.#durableNames.set(path, copy);
    }
    return disk;
  }

  /** Content of every file by path, to be read or changed in place. */
  contents(): ReadonlyMap<string, Uint8Array> {
    return new Map([...this.#names].map(([path, inode]) => [path, inode.content]));
  }

  /** Files that were opened and not closed. */
  get openFiles(): number {
    return this.#openFiles;
  }

  async open(path: string, mode = 0o600): Promise<JournalFile> {
    let inode = this.#names.get(path);
    if (inode === undefined) {
      this.#operate('create', path);
      const nothing = new Uint8Array(0);
      inode = { content: nothing, durable: nothing, mode, lastWrite: undefined };
      this.#names.set(path, inode);
    }
    return this.#file(path, inode);
  }

  async openExisting(path: string): Promise<JournalFile | undefined> {
    const inode = this.#names.get(path);
    return inode && this.#file(path, inode);
  }

  async mode(path: string): Promise<number | undefined> {
    return this.#names.get(path)?.mode;
  }

  async readWhole(path: string): Promise<Uint8Array | undefined> {
    return this.#names.get(path)?.content.slice();
  }

  async list(path: string): Promise<string[]> {
    const within = [...this.#names.keys()].filter((name) => name.startsWith(`${path}/`));
    return [...new Set(within.map((name) => name.slice(path.length + 1).split('/')[0] as string))];
  }

  async makeDirectory(): Promise<void> {}

  async rename(from: string, to: string): Promise<void> {
    this.#operate('rename', to);
    const inode = this.#names.get(from);
    if (inode === undefined) throw new Error(`no file ${from}`);
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  async remove(path: string): Promise<void> {
    this.#operate('remove', path);
    this.#names.delete(path);
  }

  async syncDirectory(path: string): Promise<void> {
    this.#operate('sync-directory', path);
    const isWithin = (name: string) => name.slice(0, name.lastIndexOf('/')) === path;
    for (const name of this.#durableNames.keys()) {
      if (isWithin(name) && !this.#names.has(name)) this.#durableNames.delete(name);
    }
    for (const [name, inode] of this.#names)
      if (isWithin(name)) this.#durableNames.set(name, inode);
  }

  #file(path: string, inode: Inode): JournalFile {
    this.#openFiles += 1;
    return {
      write: async (bytes, position) => {
        const write = { position, bytes: bytes.slice() };
        try {
          this.#operate('write', path);
        } catch (cause) {
          // A write that fails may have written something.
          applyWrite(inode, { position, bytes: write.bytes.slice(0, bytes.length >> 1) });
          throw cause;
        }
        applyWrite(inode, write);
        inode.lastWrite = write;
        this.#last = inode;
      },
      read: async (position, length) => inode.content.slice(position, position + length),
      datasync: async () => {
        this.#operate('datasync', path);
        inode.durable = inode.content.slice();
        inode.lastWrite = undefined;
      },
      truncate: async (size) => {
        this.#operate('truncate', path);
        const content = new Uint8Array(size);
        content.set(inode.content.subarray(0, size));
        inode.content = content;
      },
      size: async () => inode.content.length,
      close: async () => {
        this.#openFiles -= 1;
      },
    };
  }

  #operate(kind: string, path: string): void {
    this.operations.push(`${kind} ${path}`);
    const failure = this.failing(`${kind} ${path}`, this.operations.length);
    if (failure !== undefined) throw failure;
  }
}

function applyWrite(inode: Inode, { position, bytes }: Write): void {
  const content = new Uint8Array(Math.max(inode.content.length, position + bytes.length));
  content.set(inode.content);
  content.set(bytes, position);
  inode.content = content;
}

function survivor(inode: Inode, loss: PowerLoss, isLast: boolean): Inode {
  const content = (loss === 'lose' ? inode.durable : inode.content).slice();
  const write = inode.lastWrite;
  if (loss === 'tear' && isLast && write !== undefined) {
    // The file has its new length, but only half of the last write came through.
    content.fill(
      0,
      write.position + (write.bytes.length >> 1),
      write.position + write.bytes.length,
    );
  }
  return { content, durable: content.slice(), mode: inode.mode, lastWrite: undefined };
}

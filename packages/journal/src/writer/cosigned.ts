import { bytesToHex } from '@mingjing/crypto';
import type { JournalSourceName } from '@mingjing/protocol';
import { formatNote, type NoteSignature, parseCheckpoint, parseNote } from '@mingjing/tlog';
import { JournalError } from '../errors.ts';
import { type FilePort, replaceFile } from '../files/file-port.ts';

/*
 *   <source>/cosigned: one line of JSON, replaced in one step; only ever what its node verified
 */

const NAME = 'cosigned';
/** Witnesses whose latest cosignature is kept of one log. */
const WITNESSES_KEPT = 64;
/** Statements of copies kept of one log; a disposal quotes as many. */
const COPIES_KEPT = 4;

/** What another node stated to hold; the bytes are what it signed. */
export interface HeldCopy {
  readonly size: number;
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

/** A checkpoint that witnesses cosigned, and the copies they hold. */
export interface CosignedLog {
  readonly source: JournalSourceName;
  readonly size: number;
  /** Signed by the log, then by every witness whose latest is of this size. */
  readonly note: string;
  readonly witnesses: readonly string[];
  /** Latest last. */
  readonly copies: readonly HeldCopy[];
}

interface Kept {
  /** Latest cosigned note of each witness, by its node id. */
  readonly notes: Record<string, string>;
  readonly copies: readonly { size: number; statement: string; signature: string }[];
}

const NOTHING: Kept = { notes: {}, copies: [] };

/**
 * Cosignatures of a journal's own checkpoints, and statements of who holds a copy, as witnesses
 * gave them back. Whoever keeps one has verified it.
 */
export class CosignedLogs {
  readonly #files: FilePort;
  readonly #folder: string;
  readonly #kept = new Map<JournalSourceName, Kept>();
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(files: FilePort, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** Keeps what a witness gave, in the place of its earlier note; on disk when it resolves. */
  keep(
    source: JournalSourceName,
    given: { readonly witness: string; readonly note: string; readonly copy?: HeldCopy },
  ): Promise<void> {
    if (this.#isClosed) {
      return Promise.reject(new JournalError('JOURNAL_CLOSED', 'the journal is closed'));
    }
    return this.between(() => this.#keep(source, given));
  }

  /** Works while nothing is being kept: after what is under way, before what comes. */
  between(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    // Its failure is told to its own caller; the next one is tried on its own.
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Takes nothing any more; resolves when what is being kept is on disk, or is not to be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
  }

  /** The largest checkpoint that was cosigned; undefined when none was. */
  async latest(source: JournalSourceName): Promise<CosignedLog | undefined> {
    const { notes, copies } = await this.#load(source);
    const read = Object.entries(notes).map(([witness, note]) => ({ witness, ...readNote(note) }));
    const largest = read.reduce((most, { size }) => Math.max(most, size), 0);
    const same = read.filter(({ size }) => size === largest);
    const [first] = same;
    if (first === undefined) return undefined;
    const signatures = [first.log, ...same.map(({ cosignature }) => cosignature)];
    return {
      ...{ source, size: largest, note: formatNote({ text: first.text, signatures }) },
      witnesses: same.map(({ witness }) => witness),
      copies: copies.map(({ size, statement, signature }) => {
        return { size, statement: fromHex(statement), signature: fromHex(signature) };
      }),
    };
  }

  async #keep(
    source: JournalSourceName,
    {
      witness,
      note,
      copy,
    }: { readonly witness: string; readonly note: string; readonly copy?: HeldCopy },
  ): Promise<void> {
    const before = await this.#load(source);
    const others = Object.entries(before.notes).filter(([name]) => name !== witness);
    // The latest is the last, so that beyond the bound the longest silent witness goes.
    const notes = Object.fromEntries([...others, [witness, note]].slice(-WITNESSES_KEPT));
    const added = copy && {
      size: copy.size,
      statement: bytesToHex(copy.statement),
      signature: bytesToHex(copy.signature),
    };
    const copies = added === undefined ? before.copies : [...before.copies, added];
    const kept = { notes, copies: copies.slice(-COPIES_KEPT) };
    const bytes = Buffer.from(`${JSON.stringify(kept)}\n`);
    await replaceFile(this.#files, `${this.#folder}/${source}`, NAME, bytes);
    this.#kept.set(source, kept);
  }

  async #load(source: JournalSourceName): Promise<Kept> {
    const known = this.#kept.get(source);
    if (known !== undefined) return known;
    const path = `${this.#folder}/${source}/${NAME}`;
    const bytes = await this.#files.readWhole(path);
    const kept = bytes === undefined ? NOTHING : parseKept(bytes, path);
    this.#kept.set(source, kept);
    return kept;
  }
}

function readNote(note: string): {
  text: string;
  size: number;
  log: NoteSignature;
  cosignature: NoteSignature;
} {
  const parsed = parseNote(Buffer.from(note));
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : undefined;
  const [log, cosignature] = parsed.ok ? parsed.value.signatures : [];
  if (!parsed.ok || !checkpoint?.ok || log === undefined || cosignature === undefined) {
    throw new JournalError('JOURNAL_DAMAGED', 'a cosigned checkpoint is not as it was written');
  }
  return { text: parsed.value.text, size: checkpoint.value.size, log, cosignature };
}

/** The notes of a `cosigned` file; undefined when it is not as it was written. */
export function cosignedNotes(bytes: Uint8Array): string[] | undefined {
  try {
    const kept = parseKept(bytes, NAME);
    const isSame = Buffer.from(`${JSON.stringify(kept)}\n`).equals(bytes);
    return isSame ? Object.values(kept.notes) : undefined;
  } catch (cause) {
    if (cause instanceof JournalError) return undefined;
    throw cause;
  }
}

function parseKept(bytes: Uint8Array, path: string): Kept {
  try {
    const kept = JSON.parse(Buffer.from(bytes).toString('utf8')) as Kept;
    for (const note of Object.values(kept.notes)) readNote(note);
    return { notes: kept.notes, copies: [...kept.copies] };
  } catch (cause) {
    throw new JournalError('JOURNAL_DAMAGED', `${path} is not as it was written`, { cause });
  }
}

function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

import { dirname } from 'node:path';
import { randomBytes } from '@mingjing/crypto/node';
import { JournalError } from '../errors.ts';
import { type FilePort, type JournalFile, PRIVATE_MODE, replaceFile } from '../files/file-port.ts';
import { nodeFiles } from '../files/node-files.ts';
import { formatKeyLine, HEADER_LINE, type NamedSecret, parseKeyLines } from './key-lines.ts';
import { deriveFieldKey, FieldKeyCache, type PersonKeys, SECRET_BYTES } from './person-keys.ts';

export interface PersonKeyFileOptions {
  /** Lies apart from the journal: key stores are never in a data backup. */
  readonly path: string;
  /** 32 bytes that wrap every secret; absent: the file's mode is its only protection. */
  readonly masterKey?: Uint8Array;
  readonly files?: FilePort;
}

const TAG_NAME = 'actor';

/** Person keys in one file of mode 0600, appended to as persons and days come. */
export class PersonKeyFile implements PersonKeys {
  readonly tagKey: Uint8Array;
  readonly #options: PersonKeyFileOptions;
  readonly #files: FilePort;
  readonly #persons = new Map<string, Uint8Array>();
  readonly #days = new Map<number, Uint8Array>();
  readonly #cache = new FieldKeyCache();
  #size: number;
  /** False while a loss of power may bring back the file of before the last removal. */
  #isNameDurable = true;
  /** Changes of the file happen one after the other; the tail of the queue. */
  #last: Promise<void> = Promise.resolve();

  private constructor(options: PersonKeyFileOptions, secrets: NamedSecret[], size: number) {
    this.#options = options;
    this.#files = options.files ?? nodeFiles;
    this.#size = size;
    for (const entry of secrets) this.#keep(entry);
    const tag = secrets.find(({ kind }) => kind === 'tag');
    if (tag === undefined) throw new JournalError('JOURNAL_DAMAGED', 'the key file lacks a key');
    this.tagKey = tag.secret;
  }

  /** Opens the file, or makes it with a fresh tag key; refuses one that others may read. */
  static async open(options: PersonKeyFileOptions): Promise<PersonKeyFile> {
    const files = options.files ?? nodeFiles;
    const { path, masterKey } = options;
    const bytes = await files.readWhole(path);
    if (bytes === undefined) {
      const tag: NamedSecret = { kind: 'tag', name: TAG_NAME, secret: randomBytes(SECRET_BYTES) };
      const text = HEADER_LINE + formatKeyLine(tag, masterKey);
      await files.makeDirectory(dirname(path));
      await replaceKeyFile(files, path, text);
      return new PersonKeyFile(options, [tag], Buffer.byteLength(text));
    }
    const mode = await files.mode(path);
    if (mode !== undefined && (mode & ~PRIVATE_MODE) !== 0) {
      const found = mode.toString(8);
      throw new JournalError('JOURNAL_KEY_MODE', `key file has mode ${found}, not 600: ${path}`);
    }
    const text = Buffer.from(bytes).toString('utf8');
    const { secrets, wholeBytes } = parseKeyLines(text, masterKey);
    return new PersonKeyFile(options, secrets, wholeBytes);
  }

  fieldKey(person: string, day: number) {
    return this.#cache.get(person, day, () => {
      const [personSecret, daySecret] = [this.#persons.get(person), this.#days.get(day)];
      if (personSecret === undefined || daySecret === undefined) return undefined;
      return deriveFieldKey(personSecret, daySecret);
    });
  }

  has(person: string): boolean {
    return this.#persons.has(person);
  }

  ensure(persons: readonly string[], day: number): Promise<void> {
    return this.#queued(async () => {
      const fresh: NamedSecret[] = [];
      const add = (kind: 'day' | 'person', name: string) =>
        fresh.push({ kind, name, secret: randomBytes(SECRET_BYTES) });
      if (!this.#days.has(day)) add('day', String(day));
      for (const person of new Set(persons)) if (!this.#persons.has(person)) add('person', person);
      if (fresh.length === 0) return;
      await this.#makeNameDurable();
      const text = fresh.map((entry) => formatKeyLine(entry, this.#options.masterKey)).join('');
      await withFile(this.#files, this.#options.path, async (file) => {
        await file.truncate(this.#size);
        await file.write(Buffer.from(text), this.#size);
        await file.datasync();
      });
      this.#size += Buffer.byteLength(text);
      // Only a key on disk may seal anything: else a crash would shred what was acknowledged.
      for (const entry of fresh) this.#keep(entry);
    });
  }

  remove(person: string): Promise<void> {
    return this.#queued(async () => {
      if (!this.#persons.has(person)) return;
      const { path, masterKey } = this.#options;
      const left: NamedSecret[] = [{ kind: 'tag', name: TAG_NAME, secret: this.tagKey }];
      for (const [day, secret] of this.#days) left.push({ kind: 'day', name: `${day}`, secret });
      for (const [name, secret] of this.#persons) {
        if (name !== person) left.push({ kind: 'person', name, secret });
      }
      const text = HEADER_LINE + left.map((entry) => formatKeyLine(entry, masterKey)).join('');
      // The handle keeps the old file reachable, so that its bytes can be overwritten once the new
      // one is in place. A disk that moves blocks by itself may still hold a copy.
      await withFile(this.#files, path, async (old) => {
        const oldBytes = this.#size;
        await replaceKeyFile(this.#files, path, text, false);
        // The new file is in place, whatever fails from here on: the next key is written behind it.
        this.#size = Buffer.byteLength(text);
        this.#isNameDurable = false;
        await this.#makeNameDurable();
        await old.write(new Uint8Array(oldBytes), 0);
        await old.datasync();
      });
      this.#persons.get(person)?.fill(0);
      this.#persons.delete(person);
      this.#cache.forget(person);
    });
  }

  async #makeNameDurable(): Promise<void> {
    if (this.#isNameDurable) return;
    await this.#files.syncDirectory(dirname(this.#options.path));
    this.#isNameDurable = true;
  }

  #keep({ kind, name, secret }: NamedSecret): void {
    if (kind === 'person') this.#persons.set(name, secret);
    if (kind === 'day') this.#days.set(Number(name), secret);
  }

  #queued(change: () => Promise<void>): Promise<void> {
    const done = this.#last.then(change);
    // A failed change is told to its caller; the next one finds the file as it was and may succeed.
    this.#last = done.catch(() => undefined);
    return done;
  }
}

async function withFile(
  files: FilePort,
  path: string,
  use: (file: JournalFile) => Promise<void>,
): Promise<void> {
  const file = await files.open(path, PRIVATE_MODE);
  try {
    await use(file);
  } finally {
    await file.close();
  }
}

async function replaceKeyFile(
  files: FilePort,
  path: string,
  text: string,
  syncName = true,
): Promise<void> {
  const folder = dirname(path);
  const name = path.slice(folder.length + 1);
  await replaceFile(files, folder, name, Buffer.from(text), syncName);
}

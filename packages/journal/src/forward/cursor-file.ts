import { crc32 } from 'node:zlib';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { JournalError } from '../errors.ts';
import { type FilePort, replaceFile } from '../files/file-port.ts';
import type { FollowPositions } from '../reader/journal-follower.ts';

/*
 *   mingjing forward <format>
 *   {"receiver":"tls://siem.example:6514","positions":{"access":12,...}}
 *   <crc32 of the JSON line, 8 hex digits>
 */

const FORMAT = 1;
const TITLE = /^mingjing forward (\d{1,9})\n/;

/** Where forwarding goes on after a restart; `damaged`: the file is there and says nothing. */
export type LoadedCursor = FollowPositions | 'none' | 'damaged';

/** The durable cursor of one receiver: index of the next entry to forward, per log. */
export class CursorFile {
  readonly #files: FilePort;
  readonly #folder: string;
  readonly #name: string;
  readonly #receiver: string;
  /** Also of logs that are not forwarded at present. */
  #positions = new Map<JournalSourceName, number>();

  constructor(place: { files: FilePort; folder: string; name: string }, receiver: string) {
    this.#files = place.files;
    this.#folder = place.folder;
    this.#name = place.name;
    this.#receiver = receiver;
  }

  /**
   * The stored positions. A cursor of another receiver counts as none: the new one has nothing
   * yet. Throws `JournalError` when a later version of the program wrote it.
   */
  async load(): Promise<LoadedCursor> {
    const bytes = await this.#files.readWhole(`${this.#folder}/${this.#name}`);
    if (bytes === undefined) return 'none';
    const content = parse(Buffer.from(bytes).toString('utf8'));
    if (content === undefined) return 'damaged';
    if (content.receiver !== this.#receiver) return 'none';
    this.#positions = new Map(
      SOURCE_NAMES.map((source) => [source, content.positions[source] ?? 0] as const),
    );
    return this.#positions;
  }

  /** Moves the cursor; on disk when it resolves, and after a crash the old or the new. */
  async save(positions: FollowPositions): Promise<void> {
    for (const [source, index] of positions) this.#positions.set(source, index);
    const json = JSON.stringify({
      receiver: this.#receiver,
      positions: Object.fromEntries(this.#positions),
    });
    const text = `mingjing forward ${FORMAT}\n${json}\n${checksum(json)}\n`;
    await replaceFile(this.#files, this.#folder, this.#name, Buffer.from(text));
  }
}

interface CursorContent {
  readonly receiver: string;
  readonly positions: Readonly<Partial<Record<JournalSourceName, number>>>;
}

function parse(text: string): CursorContent | undefined {
  const format = TITLE.exec(text)?.[1];
  if (format === undefined) return undefined;
  if (Number(format) > FORMAT) {
    throw new JournalError('JOURNAL_TOO_NEW', `the forwarding cursor is of format ${format}`);
  }
  const [, json = '', sum, ...rest] = text.split('\n');
  if (sum !== checksum(json) || rest.join() !== '') return undefined;
  // The checksum holds, so this is what this program wrote.
  return JSON.parse(json) as CursorContent;
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

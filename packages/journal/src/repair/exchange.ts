import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { JournalError } from '../errors.ts';
import { type FilePort, replaceFile } from '../files/file-port.ts';

/*
 *   <journal>-repair/accepted
 *   mingjing repair <format>
 *   <JSON>
 *   <crc32 of the JSON line, 8 hex digits>
 *
 * Without it whatever lies in the folder is dropped; with it the files named replace those of the
 * journal, now or after a crash at the next start.
 */

/** 2: files may be dropped. */
const FORMAT = 2;
const TITLE = /^mingjing repair (\d{1,9})$/;
const MARK = 'accepted';
/** Folders of a log. */
const PARTS: readonly string[] = ['tile', 'bodies'];

/** Files of a journal that a repair touches; paths relative to its folder. */
export interface ExchangedFiles {
  /** They replace those of the same name. */
  readonly written: readonly string[];
  /** They are put away. */
  readonly removed: readonly string[];
  /** They are deleted: what was disposed of is kept nowhere. */
  readonly dropped: readonly string[];
}

/** What changes places, and where what was there is kept. */
export interface Exchange extends ExchangedFiles {
  /** Folder that keeps what was there. */
  readonly kept: string;
}

/** Where a journal is put together anew before it replaces the old one. */
export function stagingOf(folder: string): string {
  return `${folder}-repair`;
}

/** The file that makes an exchange final. */
export function markOf(folder: string): string {
  return `${stagingOf(folder)}/${MARK}`;
}

/** Where the folders of all repairs lie that keep what was damaged. */
export function keptRoot(folder: string): string {
  return `${folder}-damaged`;
}

/** Where files lie that a repair replaced; `time` in ms since the epoch. */
export function keptFolder(folder: string, time: number): string {
  return `${keptRoot(folder)}/${new Date(time).toISOString().replaceAll(/[:.]/g, '-')}`;
}

/** Makes an exchange final, then does it. */
export async function accept(files: FilePort, folder: string, exchange: Exchange): Promise<void> {
  const staging = stagingOf(folder);
  const json = JSON.stringify(exchange);
  const text = `mingjing repair ${FORMAT}\n${json}\n${checksum(json)}\n`;
  await replaceFile(files, staging, MARK, Buffer.from(text));
  await settleExchange(files, folder);
}

/** Ends an exchange that was accepted; does nothing when none was. Throws `JOURNAL_DAMAGED`. */
export async function settleExchange(files: FilePort, folder: string): Promise<void> {
  const staging = stagingOf(folder);
  const mark = markOf(folder);
  const bytes = await files.readWhole(mark);
  if (bytes === undefined) return;
  const { kept, written, removed, dropped } = parseMark(bytes, mark);
  const staged = new Set(await filesIn(files, staging));
  // A file that is staged no more is in its place already.
  for (const path of written.filter((each) => staged.has(each))) {
    await keep(files, { folder, path, kept });
    await makeDurable(files, dirname(`${folder}/${path}`), dirname(folder));
    await files.rename(`${staging}/${path}`, `${folder}/${path}`);
    await files.syncDirectory(dirname(`${folder}/${path}`));
  }
  for (const path of removed) {
    await keep(files, { folder, path, kept });
    await files.syncDirectory(dirname(`${folder}/${path}`));
  }
  for (const path of dropped) {
    await files.remove(`${folder}/${path}`);
    await files.syncDirectory(dirname(`${folder}/${path}`));
  }
  await files.remove(mark);
  await files.syncDirectory(staging);
}

/** Drops what was staged and not accepted. */
export async function dropStaged(files: FilePort, folder: string): Promise<void> {
  const staging = stagingOf(folder);
  for (const path of await filesIn(files, staging)) await files.remove(`${staging}/${path}`);
}

/** Makes a folder below another whose names survive a loss of power. */
export async function makeDurable(files: FilePort, path: string, within: string): Promise<void> {
  await files.makeDirectory(path);
  for (let at = path; at.length > within.length; at = dirname(at)) {
    await files.syncDirectory(dirname(at));
  }
}

/** Moves a file to where it is kept, unless there is none or that was done. */
async function keep(
  files: FilePort,
  { folder, path, kept }: { readonly folder: string; readonly path: string; readonly kept: string },
): Promise<void> {
  if ((await files.mode(`${folder}/${path}`)) === undefined) return;
  if ((await files.mode(`${kept}/${path}`)) !== undefined) return;
  await makeDurable(files, dirname(`${kept}/${path}`), dirname(folder));
  await files.rename(`${folder}/${path}`, `${kept}/${path}`);
  await files.syncDirectory(dirname(`${kept}/${path}`));
}

/** Files of a folder that is built as a journal's, or of some of its logs, relative to it. */
export async function filesIn(
  files: Pick<FilePort, 'list'>,
  folder: string,
  sources?: readonly JournalSourceName[],
): Promise<string[]> {
  const within = async (sub: string, folders: readonly string[]): Promise<string[]> => {
    const names = await files.list(sub === '' ? folder : `${folder}/${sub}`);
    return names
      .filter((name) => !folders.includes(name))
      .map((name) => (sub === '' ? name : `${sub}/${name}`));
  };
  const found = sources === undefined ? await within('', SOURCE_NAMES) : [];
  for (const source of sources ?? SOURCE_NAMES) {
    found.push(...(await within(source, PARTS)));
    for (const part of PARTS) found.push(...(await within(`${source}/${part}`, [])));
  }
  return found;
}

/** Parses the mark of an exchange; throws `JOURNAL_DAMAGED` and `JOURNAL_TOO_NEW`. */
export function parseMark(bytes: Uint8Array, path: string): Exchange {
  const [title = '', json = '', sum, ...rest] = Buffer.from(bytes).toString('utf8').split('\n');
  const format = TITLE.exec(title)?.[1];
  if (format !== undefined && Number(format) > FORMAT) {
    throw new JournalError('JOURNAL_TOO_NEW', `${path} is of format ${format}`);
  }
  if (format === undefined || sum !== checksum(json) || rest.join() !== '') {
    throw new JournalError('JOURNAL_DAMAGED', `${path} is not as it was written`);
  }
  // The checksum holds, so this is what this program wrote.
  const exchange = JSON.parse(json) as Omit<Exchange, 'dropped'> & Partial<Exchange>;
  return { dropped: [], ...exchange };
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

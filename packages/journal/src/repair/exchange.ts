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

const FORMAT = 1;
const TITLE = `mingjing repair ${FORMAT}`;
const MARK = 'accepted';
/** Folders of a log. */
const PARTS: readonly string[] = ['tile', 'bodies'];

/** Files that replace others, and files that go; paths relative to the journal's folder. */
export interface Exchange {
  /** Folder that keeps what was there. */
  readonly kept: string;
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** Where a journal is put together anew before it replaces the old one. */
export function stagingOf(folder: string): string {
  return `${folder}-repair`;
}

/** Where files lie that a repair replaced; `time` in ms since the epoch. */
export function keptFolder(folder: string, time: number): string {
  return `${folder}-damaged/${new Date(time).toISOString().replaceAll(/[:.]/g, '-')}`;
}

/** Makes an exchange final, then does it. */
export async function accept(files: FilePort, folder: string, exchange: Exchange): Promise<void> {
  const staging = stagingOf(folder);
  const json = JSON.stringify(exchange);
  const text = `${TITLE}\n${json}\n${checksum(json)}\n`;
  await replaceFile(files, staging, MARK, Buffer.from(text));
  await settleExchange(files, folder);
}

/** Ends an exchange that was accepted; does nothing when none was. Throws `JOURNAL_DAMAGED`. */
export async function settleExchange(files: FilePort, folder: string): Promise<void> {
  const staging = stagingOf(folder);
  const bytes = await files.readWhole(`${staging}/${MARK}`);
  if (bytes === undefined) return;
  const { kept, written, removed } = parseMark(bytes, `${staging}/${MARK}`);
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
  await files.remove(`${staging}/${MARK}`);
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
  files: FilePort,
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

function parseMark(bytes: Uint8Array, path: string): Exchange {
  const [title, json = '', sum, ...rest] = Buffer.from(bytes).toString('utf8').split('\n');
  if (title?.startsWith('mingjing repair ') && title !== TITLE) {
    throw new JournalError('JOURNAL_TOO_NEW', `${path} is of a newer format`);
  }
  if (title !== TITLE || sum !== checksum(json) || rest.join() !== '') {
    throw new JournalError('JOURNAL_DAMAGED', `${path} is not as it was written`);
  }
  // The checksum holds, so this is what this program wrote.
  return JSON.parse(json) as Exchange;
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

import { crc32 } from 'node:zlib';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { type CompactRange, emptyRange, encodeRange, parseRange } from '@mingjing/tlog';
import { JournalError } from '../errors.ts';
import { type FilePort, replaceFile } from '../files/file-port.ts';
import type { StoredLog } from '../log/log-store.ts';
import type { OpenSegment } from '../log/segment-file.ts';

/*
 *   mingjing journal <format>
 *   <JSON>
 *   <crc32 of the JSON line, 8 hex digits>
 */

/** 2: segments are sealed, and an orderly end is told. 3: beside that, bodies were disposed of. */
const FORMAT = 3;
const FORMAT_WITH_ALL_BODIES = 2;
const NAME = 'manifest';
const TITLE = /^mingjing journal (\d{1,9})\n/;

/** What of a journal lies in the logs' own files; the rest is in the tails from `tail` on. */
export interface Manifest {
  readonly chainId: string;
  readonly nodeId: string;
  readonly tail: number;
  /** The program ended in order: everything lies in the logs' own files and is signed. */
  readonly isClosed: boolean;
  readonly logs: ReadonlyMap<JournalSourceName, StoredLog>;
}

interface LogLine {
  readonly source: string;
  readonly range: string;
  readonly segment?: OpenSegment;
  readonly bodiesFrom?: number;
}

/** The manifest of a journal without entries. */
export function emptyManifest(chainId: string, nodeId: string): Manifest {
  const empty: StoredLog = { range: emptyRange(), segment: undefined, bodiesFrom: 0 };
  return {
    chainId,
    nodeId,
    tail: 1,
    isClosed: false,
    logs: new Map(SOURCE_NAMES.map((name) => [name, empty])),
  };
}

/** Loads the manifest; undefined in a new folder. */
export async function loadManifest(files: FilePort, folder: string) {
  const bytes = await files.readWhole(`${folder}/${NAME}`);
  return bytes === undefined ? undefined : parseManifest(Buffer.from(bytes).toString('utf8'));
}

/** Replaces the manifest; on disk when it resolves. */
export async function saveManifest(files: FilePort, folder: string, manifest: Manifest) {
  await replaceFile(files, folder, NAME, Buffer.from(formatManifest(manifest)));
}

/** The bytes of a manifest as text. */
export function formatManifest({ chainId, nodeId, tail, isClosed, logs }: Manifest): string {
  const lines: LogLine[] = [...logs].map(([source, { range, segment, bodiesFrom }]) => ({
    source,
    range: bytesToHex(encodeRange(range)),
    ...(segment === undefined ? {} : { segment }),
    ...(bodiesFrom === 0 ? {} : { bodiesFrom }),
  }));
  const isWhole = [...logs.values()].every(({ bodiesFrom }) => bodiesFrom === 0);
  const format = isWhole ? FORMAT_WITH_ALL_BODIES : FORMAT;
  const json = JSON.stringify({ chainId, nodeId, tail, isClosed, logs: lines });
  return `mingjing journal ${format}\n${json}\n${checksum(json)}\n`;
}

/** Parses a manifest; throws `JOURNAL_DAMAGED` or `JOURNAL_TOO_NEW`. */
export function parseManifest(text: string): Manifest {
  const format = TITLE.exec(text)?.[1];
  if (format === undefined) throw damaged();
  if (Number(format) > FORMAT) {
    throw new JournalError('JOURNAL_TOO_NEW', `the journal is of format ${format}`);
  }
  const [, json = '', sum, ...rest] = text.split('\n');
  if (sum !== checksum(json) || rest.join() !== '') throw damaged();
  // The checksum holds, so this is what this program wrote.
  const content = JSON.parse(json) as Omit<Manifest, 'logs'> & { logs: LogLine[] };
  const lines = new Map(content.logs.map((line) => [line.source, line]));
  const logs = new Map<JournalSourceName, StoredLog>();
  for (const source of SOURCE_NAMES) {
    const line = lines.get(source);
    const range = line === undefined ? emptyRange() : rangeOf(line.range);
    logs.set(source, { range, segment: line?.segment, bodiesFrom: line?.bodiesFrom ?? 0 });
  }
  const { chainId, nodeId, tail, isClosed = false } = content;
  return { chainId, nodeId, tail, isClosed, logs };
}

function rangeOf(hex: string): CompactRange {
  const bytes = hexToBytes(hex);
  const range = bytes && parseRange(bytes);
  if (!range?.ok) throw damaged();
  return range.value;
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

function damaged(): JournalError {
  return new JournalError('JOURNAL_DAMAGED', 'the manifest of the journal changed');
}

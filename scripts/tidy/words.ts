// One word, one meaning: the words the glossary rules out, and what no text here may mention.
import { commentsOf, parseSource } from './syntax.ts';

/** A word that may not be used, and the one to use. */
interface BannedWord {
  readonly pattern: RegExp;
  readonly instead: string;
}

const SYNONYMS: readonly BannedWord[] = [
  { pattern: /\balerts?\b/i, instead: "say 'alarm'" },
  { pattern: /\baudit[ -]trails?\b/i, instead: "say 'journal'" },
  { pattern: /\brecord logs?\b/i, instead: "say 'record tree'" },
  { pattern: /\bcase orders?\b/i, instead: "say 'access order'" },
  { pattern: /\btombstone journals?\b/i, instead: "say 'tombstone list'" },
  // Beside proof checks (证明验证) it is what shows a code, and nothing else.
  { pattern: /认证器|(?<!身份)验证器/, instead: "say '身份验证器'" },
];
const UNFINISHED: BannedWord = {
  // Written so that this line does not find itself.
  pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/,
  instead: 'finish it or leave it out',
};
const MACHINE_WORDS: readonly BannedWord[] = [
  {
    pattern: /(?<![\w.*-])\/(?:wor[k]|roo[t])\//,
    instead: 'a path of one machine; use one relative to the repository',
  },
  {
    pattern: /\/\/[\w.-]*(?:registr[y]|mirro[r]s?)\.[\w.-]+/i,
    instead: "a package server's address; packages are named, never located",
  },
];

/** Banned synonyms and unfinished marks in a document, in the comments of a source or schema. */
export function wordProblems(path: string, text: string): string[] {
  const words = path.endsWith('.md') ? SYNONYMS : [...SYNONYMS, UNFINISHED];
  // Most files have none of them anywhere, and telling prose from the rest means parsing.
  if (!words.some(({ pattern }) => pattern.test(text))) return [];
  return proseOf(path, text).flatMap((line) =>
    findWords(words, `${path}:${line.number}`, line.text),
  );
}

/** Banned synonyms in one text of a catalogue. */
export function wordProblemsOfText(place: string, text: string): string[] {
  return findWords(SYNONYMS, place, text);
}

/** Addresses and paths that hold on one machine only, anywhere in a text file. */
export function machineWordProblems(path: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => findWords(MACHINE_WORDS, `${path}:${index + 1}`, line));
}

function findWords(words: readonly BannedWord[], place: string, text: string): string[] {
  return words.flatMap(({ pattern, instead }) => {
    const match = pattern.exec(text);
    return match === null ? [] : [`${place}: '${match[0]}': ${instead}`];
  });
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines a person reads as prose. What a document quotes as code is not its own words. */
function proseOf(path: string, text: string): Line[] {
  if (path.endsWith('.md')) {
    return markdownLines(text).map(({ number, text: line }) => ({
      number,
      text: line.replace(/`[^`]*`/g, '``'),
    }));
  }
  if (path.endsWith('.proto')) {
    return numbered(text).filter((line) => /\/\/|^\s*\/?\*/.test(line.text));
  }
  return commentsOf(parseSource(path, text)).flatMap((comment) =>
    numbered(comment.text, comment.line),
  );
}

/** Lines of a Markdown text outside fenced code. */
export function markdownLines(text: string): Line[] {
  let fence = '';
  return numbered(text).filter(({ text: line }) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '') {
      fence = mark;
      return mark === '';
    }
    if (mark.startsWith(fence)) fence = '';
    return false;
  });
}

/** Every Markdown file has exactly one title, a line that begins with one `#`. */
export function titleProblems(path: string, text: string): string[] {
  const titles = markdownLines(text).filter((line) => /^# \S/.test(line.text));
  return titles.length === 1 ? [] : [`${path}: ${titles.length} titles, exactly one is needed`];
}

function numbered(text: string, first = 1): Line[] {
  return text.split('\n').map((line, index) => ({ number: first + index, text: line }));
}

// Files and functions short enough to be read at a glance, lines that fit beside each other.
import ts from 'typescript';
import { lineAt, parseSource, walk } from './syntax.ts';

const MAX_FILE_LINES = 400;
const MAX_FUNCTION_LINES = 60;
const MAX_COLUMNS = 100;

// An address, key or digest cannot be broken in two.
const UNBREAKABLE = /https?:\/\/|[0-9A-Za-z+/=_-]{64,}/;

/** Problems of one source file, each with its line. */
export function sizeProblems(path: string, text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const tooLong =
    lines.length > MAX_FILE_LINES
      ? [`${path}: ${lines.length} lines, at most ${MAX_FILE_LINES}`]
      : [];
  const functions = lines.length > MAX_FUNCTION_LINES ? functionProblems(path, text) : [];
  return [...tooLong, ...columnProblems(path, lines), ...functions];
}

function columnProblems(path: string, lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const columns = [...line].length;
    if (columns <= MAX_COLUMNS || UNBREAKABLE.test(line)) return [];
    return [`${path}:${index + 1}: ${columns} columns, at most ${MAX_COLUMNS}`];
  });
}

function functionProblems(path: string, text: string): string[] {
  const file = parseSource(path, text);
  const problems: string[] = [];
  walk(file, (node) => {
    if (!isFunction(node) || (path.endsWith('.test.ts') && isSuite(node))) return;
    const first = lineAt(file, node.getStart(file));
    const count = lineAt(file, node.getEnd()) - first + 1;
    if (count > MAX_FUNCTION_LINES) {
      problems.push(
        `${path}:${first}: a function of ${count} lines, at most ${MAX_FUNCTION_LINES}`,
      );
    }
  });
  return problems;
}

function isFunction(node: ts.Node): boolean {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** The callback of `describe(…)`: a list of tests, not a function to be read as one. */
function isSuite(node: ts.Node): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText());
}

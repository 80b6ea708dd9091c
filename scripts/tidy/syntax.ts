// Reading TypeScript for the tidy checks, by the compiler API of TypeScript 6 (7 has none).
import ts from 'typescript';

/** A comment with the line it starts on (from 1). */
export interface Comment {
  readonly line: number;
  readonly text: string;
}

/** Parses a file; nothing is resolved or type-checked. */
export function parseSource(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Line of a position, from 1. */
export function lineAt(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1;
}

/** Calls `visit` with every node of the tree, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** Every comment of a file. Comments lie before a token, so never inside a string. */
export function commentsOf(file: ts.SourceFile): Comment[] {
  const found = new Map<number, Comment>();
  const look = (node: ts.Node): void => {
    const children = node.getChildren(file).filter((child) => !ts.isJSDoc(child));
    for (const child of children) look(child);
    // In the text of a JSX element '//' begins no comment.
    if (children.length > 0 || ts.isJsxText(node)) return;
    const start = node.getFullStart();
    const ranges = [
      ...(ts.getTrailingCommentRanges(file.text, start) ?? []),
      ...(ts.getLeadingCommentRanges(file.text, start) ?? []),
    ];
    for (const { pos, end } of ranges) {
      found.set(pos, { line: lineAt(file, pos), text: file.text.slice(pos, end) });
    }
  };
  look(file);
  return [...found.values()].sort((a, b) => a.line - b.line);
}

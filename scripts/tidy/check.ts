// All tidy checks over a whole tree, one list of problems per check.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderOf, RINGS, ringOf } from '../rings.ts';
import { catalogueProblems, flatten } from './catalogues.ts';
import { isGenerated, isSource, listFiles, nameProblems, rootProblems } from './files.ts';
import { drawingProblems, manifestProblems } from './manifests.ts';
import { punctuationProblems } from './punctuation.ts';
import { purityProblems } from './purity.ts';
import { sizeProblems } from './size.ts';
import { machineWordProblems, titleProblems, wordProblems, wordProblemsOfText } from './words.ts';

/** A checkout: its root and its files, read once. */
export interface Tree {
  readonly root: string;
  readonly files: readonly string[];
}

const DRAWING = 'docs/architecture.md';
const TEXT = /\.(ts|tsx|mjs|js|json|jsonc|md|proto|yaml|yml|html|css|sh|svg|txt)$|(^|\/)run$/;
const PROSE = /\.(ts|tsx|mjs|js|md|proto)$/;

/** Lists the files of a checkout. */
export function readTree(root: string): Tree {
  return { root, files: listFiles(root) };
}

/** Every check by its name; each returns its problems, none when the tree is tidy. */
export const CHECKS: Readonly<Record<string, (tree: Tree) => string[]>> = {
  'top level': (tree) => rootProblems(readdirSync(tree.root)),
  'file names': (tree) => tree.files.flatMap(nameProblems),
  'sizes of files and functions': (tree) => overFiles(tree, isSource, sizeProblems),
  'purity of rings 1 to 3': (tree) => overFiles(tree, isPackageSource, purityOf),
  'one title per document': (tree) => overFiles(tree, isDocument, titleProblems),
  'words of the glossary': (tree) => overFiles(tree, isProse, wordProblems),
  'punctuation of Chinese': (tree) => overFiles(tree, isChinese, punctuationProblems),
  'nothing of one machine': (tree) => overFiles(tree, isText, machineWordProblems),
  'catalogues of texts': (tree) => catalogueFolders(tree).flatMap((path) => catalogue(tree, path)),
  'manifests of packages': (tree) => packages(tree).flatMap((folder) => manifest(tree, folder)),
  'drawing of the rings': drawing,
};

function overFiles(
  tree: Tree,
  isMeant: (path: string) => boolean,
  check: (path: string, text: string) => string[],
): string[] {
  return tree.files.filter(isMeant).flatMap((path) => check(path, read(tree, path)));
}

function read(tree: Tree, path: string): string {
  return readFileSync(join(tree.root, path), 'utf8');
}

function isDocument(path: string): boolean {
  return path.endsWith('.md');
}

function isChinese(path: string): boolean {
  return /(?:^|[/.])zh-CN\.(?:json|md)$/.test(path);
}

function isProse(path: string): boolean {
  return PROSE.test(path) && !isGenerated(path);
}

function isText(path: string): boolean {
  return TEXT.test(path);
}

function isPackageSource(path: string): boolean {
  const folder = folderOf(path);
  return folder !== undefined && isSource(path) && path.startsWith(`${folder}/src/`);
}

function purityOf(path: string, text: string): string[] {
  const ring = ringOf(path);
  return ring === undefined ? [] : purityProblems(path, text, ring);
}

/** Folders named `i18n` that hold a catalogue. */
function catalogueFolders(tree: Tree): string[] {
  const folders = tree.files
    .filter((path) => /(^|\/)i18n\/[^/]+\.json$/.test(path))
    .map((path) => dirname(path));
  return [...new Set(folders)];
}

function catalogue(tree: Tree, folder: string): string[] {
  const [zhPath, enPath] = [`${folder}/zh-CN.json`, `${folder}/en.json`];
  const missing = [zhPath, enPath].filter((path) => !tree.files.includes(path));
  if (missing.length > 0) return missing.map((path) => `${path}: is missing`);
  const en = read(tree, enPath);
  return [
    ...catalogueProblems(folder, read(tree, zhPath), en),
    ...[...flatten(JSON.parse(en))].flatMap(([key, text]) =>
      wordProblemsOfText(`${enPath}: ${key}`, String(text)),
    ),
  ];
}

/** Workspace folders with a ring, and all under `packages/`, whether they have one or not. */
function packages(tree: Tree): string[] {
  const found = tree.files
    .filter((path) => path.endsWith('/package.json'))
    .map((path) => dirname(path));
  return found.filter((folder) => folder.startsWith('packages/') || folder in RINGS);
}

function manifest(tree: Tree, folder: string): string[] {
  const hasReadme = tree.files.includes(`${folder}/README.md`);
  return [
    ...(hasReadme ? [] : [`${folder}/README.md: is missing`]),
    ...manifestProblems(folder, read(tree, `${folder}/package.json`)),
  ];
}

function drawing(tree: Tree): string[] {
  if (!existsSync(join(tree.root, DRAWING))) return [`${DRAWING}: is missing`];
  return drawingProblems(read(tree, DRAWING), packages(tree)).map((line) => `${DRAWING}: ${line}`);
}

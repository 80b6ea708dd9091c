// Which files the tidy checks look at, and what they are allowed to be called.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const IGNORED_FOLDERS = ['node_modules', 'dist', 'coverage', '.git', '.cache'];
const REQUIRED_AT_ROOT = [
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'docs',
  'node',
  'package.json',
  'packages',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'scripts',
  'supervisor',
  'tests',
  'tsconfig.json',
];
const NAMELESS = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc'];
const KEBAB_CASE = /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/;

/** All files under `root` that belong to the repository, as sorted relative paths. */
export function listFiles(root: string, folder = ''): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
      return IGNORED_FOLDERS.includes(entry.name) ? [] : listFiles(root, path);
    })
    .sort();
}

/** Program text: held to size, purity and naming. */
export function isSource(path: string): boolean {
  return /\.(ts|tsx|mjs|js)$/.test(path) && !isGenerated(path);
}

/** Made by a tool, or brought in from outside: nobody here wrote its lines. */
export function isGenerated(path: string): boolean {
  return path.includes('/generated/') || path.startsWith('tests/vectors/');
}

/** The top level holds what the architecture page says and, beside it, only dotfiles. */
export function rootProblems(entries: readonly string[]): string[] {
  const seen = entries.filter((name) => !name.startsWith('.') && !IGNORED_FOLDERS.includes(name));
  return [
    ...seen
      .filter((name) => !REQUIRED_AT_ROOT.includes(name))
      .map((name) => `${name}: does not belong at the top level`),
    ...REQUIRED_AT_ROOT.filter((name) => !seen.includes(name)).map((name) => `${name}: is missing`),
  ];
}

/** Source files are named in kebab-case, after what they hold. */
export function nameProblems(path: string): string[] {
  const parts = path.split('/');
  const words = parts.flatMap((part) => part.toLowerCase().split(/[-._]/));
  const nameless = words.filter((word) => NAMELESS.includes(word));
  return [
    ...nameless.map((word) => `${path}: '${word}' says nothing; name it after what it holds`),
    ...(isSource(path) && !parts.every((part) => KEBAB_CASE.test(part))
      ? [`${path}: file and folder names are kebab-case`]
      : []),
  ];
}

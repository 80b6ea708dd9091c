// Throw-away folders in which a test plants what a check must find.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes `files` (path → text) under a new folder that is removed when the test ends. */
export function plant(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'mingjing-tidy-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Links workspace packages the way an installation does. */
export function linkPackages(root: string, names: readonly string[]): void {
  mkdirSync(join(root, 'node_modules/@mingjing'), { recursive: true });
  for (const name of names) {
    symlinkSync(join(root, 'packages', name), join(root, 'node_modules/@mingjing', name));
  }
}

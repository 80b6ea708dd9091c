// The rules that no compiler knows, over every file of this repository.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CHECKS, readTree } from '../../scripts/tidy/check.ts';

const tree = readTree(fileURLToPath(new URL('../..', import.meta.url)));

describe('the repository', () => {
  it('is read: its own checks are among the files', () => {
    expect(tree.files).toContain('scripts/tidy/check.ts');
    expect(tree.files).toContain('packages/tlog/package.json');
  });

  it.each(Object.entries(CHECKS))('keeps the rule on %s', (_name, check) => {
    expect(check(tree)).toEqual([]);
  });
});

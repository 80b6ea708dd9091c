import { describe, expect, it } from 'vitest';
import { addCounts, closingLine, countTests, NO_TESTS } from '../../scripts/test-results.ts';

/** A report with one file per argument: its status and those of its tests. */
function report(...files: [status: string, ...tests: string[]][]): string {
  const testResults = files.map(([status, ...tests]) => ({
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  }));
  return JSON.stringify({ testResults });
}

describe('countTests', () => {
  it('counts by outcome over all files', () => {
    const text = report(['passed', 'passed', 'skipped'], ['failed', 'passed', 'failed', 'todo']);
    expect(countTests(text)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it('counts a file that did not load as one failure', () => {
    expect(countTests(report(['failed'], ['passed', 'passed']))).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('counts nothing in an empty report', () => {
    expect(countTests(report())).toEqual(NO_TESTS);
  });
});

describe('closingLine', () => {
  it('says passed and failed always, skipped when there are any', () => {
    const counts = addCounts({ passed: 2, failed: 0, skipped: 0 }, NO_TESTS);
    expect(closingLine(counts)).toBe('2 passed, 0 failed');
    expect(closingLine({ ...counts, skipped: 3 })).toBe('2 passed, 0 failed, 3 skipped');
  });
});

import type { Finding, FindingState } from './finding.ts';

const SIGNS: Readonly<Record<FindingState, string>> = {
  good: '✓',
  warning: '!',
  failed: '✗',
  unknown: '?',
};

/** Lines for a terminal: what is good in one language, what is not explained in both. */
export function reportLines(findings: readonly Finding[], language: 'zh-CN' | 'en'): string[] {
  const own = language === 'en' ? 'en' : 'zh';
  const other = own === 'en' ? 'zh' : 'en';
  return findings.flatMap(({ check, state, seen, advice }) => {
    const head = `${SIGNS[state]} ${check.padEnd(14)} ${seen[own]}`;
    if (advice === undefined) return [head];
    const indent = ' '.repeat(17);
    const lines = [`→ ${advice[own]}`, seen[other], `→ ${advice[other]}`];
    return [head, ...lines.map((line) => indent + line)];
  });
}

/** Whether nothing failed; warnings and what is not known are for somebody to read. */
export function isSound(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'failed');
}

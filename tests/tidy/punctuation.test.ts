import { describe, expect, it, test } from 'vitest';
import { punctuationProblems } from '../../scripts/tidy/punctuation.ts';

const NARROW = [
  '没有上链,请重试',
  '共 3 项,缺一项',
  '原因:无',
  'GB/T 1:规范',
  '好!',
  '第一章(总则)',
  '共(甲)',
];
const GOOD = [
  '没有上链，请重试',
  '{host}:{port} 不可用',
  'IPv4 (/8), IPv6',
  '于 09:00 开始',
  '见（甲）',
];

describe('punctuationProblems', () => {
  test.each(NARROW)("finds '%s' in catalogues and documents", (text) => {
    expect(punctuationProblems('i18n/zh-CN.json', JSON.stringify({ a: { b: text } }))).toEqual([
      expect.stringMatching(/^i18n\/zh-CN\.json: a\.b: '.{2}' is half as wide/),
    ]);
    expect(punctuationProblems('README.zh-CN.md', `# 明镜\n\n${text}\n`)).toHaveLength(1);
  });

  test.each(GOOD)("accepts '%s'", (text) => {
    expect(punctuationProblems('zh-CN.json', JSON.stringify({ a: text }))).toEqual([]);
    expect(punctuationProblems('a.zh-CN.md', `# 明镜\n\n${text}\n`)).toEqual([]);
  });

  it('reads neither code nor where a link leads', () => {
    const text = '# 明镜\n\n见 `查询:甲,乙`，及[手册](a.md#1-主机)。\n\n```\n甲,乙\n```\n';
    expect(punctuationProblems('a.zh-CN.md', text)).toEqual([]);
  });
});

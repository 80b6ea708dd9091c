import { ClientError } from '@mingjing/client';
import { createTexts, Problem, problemBody } from '@mingjing/service';
import { describe, expect, it } from 'vitest';
import { saidBy } from '../src/cli/explain.ts';
import en from '../src/management/cases/i18n/en.json' with { type: 'json' };
import zh from '../src/management/cases/i18n/zh-CN.json' with { type: 'json' };

const HAN = /\p{Script=Han}/u;
const CODES = Object.keys(zh.problems);
const texts = createTexts({ 'zh-CN': zh, en });

/** What the client throws when a node answers with this problem in Chinese. */
function refusal(code: string, change: (problem: Record<string, unknown>) => void = () => {}) {
  const problem = JSON.parse(problemBody(texts, 'zh-CN', new Problem(409, code)));
  change(problem);
  return new ClientError(code, `${code}: ${problem.title}`, { status: 409, problem });
}

describe('a refusal of a node on a terminal', () => {
  it.each(CODES)('%s is said in each language, as the node says it', (code) => {
    const [chinese, english] = saidBy(refusal(code));
    expect(chinese).toContain(texts.both(`problems.${code}.title`)['zh-CN']);
    expect(english).toContain(texts.both(`problems.${code}.title`).en);
    expect(english).not.toMatch(HAN);
  });

  it.each<[string, (problem: Record<string, unknown>) => void]>([
    ['without texts, of an older version', (problem) => delete problem.texts],
    ['with one language', (problem) => (problem.texts = { 'zh-CN': { title: '拒绝' } })],
    ['with texts that are none', (problem) => (problem.texts = { 'zh-CN': 1, en: ['x'] })],
  ])('%s, its Chinese title does not stand for English', (_name, change) => {
    const [chinese, english] = saidBy(refusal('case-unknown', change));
    expect([chinese, english]).toEqual(['节点拒绝了请求', 'the node refused the request']);
  });
});

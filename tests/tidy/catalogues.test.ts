import { describe, expect, it } from 'vitest';
import { catalogueProblems } from '../../scripts/tidy/catalogues.ts';

function problems(zh: unknown, en: unknown): string[] {
  return catalogueProblems('i18n', JSON.stringify(zh), JSON.stringify(en));
}

describe('catalogueProblems', () => {
  it('accepts equal keys, nested, with the same names left open', () => {
    const zh = { node: { started: '节点 {{name}} 已启动', stop: '停止' } };
    const en = { node: { started: 'Node {{ name }} started', stop: 'Stop' } };
    expect(problems(zh, en)).toEqual([]);
  });

  it('accepts plural forms that only English has', () => {
    const zh = { nodes_other: '{{count}} 个节点' };
    const en = { nodes_one: '{{count}} node', nodes_other: '{{count}} nodes' };
    expect(problems(zh, en)).toEqual([]);
  });

  it('names a key that one side lacks', () => {
    expect(problems({ a: { b: '一', c: '二' } }, { a: { b: 'one' } })).toEqual([
      "i18n/en.json: 'a.c' is missing",
    ]);
    expect(problems({}, { a: 'one' })).toContain("i18n/zh-CN.json: 'a' is missing");
  });

  it.each(['', '  ', null, 1, {}])('refuses the value %j', (value) => {
    expect(problems({ a: value }, { a: 'one' })).toEqual(["i18n: 'a' is empty or no text"]);
  });

  it('finds a name that is left open on one side only', () => {
    expect(problems({ a: '{{count}} 个' }, { a: '{{total}} of them' })).toHaveLength(1);
    expect(problems({ a: '{count} 个' }, { a: 'some' })).toHaveLength(1);
  });
});

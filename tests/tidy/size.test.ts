import { describe, expect, it } from 'vitest';
import { sizeProblems } from '../../scripts/tidy/size.ts';

/** A statement list of `count` lines. */
function lines(count: number): string {
  return '  step();\n'.repeat(count);
}

describe('sizeProblems', () => {
  it('accepts a file of 400 lines and refuses one of 401', () => {
    expect(sizeProblems('a.ts', lines(400))).toEqual([]);
    expect(sizeProblems('a.ts', lines(401))).toEqual(['a.ts: 401 lines, at most 400']);
  });

  it('accepts a function of 60 lines and refuses one of 61', () => {
    expect(sizeProblems('a.ts', `function f() {\n${lines(58)}}\n`)).toEqual([]);
    expect(sizeProblems('a.ts', `\nfunction f() {\n${lines(59)}}\n`)).toEqual([
      'a.ts:2: a function of 61 lines, at most 60',
    ]);
  });

  it.each([
    ['an arrow function', `const f = () => {\n${lines(59)}};\n`],
    ['a method', `class A { f() {\n${lines(59)}} }\n`],
    ['an accessor', `class A { get f() {\n${lines(59)}} }\n`],
    ['a function in a string-filled one', `const t = '}';\nfunction f() {\n'{';\n${lines(58)}}\n`],
  ])('counts the lines of %s', (_kind, text) => {
    expect(sizeProblems('a.ts', text)).toHaveLength(1);
  });

  it('does not count a doc comment as part of its function', () => {
    const comment = `/**\n${' * why\n'.repeat(20)} */\n`;
    expect(sizeProblems('a.ts', `${comment}function f() {\n${lines(58)}}\n`)).toEqual([]);
  });

  it('takes a suite for a list of tests, but a test for a function', () => {
    const suite = `describe('x', () => {\n${lines(70)}});\n`;
    const test = `it('x', () => {\n${lines(70)}});\n`;
    expect(sizeProblems('a.test.ts', suite)).toEqual([]);
    expect(sizeProblems('a.ts', suite)).toHaveLength(1);
    expect(sizeProblems('a.test.ts', test)).toHaveLength(1);
  });

  it('accepts 100 columns and refuses 101, counting characters', () => {
    expect(sizeProblems('a.ts', `// ${'明 '.repeat(48)}.`)).toEqual([]);
    expect(sizeProblems('a.ts', `\n// ${'明 '.repeat(49)}`)).toEqual([
      'a.ts:2: 101 columns, at most 100',
    ]);
  });

  it.each([
    ['an address', `// https://example.org/${'a/'.repeat(50)}`],
    ['a digest', `const key = '${'0f'.repeat(64)}';`],
  ])('lets %s run on, which cannot be broken', (_kind, text) => {
    expect(sizeProblems('a.ts', text)).toEqual([]);
  });
});

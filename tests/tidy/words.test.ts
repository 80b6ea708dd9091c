import { describe, expect, it } from 'vitest';
import {
  machineWordProblems,
  titleProblems,
  wordProblems,
  wordProblemsOfText,
} from '../../scripts/tidy/words.ts';

const BANNED = [
  'An Alert.',
  'the audit trail',
  'a record log',
  'case orders',
  'tombstone journal',
  '认证器',
  '验证器',
];

describe('wordProblems', () => {
  it.each(BANNED)('finds "%s" in documents, comments, schemas and catalogues', (text) => {
    expect(wordProblems('a.md', `# T\n\n${text}\n`)).toHaveLength(1);
    expect(wordProblems('a.ts', `// ${text}\n`)).toHaveLength(1);
    expect(wordProblems('a.ts', `const a = 1; /* ${text} */\n`)).toHaveLength(1);
    expect(
      wordProblems('a.tsx', `/**\n * ${text}\n */\nexport const a = <b>x</b>;\n`),
    ).toHaveLength(1);
    expect(wordProblems('a.proto', `// ${text}\n`)).toHaveLength(1);
    expect(wordProblemsOfText('en.json: a', text)).toHaveLength(1);
  });

  it('names the line inside a comment of several', () => {
    expect(wordProblems('a.ts', 'x();\n/**\n * One.\n * An alert.\n */\n')).toEqual([
      "a.ts:4: 'alert': say 'alarm'",
    ]);
  });

  it.each([
    ['a.ts', "const role = 'alert'; // An alarm.\n"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template, planted.
    ['a.ts', 'const t = `${x} // alert`;\n'],
    ['a.ts', 'const pattern = /\\/\\/ alert/;\n'],
    ['a.tsx', 'const a = <p>see // alert</p>;\n'],
    ['a.proto', 'string alert = 1;\n'],
    ['a.md', '# T\n\nThe role `alert`.\n\n```\nalert\n```\n'],
    ['a.md', '# T\n\nAlertness and journals.\n'],
  ])('reads only prose in %s: %s', (path, text) => {
    expect(wordProblems(path, text)).toEqual([]);
  });

  it('finds unfinished work in comments', () => {
    for (const mark of ['TO' + 'DO', 'FIX' + 'ME']) {
      expect(wordProblems('a.ts', `// ${mark}: later\n`)).toHaveLength(1);
    }
  });
});

describe('machineWordProblems', () => {
  it.each([
    ['', 'work', 'main'].join('/'),
    `see ${['', 'root', '.config'].join('/')}.`,
    ['https:', '', ['registry', 'example', 'org'].join('.'), 'x'].join('/'),
    ['https:', '', 'npm.mirror.example.org'].join('/'),
  ])('finds %s', (text) => {
    expect(machineWordProblems('a.json', `\n${text}`)).toHaveLength(1);
  });

  it.each([
    '/v1/root/hash',
    ['packages', '*', 'work', 'x'].join('/'),
    'https://example.org/registry',
    'homework/x',
  ])('accepts %s', (text) => {
    expect(machineWordProblems('a.md', text)).toEqual([]);
  });
});

describe('titleProblems', () => {
  it('accepts one title, and lines of code that look like more', () => {
    const text = '# Title\n\n## Part\n\n```sh\n# a comment\n~~~\n# another\n```\n\n~~~\n# x\n~~~\n';
    expect(titleProblems('a.md', text)).toEqual([]);
  });

  it('refuses none and two', () => {
    expect(titleProblems('a.md', '## Part\n')).toEqual(['a.md: 0 titles, exactly one is needed']);
    expect(titleProblems('a.md', '# A\n\n# B\n')).toHaveLength(1);
    expect(titleProblems('a.md', '````\n```\n# A\n````\n')).toHaveLength(1);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COMMANDS, COMMON_OPTIONS } from '@mingjing/node/commands';
import { COMMANDS as SUPERVISOR_COMMANDS } from '@mingjing/supervisor/commands';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HANDBOOK = fileURLToPath(new URL('../../docs/handbook/', import.meta.url));
const FILES = readdirSync(HANDBOOK).filter((name) => name.endsWith('.md') && name !== 'README.md');
const text = (name: string) => readFileSync(HANDBOOK + name, 'utf8');

interface Known {
  readonly name: string;
  readonly flags: readonly string[];
}

const flagsIn = (all: string) => all.match(/--[a-z][a-z-]*/g) ?? [];
const named = (group: string | undefined, signature: string) =>
  [group, signature.split(' ', 1)[0]].filter((part) => part !== undefined).join(' ');
const COMMON = [...COMMON_OPTIONS.flatMap(({ flags }) => flagsIn(flags)), '--home'];
const NODE: readonly Known[] = COMMANDS.map(({ group, signature, options }) => ({
  name: named(group, signature),
  flags: [...COMMON, ...options.flatMap(({ flags }) => flagsIn(flags))],
}));
const SUPERVISOR: readonly Known[] = SUPERVISOR_COMMANDS.map(
  ({ group, signature, options = [] }) => ({
    name: named(group, signature),
    flags: [...COMMON, ...options.flatMap(([flags]) => flagsIn(flags))],
  }),
);

/** What a handbook says to type, without the program's own name. */
function typed(name: string): { command: string; known: readonly Known[] }[] {
  const codes = [...text(name).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return codes.flatMap((code) => {
    if (code.startsWith('mingjing ')) return [{ command: code.slice(9), known: NODE }];
    if (code.startsWith('mingjing-supervisor '))
      return [{ command: code.slice(20), known: SUPERVISOR }];
    if (code.startsWith('look-through ')) return [{ command: code, known: SUPERVISOR }];
    return [];
  });
}

describe.each(FILES)('%s', (name) => {
  it('names only commands and flags that there are', () => {
    const commands = typed(name);
    expect(commands.length).toBeGreaterThan(5);
    for (const { command, known } of commands) {
      const words = command.split(' ');
      const found =
        known.find((each) => each.name === words.slice(0, 2).join(' ')) ??
        known.find((each) => each.name === words[0]);
      expect({ command, isKnown: found !== undefined }).toEqual({ command, isKnown: true });
      const strange = flagsIn(command).filter((flag) => !found?.flags.includes(flag));
      expect({ command, strange }).toEqual({ command, strange: [] });
    }
  });

  it('has the same chapters in both languages', () => {
    const other = name.includes('zh-CN')
      ? name.replace('.zh-CN', '')
      : name.replace('.md', '.zh-CN.md');
    const chapters = (of: string) => text(of).match(/^## \d+\./gm);
    expect(chapters(name)).toEqual(chapters(other));
    expect(typed(name)).toHaveLength(typed(other).length);
  });
});

/** What each handbook has to treat, by the words of its headings or its bold ones. */
const SUBJECTS: readonly (readonly [subject: string, en: RegExp, zh: RegExp])[] = [
  ['ceremony', /ceremony/i, /仪式/],
  ['backup', /backup/i, /备份/],
  ['upgrade', /upgrade/i, /升级/],
  ['incident', /something is wrong/i, /出了问题/],
  ['inspection day', /day of the inspection/i, /检查当天/],
];
/** A subject is treated where somebody could act by it: so many lines of text or of a table. */
const LINES_MIN = 4;

/** Parts of a handbook by their headings; a paragraph with a bold word is one of its own. */
function partsOf(name: string): { readonly heading: string; readonly lines: number }[] {
  return text(name)
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...rest] = part.split('\n');
      const bold = [...part.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word]) => word);
      const lines = rest.filter((line) => line.trim() !== '').length;
      return { heading: [heading, ...bold].join(' '), lines };
    });
}

describe.each(FILES)('%s', (name) => {
  it.each(SUBJECTS)('treats the %s', (_subject, en, zh) => {
    const found = partsOf(name).filter(({ heading }) =>
      (name.includes('zh-CN') ? zh : en).test(heading),
    );
    expect(Math.max(0, ...found.map(({ lines }) => lines))).toBeGreaterThanOrEqual(LINES_MIN);
  });
});

/** Documents that say which test shows what they say. */
const NAMING_TESTS = ['scripts/deploy/README.md', 'README.md', 'README.zh-CN.md'];

it.each(NAMING_TESTS)('%s names only tests that there are', (path) => {
  const named = readFileSync(ROOT + path, 'utf8').match(/tests\/[\w/-]+\.test\.ts/g) ?? [];
  expect(named.filter((each) => !existsSync(ROOT + each))).toEqual([]);
});

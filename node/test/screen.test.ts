import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { currencyRules, RULE_SET_BYTES_MAX, TEXT_UNITS_MAX } from '@mingjing/screening';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { explain } from '../src/cli/explain.ts';
import { type ScreenCommand, screenCommand } from '../src/cli/screen.ts';

const PROGRAM = join(import.meta.dirname, '../src/main.ts');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-screen-'));
  mkdirSync(join(folder, 'folder'));
  const long = 'a'.repeat(3 * TEXT_UNITS_MAX);
  const files = { long, longer: `${long}aaaa`, latin1: Buffer.from([0xe9]), wide: '明'.repeat(8) };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly errors: string;
}

/** Runs the command in this process. */
async function screen(args: readonly string[], text?: string): Promise<Ended> {
  const path = text === undefined ? join(folder, args[0] ?? '') : join(folder, 'text');
  if (text !== undefined) writeFileSync(path, text);
  const options = optionsOf(text === undefined ? args.slice(1) : args);
  const lines: Record<'log' | 'error', string[]> = { log: [], error: [] };
  const spies = (['log', 'error'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line) => lines[name].push(String(line))),
  );
  let code = 1;
  try {
    await screenCommand(path, options);
    code = Number(process.exitCode);
  } catch (error) {
    explain(error, options);
  }
  for (const spy of spies) spy.mockRestore();
  process.exitCode = 0;
  return { code, said: lines.log.join('\n'), errors: lines.error.join('\n') };
}

function optionsOf(args: readonly string[]): ScreenCommand {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, lang: { type: 'string' }, rules: { type: 'string' } },
  });
  return values;
}

/** Runs the program with a text on its standard input. */
function pipe(text: string): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, 'screen', '-', '--lang', 'en']);
  let [said, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (data) => {
    said += data;
  });
  child.stderr.setEncoding('utf8').on('data', (data) => {
    errors += data;
  });
  // A command that refuses early has closed its input.
  child.stdin.on('error', () => undefined).end(text);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said, errors })));
}

function rulesFile(name: string, json: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof json === 'string' ? json : JSON.stringify(json));
  return path;
}

describe('a text is judged', () => {
  test.each([
    [0, 'pass', '房屋租赁合同，月租金人民币 3500 元。', '✓ 通过', '✓ Passes'],
    [0, 'flag', '本文分析比特币的共识机制。', '✓ 可以发布', '✓ May be published'],
    [2, 'hold', '每枚茶币可自由买卖。', '! 暂缓发布', '! Held'],
    [3, 'refuse', '发行代币，认购从速。', '✗ 不得发布', '✗ Must not be published'],
  ])('exit code %d: %s', async (code, action, text, zh, en) => {
    const chinese = await screen([], text);
    const english = await screen(['--lang', 'en'], text);
    const json = await screen(['--json'], text);
    expect([chinese.code, english.code, json.code]).toEqual([code, code, code]);
    expect(chinese.said).toContain(zh);
    expect(english.said).toContain(en);
    const rules = { id: 'currency', version: currencyRules().version };
    expect(JSON.parse(json.said)).toMatchObject({ action, rule_set: rules });
  });

  test('with rule, reason, line and column, and what was read', async () => {
    const text = '通知\n  𠵾：發 行 代幣';
    const { said } = await screen([], text);
    expect(said).toContain('拒绝 token-issue：发行、预售或认购代币');
    expect(said).toContain('2:5 “发行”，2:9 “代币”');
    expect(said).toMatch(/规则集 currency 第 \d+ 版，哈希 [0-9a-f]{64}/);
    const { said: json } = await screen(['--json'], text);
    expect(JSON.parse(json).matches[0]).toMatchObject({
      ...{ rule: 'token-issue', category: 'issue', severity: 'refuse', count: 1 },
      places: [[{ start: 8, end: 11, text: '发行' }, { text: '代币' }]],
    });
  });

  test('without its escapes, and places are told to be those of that reading', async () => {
    const text = '{"a":"\\u53d1\\u884c\\u4ee3\\u5e01"}';
    const { code, said } = await screen(['--lang', 'en'], text);
    expect(code).toBe(3);
    expect(said).toContain('Places are those of the text without its escapes');
    expect(said).toContain('1:7 “发行”, 1:9 “代币”');
    const json = await screen(['--json'], text);
    expect(JSON.parse(json.said)).toMatchObject({ action: 'refuse', decoded: true });
    const plain = await screen(['--json'], '<b>发行代币</b>');
    expect(JSON.parse(plain.said)).toMatchObject({ action: 'refuse', decoded: false });
  });

  test('by another rule set', async () => {
    const reason = { zh: '测试词', en: 'a word of the test' };
    const rule = { id: 'word', category: 'test', severity: 'hold', reason, any: ['明镜'] };
    const title = { zh: '测试', en: 'test' };
    const rules = rulesFile('own.json', { format: 1, id: 'own', version: 7, title, rules: [rule] });
    const { code, said } = await screen(['--rules', rules, '--lang', 'en'], '明 鏡');
    expect(code).toBe(2);
    expect(said).toContain('hold word: a word of the test');
    expect(said).toContain('Rule set own, version 7');
  });
});

describe('bad input is refused with exit code 1, in both languages', () => {
  test.each([
    ['no such file', ['nowhere'], 'INPUT_MISSING', '读不到文件'],
    ['a folder', ['folder'], 'INPUT_MISSING', 'cannot be read'],
    ['too many bytes', ['longer'], 'INPUT_TOO_LARGE', '没有处理'],
    ['too many characters', ['long'], 'TEXT_TOO_LONG', 'code units'],
    ['not UTF-8', ['latin1'], 'INPUT_NOT_UTF8', '不是 UTF-8 文本'],
    ['no rule set of that name', ['wide', '--rules', 'nowhere'], 'INPUT_MISSING', 'cannot be read'],
  ])('%s', async (_kind, args, error, told) => {
    const { code, said, errors } = await screen(args);
    const json = await screen([...args, '--json']);
    expect([code, json.code, said]).toEqual([1, 1, '']);
    expect(errors).toContain(`✗ ${error}: `);
    expect(errors).toContain(told);
    expect(errors).not.toContain('    at ');
    expect(JSON.parse(json.errors)).toMatchObject({ error });
  });

  test.each([
    ['too many bytes', ' '.repeat(RULE_SET_BYTES_MAX + 1), 'INPUT_TOO_LARGE', '没有处理'],
    ['not JSON', '{', 'RULE_SET_REFUSED', '不是 JSON'],
    ['another format', { ...currencyRules(), format: 2 }, 'RULE_SET_REFUSED', 'format version'],
    [
      'a bad rule',
      { ...currencyRules(), rules: [{ ...currencyRules().rules[0], severity: 'ban' }] },
      'RULE_SET_REFUSED',
      'rules/token-issue: severity',
    ],
  ])('a rule set: %s', async (kind, json, error, told) => {
    const path = rulesFile(`${kind.replaceAll(' ', '-')}.json`, json);
    const { code, errors } = await screen(['wide', '--rules', path]);
    expect(code).toBe(1);
    expect(errors).toContain(`✗ ${error}: `);
    expect(errors).toContain(told);
  });
});

describe('the standard input', () => {
  test('is judged, and the program ends with the exit code of the verdict', async () => {
    const { code, said, errors } = await pipe('发行代币，认购从速。');
    expect([code, errors]).toEqual([3, '']);
    expect(said).toContain('✗ Must not be published');
  });

  test('with too many bytes is refused', async () => {
    const { code, said, errors } = await pipe('a'.repeat(3 * TEXT_UNITS_MAX + 4));
    expect([code, said]).toEqual([1, '']);
    expect(errors).toContain('✗ INPUT_TOO_LARGE: ');
  });
});
